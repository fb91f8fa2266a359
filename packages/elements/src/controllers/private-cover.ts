import type { CallSnapshot, FiresideSession, Observable } from '@fireside/client';
import { msg } from '@lit/localize';
import { html, type ReactiveController, type ReactiveElement, type TemplateResult } from 'lit';
import type { SessionController } from './session-controller.ts';
import { where } from './where.ts';

/** For the selection of a `SessionController`: whether the others see this person's screen. */
export function ownScreen({ call }: FiresideSession): Observable<CallSnapshot> {
  return where(call, (before, now) => before.self.screen.on !== now.self.screen.on);
}

/**
 * Covers what only this person may read while the others see this person's screen, until they say otherwise: nobody
 * knows which window they share. The host's `SessionController` follows `ownScreen`.
 */
export class PrivateCover implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #session: SessionController;
  #lifted = false;

  constructor(host: ReactiveElement, session: SessionController) {
    this.#host = host;
    this.#session = session;
    host.addController(this);
  }

  get #sharing(): boolean {
    return this.#session.session?.call.value.self.screen.on ?? false;
  }

  hostConnected(): void {}

  hostUpdate(): void {
    if (!this.#sharing) this.#lifted = false;
  }

  /** `content` stays what it is, an editor with its history, say; under the cover it leaves the accessibility tree, too. */
  render(content: unknown): TemplateResult {
    const covered = this.#sharing && !this.#lifted;
    return html`${
        covered
          ? html`<div class="notice">
              <p>${msg('Hidden while you share your screen: the others could read it.')}</p>
              <button class="small-target" @click=${this.#lift}>${msg('Show all the same')}</button>
            </div>`
          : ''
      }
      <div ?hidden=${covered}>${content}</div>`;
  }

  readonly #lift = (): void => {
    this.#lifted = true;
    this.#host.requestUpdate();
  };
}
