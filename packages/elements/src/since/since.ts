import type { FiresideSession } from '@fireside/client';
import { updateWhenLocaleChanges } from '@lit/localize';
import { css, LitElement, nothing, type TemplateResult } from 'lit';
import { SessionController } from '../controllers/session-controller.ts';
import { WidgetController } from '../controllers/widget-controller.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { renderUnbound } from '../unbound.ts';
import { Looking, type News } from './looking.ts';
import type { SinceList } from './since-list.ts';

const styles = css`
  :host {
    display: block;
  }
`;

/**
 * "Since you last looked": what the others have changed, once. Nothing where there is nothing new, and for whoever has no
 * document of their own.
 *
 * @summary What the others have changed since the last visit.
 */
export class FiresideSince extends LitElement {
  static override styles = [tokens, controls, styles];

  readonly #session = new SessionController(this, (one) => [one.status]);
  readonly #widget = new WidgetController(this);
  /** The list has no height while there is none; its width tells when its place is shown. */
  readonly #place = new ResizeObserver(() => this.#looking?.look());
  #looking: Looking | null = null;
  #of: FiresideSession | null = null;
  #list: { readonly of: FiresideSession; readonly shown: SinceList } | null = null;

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#place.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#place.disconnect();
    this.#follow(null);
  }

  protected override willUpdate(): void {
    if (this.isConnected) this.#follow(this.#session.session);
  }

  #follow(session: FiresideSession | null): void {
    if (session === this.#of) return;
    this.#looking?.stop();
    this.#of = session;
    this.#looking = null;
    if (session === null) return;
    // Where it was only moved in the page, its list stays.
    if (session !== this.#list?.of) this.#list = null;
    const looking: Looking = new Looking(session, {
      placed: () => this.checkVisibility(),
      show: (news) => this.#show(session, news, () => this.#looking === looking),
    });
    this.#looking = looking;
  }

  async #show(of: FiresideSession, news: readonly News[], wanted: () => boolean): Promise<boolean> {
    const module = await import('./since-list.ts').catch(() => null); // the browser has logged why
    if (module === null || !wanted()) return false;
    this.#list ??= { of, shown: new module.SinceList(this, of, (text) => this.#widget.announce(text)) };
    return this.#list.shown.show(news, wanted);
  }

  protected override render(): TemplateResult | typeof nothing {
    return this.#session.session ? (this.#list?.shown.render() ?? nothing) : renderUnbound(this.#session.binding);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fireside-since': FiresideSince;
  }
}
