import { msg } from '@lit/localize';
import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { LazyPart } from '../controllers/lazy-part.ts';
import { errorWords } from '../error-words.ts';
import { printIcon } from '../icons/reading.ts';
import { checkIcon } from '../icons/recap.ts';
import { linkIcon } from '../icons/text.ts';

interface ToolsView {
  /** The id of the session that is read. */
  readonly session: string;
  /** Its permanent link; null where the page has none. */
  readonly href: string | null;
  /** Whether this person has private notes of it. */
  readonly hasOwn: boolean;
}

interface ToolsOptions {
  readonly announce: (text: string) => void;
  readonly print: (withOwn: boolean) => Promise<void>;
}

/** One quiet row of what can be done with what is read: its link, paper, a file. */
export class Tools implements ReactiveController {
  readonly #host: LitElement;
  readonly #options: ToolsOptions;
  readonly #takeAlong;
  #of = '';
  #copied = false;
  /** The link, where it could not be copied. */
  #shown: string | null = null;
  #asking = false;
  #withOwn = false;
  #unprinted = false;

  constructor(host: LitElement, options: ToolsOptions) {
    this.#host = host;
    this.#options = options;
    this.#takeAlong = new LazyPart(host, () => import('../take-along/define.ts'));
    host.addController(this);
  }

  hostConnected(): void {}

  render(view: ToolsView): TemplateResult {
    if (this.#of !== view.session) this.#begin(view.session);
    const { href } = view;
    return html`
      <div class="tools" data-screen-only>
        ${
          href === null
            ? nothing
            : html`<button class="quiet" @click=${() => void this.#copy(href)} @blur=${this.#left}>
                ${this.#copied ? checkIcon : linkIcon}${this.#copied ? msg('Link copied') : msg('Copy link')}
              </button>`
        }
        <button
          class="print quiet"
          aria-expanded=${view.hasOwn ? String(this.#asking) : nothing}
          @click=${() => this.#print(view.hasOwn)}
        >
          ${printIcon}${msg('Print')}
        </button>
        ${
          this.#takeAlong.need() === null
            ? nothing
            : html`<fireside-take-along .session=${view.session}></fireside-take-along>`
        }
      </div>
      ${this.#renderMore()}
    `;
  }

  #renderMore(): TemplateResult {
    return html`
      ${
        this.#shown === null
          ? nothing
          : html`<p class="more-tools" data-screen-only>
              <label for="address">${msg('The link could not be copied. Here it is:')}</label>
              <input id="address" readonly .value=${this.#shown} @focus=${selectAll} />
            </p>`
      }
      ${
        this.#asking
          ? html`<div class="more-tools" data-screen-only>
              <label class="tick">
                <input type="checkbox" .checked=${this.#withOwn} @change=${this.#ticked} />
                ${msg('With my private notes')}
              </label>
              <button class="small-target" @click=${() => void this.#printNow(this.#withOwn)}>
                ${msg('Print now')}
              </button>
            </div>`
          : nothing
      }
      ${
        this.#unprinted
          ? html`<p class="more-tools" role="alert" data-screen-only>
              ${msg('This could not be printed.')} ${errorWords('unreachable').happened}
            </p>`
          : nothing
      }
    `;
  }

  #begin(session: string): void {
    this.#of = session;
    this.#copied = false;
    this.#shown = null;
    this.#asking = false;
    this.#withOwn = false;
    this.#unprinted = false;
  }

  async #copy(href: string): Promise<void> {
    const address = new URL(href, document.baseURI).href;
    try {
      await navigator.clipboard.writeText(address);
      this.#copied = true;
      this.#shown = null;
      this.#options.announce(msg('The link is copied.'));
    } catch {
      this.#shown = address; // not allowed here (Clipboard API section 6.3), or no such browser: it is shown instead
    }
    this.#host.requestUpdate();
    if (this.#shown === null) return;
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>('#address')?.focus();
  }

  readonly #left = (): void => {
    this.#copied = false;
    this.#host.requestUpdate();
  };

  readonly #ticked = ({ currentTarget }: Event): void => {
    if (currentTarget instanceof HTMLInputElement) this.#withOwn = currentTarget.checked;
  };

  #print(hasOwn: boolean): void {
    if (!hasOwn) return void this.#printNow(false);
    this.#asking = !this.#asking;
    this.#host.requestUpdate();
  }

  async #printNow(withOwn: boolean): Promise<void> {
    if (this.#asking) this.#host.renderRoot.querySelector<HTMLElement>('.print')?.focus(); // the pressed one goes
    this.#asking = false;
    this.#unprinted = false;
    this.#host.requestUpdate();
    try {
      await this.#options.print(withOwn);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // what a chunk that cannot be loaded throws (HTML section 8.1.6.7)
      this.#unprinted = true;
      this.#host.requestUpdate();
    }
  }
}

function selectAll({ currentTarget }: FocusEvent): void {
  if (currentTarget instanceof HTMLInputElement) currentTarget.select();
}
