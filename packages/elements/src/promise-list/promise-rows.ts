import { listPromises } from '@fireside/client';
import { FiresideError, type ErrorCode } from '@fireside/protocol';
import type { PromiseList } from '@fireside/protocol/http';
import { msg, str, updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { direction, language, useLocale } from '../localize.ts';
import { renderProblem } from '../problem.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { tokenFrom, type GetToken } from '../token-source.ts';
import { promiseRowsStyles } from './promise-rows.styles.ts';
import { renderRow } from './row.ts';
import { owedOf, type OwedRow } from './view.ts';

/** Rows of one kind that are shown at once. */
const FIRST = 50;
/** ms after which somebody who comes back to the page sees a fresh list. */
const STALE = 30_000;

/**
 * What `<fireside-promise-list>` shows, loaded apart from it.
 *
 * @summary The rows of the one list of promises.
 */
export class FiresidePromiseRows extends LitElement {
  static override properties = {
    server: {},
    tokenUrl: { attribute: false },
    href: {},
    wantedLang: { attribute: false },
    getToken: { attribute: false },
    _list: { state: true, attribute: false },
    _failed: { state: true, attribute: false },
    _all: { state: true, attribute: false },
    _keptShown: { state: true, attribute: false },
  };
  static override styles = [tokens, controls, promiseRowsStyles];

  declare server: string;
  declare tokenUrl: string | null;
  declare href: string;
  declare wantedLang: string;
  declare getToken: GetToken | null;

  /** Null until it has come. */
  declare protected _list: PromiseList | null;
  declare protected _failed: ErrorCode | null;
  /** Whether all rows are shown, however many there are. */
  declare protected _all: boolean;
  /** Whether what was kept is unfolded. */
  declare protected _keptShown: boolean;

  #lifetime: AbortController | null = null;
  #loading: AbortController | null = null;
  #loadedAt = 0;

  constructor() {
    super();
    this.server = '';
    this.tokenUrl = null;
    this.href = '';
    this.wantedLang = '';
    this.getToken = null;
    this._list = null;
    this._failed = null;
    this._all = false;
    this._keptShown = false;
    updateWhenLocaleChanges(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#lifetime = new AbortController();
    document.addEventListener('visibilitychange', () => this.#refresh(), { signal: this.#lifetime.signal });
    if (this.hasUpdated) void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#lifetime?.abort();
    this.#loading?.abort();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('wantedLang')) void this.#chooseLanguage();
    if (!changed.has('server') && !changed.has('tokenUrl') && !changed.has('getToken')) return;
    this._list = null; // of somebody else, maybe
    void this.#load();
  }

  /** Where tokens come from; null while the page has not said everything. */
  #source(): GetToken | null {
    if (this.server === '') return null;
    return this.getToken ?? (this.tokenUrl === null ? null : tokenFrom(this.tokenUrl));
  }

  async #load(): Promise<void> {
    this.#loading?.abort();
    const getToken = this.#source();
    if (getToken === null) return;
    const loading = new AbortController();
    this.#loading = loading;
    this._failed = null;
    try {
      const list = await listPromises({ server: this.server, getToken, signal: loading.signal });
      if (loading.signal.aborted) return;
      this._list = list;
      this.#loadedAt = performance.now();
      await this.#chooseLanguage();
    } catch (error) {
      if (loading.signal.aborted) return;
      if (!(error instanceof FiresideError)) throw error;
      this._failed = error.code;
    }
  }

  #refresh(): void {
    if (document.hidden || this._list === null || performance.now() - this.#loadedAt < STALE) return;
    void this.#load();
  }

  async #chooseLanguage(): Promise<void> {
    const tags = [this.wantedLang, this._list?.person.locale, document.documentElement.lang, navigator.language];
    await useLocale(tags.find((one) => one) ?? 'en').catch(() => undefined); // the language before stays; the browser has logged why
    this.requestUpdate();
  }

  async #showAll(event: Event): Promise<void> {
    const list = event.currentTarget instanceof Element ? event.currentTarget.previousElementSibling : null;
    this._all = true;
    await this.updateComplete;
    list?.children[FIRST]?.querySelector<HTMLElement>('a')?.focus(); // where the pressed button was
  }

  protected override render(): TemplateResult {
    return html`<section
      aria-label=${msg('Promises')}
      lang=${language()}
      dir=${direction() === 'rtl' ? 'rtl' : nothing}
    >
      <h2>${msg('Promises')}</h2>
      ${this.#renderContent()}
    </section>`;
  }

  #renderContent(): TemplateResult {
    if (this.#source() === null) {
      return html`<p class="muted">${msg('Waiting for the page')}</p>
        <p class="muted small">${msg('Needed: server, and token-url or getToken.')}</p>`;
    }
    if (this._list === null) {
      return this._failed === null
        ? html`<p class="muted">${msg('One moment…')}</p>`
        : renderProblem(this._failed, () => void this.#load());
    }
    const { yours, others, kept } = owedOf(this._list);
    return html`
      ${
        yours.length + others.length === 0
          ? html`<p class="muted">${msg('Nothing is promised just now.')}</p>`
          : nothing
      }
      ${this.#renderGroup(msg('Yours'), yours)} ${this.#renderGroup(msg('Promised by others'), others)}
      ${this.#renderKept(kept)}
    `;
  }

  /** Over the years these become hundreds: rows are made when somebody wants to see them. */
  #renderKept(kept: readonly OwedRow[]): TemplateResult | typeof nothing {
    if (kept.length === 0) return nothing;
    const toggled = ({ currentTarget }: Event): void => {
      if (currentTarget instanceof HTMLDetailsElement) this._keptShown = currentTarget.open;
    };
    const title = msg(str`Kept: ${kept.length}`);
    return html`<details @toggle=${toggled}>
      <summary>${title}</summary>
      ${this._keptShown ? html`<div class="group">${this.#renderRows(title, kept)}</div>` : nothing}
    </details>`;
  }

  #renderGroup(title: string, rows: readonly OwedRow[]): TemplateResult | typeof nothing {
    if (rows.length === 0) return nothing;
    return html`<div class="group">
      <h3>${title}</h3>
      ${this.#renderRows(title, rows)}
    </div>`;
  }

  #renderRows(title: string, rows: readonly OwedRow[]): TemplateResult {
    const shown = this._all ? rows : rows.slice(0, FIRST);
    const zone = this._list?.person.tz ?? null;
    return html`<ul role="list" aria-label=${title}>
        ${shown.map((row) => renderRow(row, this.href, zone))}
      </ul>
      ${
        shown.length === rows.length
          ? nothing
          : html`<button class="quiet" @click=${this.#showAll}>${msg(str`Show all ${rows.length}`)}</button>`
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fireside-promise-rows': FiresidePromiseRows;
  }
}
