import type { FiresideSession } from '@fireside/client';
import { FiresideError, type ErrorCode } from '@fireside/protocol';
import type { SessionDetail } from '@fireside/protocol/http';
import { msg, str } from '@lit/localize';
import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { errorWords } from '../error-words.ts';
import type { Zone } from '../format.ts';
import { formatLongDayAndTime } from './dates.ts';

interface StillOpenView {
  readonly session: FiresideSession;
  readonly detail: SessionDetail;
  readonly zone: Zone;
  /** Opens the session to be written in; null where it is open already. */
  readonly open: (() => void) | null;
}

interface StillOpenOptions {
  readonly announce: (text: string) => void;
  /** The notes are closed, or somebody else has done so. */
  readonly closed: () => void;
}

/** After wrap-up: until when the notes can be written to, and a way to close them before. It asks once more, in its place. */
export class StillOpen implements ReactiveController {
  readonly #host: LitElement;
  readonly #options: StillOpenOptions;
  /** The session about which it asks. */
  #asking: string | null = null;
  #busy = false;
  #problem: ErrorCode | null = null;
  #focus = '';

  constructor(host: LitElement, options: StillOpenOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {}

  hostDisconnected(): void {
    this.#asking = null;
  }

  hostUpdated(): void {
    if (this.#focus === '') return;
    this.#host.renderRoot.querySelector<HTMLElement>(this.#focus)?.focus();
    this.#focus = '';
  }

  render({ session, detail, zone, open }: StillOpenView): TemplateResult | typeof nothing {
    const { openUntil, id, state } = detail;
    const now = session.now();
    if (state !== 'wrapped-up' || openUntil === null || openUntil <= now) return nothing;
    if (this.#asking === id) return this.#renderQuestion(session, id);
    const until = formatLongDayAndTime(openUntil, zone, now);
    const both = (session.status.value.mentorship?.members.length ?? 2) === 2;
    return html`<div class="notice" data-screen-only>
      <p class="grow">
        ${both ? msg(str`Both can add to these notes until ${until}.`) : msg(str`All can add to these notes until ${until}.`)}
      </p>
      ${open === null ? nothing : html`<button class="small-target" @click=${open}>${msg('Open the session')}</button>`}
      <button class="close-now quiet small-target" @click=${() => this.#ask(id)}>${msg('Close them now')}</button>
    </div>`;
  }

  #renderQuestion(session: FiresideSession, id: string): TemplateResult {
    const words = this.#problem === null ? null : errorWords(this.#problem);
    return html`<div
      class="notice"
      data-screen-only
      role="group"
      aria-labelledby="close-question"
      @keydown=${this.#pressed}
    >
      <p class="grow" id="close-question">
        ${msg('Close these notes for everybody? They stay as they are; notes can still be added below them.')}
      </p>
      <button
        class="close-surely primary small-target"
        aria-disabled=${this.#busy ? 'true' : 'false'}
        @click=${() => void this.#close(session, id)}
      >
        ${msg('Close the notes')}
      </button>
      <button class="small-target" @click=${this.#leave}>${msg('Not yet')}</button>
      ${words === null ? nothing : html`<p class="said" role="alert">${words.happened} ${words.now}</p>`}
    </div>`;
  }

  #ask(id: string): void {
    this.#asking = id;
    this.#problem = null;
    this.#focus = '.close-surely';
    this.#host.requestUpdate();
  }

  readonly #leave = (): void => {
    this.#asking = null;
    this.#focus = '.close-now';
    this.#host.requestUpdate();
  };

  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.#leave();
  };

  async #close(session: FiresideSession, id: string): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    this.#problem = null;
    this.#host.requestUpdate();
    try {
      await session.saved.archive(id);
      this.#end(msg('The notes are closed.'));
    } catch (error) {
      if (!(error instanceof FiresideError)) throw error;
      if (error.code === 'state-conflict') this.#end(msg('The notes were closed meanwhile.'));
      else this.#problem = error.code;
    } finally {
      this.#busy = false;
      this.#host.requestUpdate();
    }
  }

  #end(words: string): void {
    this.#asking = null;
    this.#options.announce(words);
    this.#options.closed();
  }
}
