/** The list in `<fireside-since>`, loaded when there is something to list. */
import type { FiresideSession } from '@fireside/client';
import { msg, str } from '@lit/localize';
import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { LazyActs } from '../controllers/lazy-acts.ts';
import { renderUnloaded } from '../lines/unloaded.ts';
import type { bringBack } from './bring-back.ts';
import type { News } from './looking.ts';
import { People } from './people.ts';
import { sinceLines, type SinceLine } from './since-lines.ts';
import { sinceStyles } from './since.styles.ts';

/** So many lines are shown at once. */
const SHORT = 6;
/** So many are read out, of more their number. */
const READ_OUT = 3;

export class SinceList {
  readonly #host: LitElement;
  readonly #session: FiresideSession;
  readonly #announce: (text: string) => void;
  readonly #people: People;
  readonly #acts: LazyActs<typeof bringBack>;
  #lines: readonly SinceLine[] = [];
  /** Lines whose record is there again. */
  readonly #back = new Set<SinceLine>();
  /** The long list is shown in full. */
  #all = false;

  constructor(host: LitElement, session: FiresideSession, announce: (text: string) => void) {
    this.#host = host;
    this.#session = session;
    this.#announce = announce;
    this.#people = new People(session);
    this.#acts = new LazyActs(host, async () => (await import('./bring-back.ts')).bringBack);
    const { shadowRoot: root } = host;
    const { styleSheet } = sinceStyles;
    if (root && styleSheet && !root.adoptedStyleSheets.includes(styleSheet)) root.adoptedStyleSheets.push(styleSheet);
  }

  /** Lists and says it, if that is still wanted when it is known who wrote; answers whether it was. */
  async show(news: readonly News[], wanted: () => boolean): Promise<boolean> {
    const lines = await sinceLines(this.#session, this.#people, news);
    if (!wanted()) return false;
    if (lines.length === 0) return true;
    this.#lines = lines;
    this.#all = false;
    this.#back.clear();
    this.#host.requestUpdate();
    const read =
      lines.length <= READ_OUT ? lines.map(({ text }) => text).join('. ') : msg(str`${lines.length} changes`);
    this.#announce(`${msg('Since you last looked')}: ${read}`);
    return true;
  }

  readonly #dismiss = (): void => {
    this.#lines = [];
    this.#host.requestUpdate();
    // Tab goes on from here, not from the start of the page.
    this.#host.tabIndex = -1;
    this.#host.focus();
  };

  async #expand(): Promise<void> {
    this.#all = true;
    await this.#focus(SHORT);
  }

  #bringBack(line: SinceLine, index: number): void {
    this.#acts.do((restore) => {
      if (!this.#isWritable(line)) return;
      restore(line.doc, line.change);
      this.#back.add(line);
      this.#announce(backWords(line));
      void this.#focus(index);
    });
  }

  /** Tab goes on from this line, whose button or whose place before has gone. */
  async #focus(index: number): Promise<void> {
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>(`li:nth-child(${index + 1})`)?.focus();
  }

  #isWritable({ kind, doc }: SinceLine): boolean {
    const document = this.#session.documents.value[kind];
    return document?.doc === doc && document.writable;
  }

  render(): TemplateResult | typeof nothing {
    const state = this.#session.status.value.session?.state;
    if (this.#lines.length === 0 || (state !== 'scheduled' && state !== 'live')) return nothing;
    const shown = this.#all ? this.#lines : this.#lines.slice(0, SHORT);
    const more = this.#lines.length - shown.length;
    return html`<section aria-labelledby="title">
      <h2 id="title">${msg('Since you last looked')}</h2>
      <ul role="list">
        ${shown.map((line, index) => this.#renderLine(line, index))}
      </ul>
      ${renderUnloaded(this.#acts)}
      <div class="buttons">
        ${
          more > 0
            ? html`<button class="quiet small-target" aria-expanded="false" @click=${() => void this.#expand()}>
                ${msg(str`and ${more} more`)}
              </button>`
            : nothing
        }
        <button class="small-target" @click=${this.#dismiss}>${msg('Got it')}</button>
      </div>
    </section>`;
  }

  #renderLine(line: SinceLine, index: number): TemplateResult {
    const back = this.#back.has(line);
    const gone = line.change.what === 'deleted' && !back && this.#isWritable(line);
    return html`<li tabindex=${index === SHORT || back ? -1 : nothing}>
      <span>${line.text}</span>
      ${back ? html`<p class="muted small">${backWords(line)}</p>` : nothing}
      ${
        gone
          ? html`<button
              class="quiet small-target"
              aria-label=${msg(str`Bring back “${line.change.words}”`)}
              @click=${() => this.#bringBack(line, index)}
            >
              ${msg('Bring back')}
            </button>`
          : nothing
      }
    </li>`;
  }
}

function backWords({ change }: SinceLine): string {
  return msg(str`“${change.words}” is back`);
}
