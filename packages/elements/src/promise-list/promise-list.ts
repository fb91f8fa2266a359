import { msg, updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { LazyPart } from '../controllers/lazy-part.ts';
import { renderProblem } from '../problem.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import type { GetToken } from '../token-source.ts';

/**
 * What is promised over all mentorships of a person, for a page of the host: what they owe first, then what others do, and
 * what was kept. It is read here and ticked in the mentorship. What it shows is loaded when the element is on a page.
 *
 * @summary One list of promises.
 */
export class FiresidePromiseList extends LitElement {
  static override properties = {
    server: {},
    tokenUrl: { attribute: 'token-url' },
    href: {},
    lang: { reflect: true },
    getToken: { attribute: false },
  };
  static override styles = [
    tokens,
    controls,
    css`
      :host {
        display: block;
      }
    `,
  ];

  /** Origin (and path) of the Fireside server. */
  declare server: string;
  /** Where this page gives host tokens: a same-origin POST that answers `{token}`. */
  declare tokenUrl: string | null;
  /**
   * The address of a promise on this page's site, with `{mentorship}` and, where the page has one for it, `{session}` for
   * the ids of where it was made; `{session}` is empty where nobody knows. Without an address nothing is a link.
   */
  declare href: string;
  /** BCP 47; without one, the person's, then the page's. */
  declare lang: string;
  /** Asks the page for a host token; may be set at any time. It goes before `token-url`. */
  declare getToken: GetToken | null;

  readonly #rows = new LazyPart(this, () => import('./define-rows.ts'));

  constructor() {
    super();
    this.server = '';
    this.tokenUrl = null;
    this.href = '';
    this.getToken = null;
    updateWhenLocaleChanges(this);
  }

  protected override render(): TemplateResult {
    if (this.#rows.need() === null) {
      return this.#rows.failed
        ? renderProblem('unreachable', () => this.#rows.retry())
        : html`<p class="muted">${msg('One moment…')}</p>`;
    }
    return html`<fireside-promise-rows
      .server=${this.server}
      .tokenUrl=${this.tokenUrl}
      .href=${this.href}
      .wantedLang=${this.lang}
      .getToken=${this.getToken}
    ></fireside-promise-rows>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fireside-promise-list': FiresidePromiseList;
  }
}
