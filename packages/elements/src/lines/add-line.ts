import { msg, str } from '@lit/localize';
import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import type { LazyActs } from '../controllers/lazy-acts.ts';
import { plusIcon } from '../icons/signs.ts';
import { lineProblem, tooMuchPasted } from './line-problem.ts';
import { MAX_PASTE, MAX_PASTED, pastedLines } from './pasted-lines.ts';

interface AddLineOptions<T> {
  /** What adds; the words stay in the field until it has come. */
  readonly acts: Pick<LazyActs<T>, 'here' | 'do'>;
  /** Adds one line. @throws FiresideError */
  readonly add: (acts: T, line: string, fields: FormData) => void;
  /** Adds a pasted block of several lines; without it, a paste is one line. @throws FiresideError */
  readonly addBlock?: (acts: T, lines: readonly string[]) => void;
}

interface AddLineView {
  /** The accessible name of the text field. */
  readonly label: string;
  /** What stands in it while it is empty; the name unless told. */
  readonly placeholder?: string;
  /** More fields of the form, shown while it is in use. */
  readonly more?: TemplateResult | undefined;
}

let made = 0;

/** A text field that adds a record with Enter and stays there for the next one. */
export class AddLine<T> implements ReactiveController {
  readonly #host: LitElement;
  readonly #options: AddLineOptions<T>;
  readonly #id = `add-${(made += 1)}`;
  #problem = '';
  #text = '';
  #inside = false;

  constructor(host: LitElement, options: AddLineOptions<T>) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    this.#inside = false;
  }

  /** A form that is taken away and made again still has what was typed. */
  render({ label, placeholder = label, more }: AddLineView): TemplateResult {
    const problem = this.#problem;
    const inUse = this.#inside || this.#text !== '' || problem !== '';
    return html`
      <form
        class="add"
        data-add=${this.#id}
        autocomplete="off"
        @submit=${this.#submitted}
        @focusin=${this.#entered}
        @focusout=${this.#left}
      >
        <div class="add-line">
          <input
            name="line"
            type="text"
            enterkeyhint="done"
            data-rest
            aria-label=${label}
            placeholder=${placeholder}
            value=${this.#text}
            aria-invalid=${problem === '' ? nothing : 'true'}
            aria-describedby=${problem === '' ? nothing : `${this.#id}-problem`}
            @input=${this.#typed}
            @paste=${this.#pasted}
          />
          <button class="quiet icon-only" aria-label=${msg('Add')} title=${msg('Add')} ?hidden=${this.#text === ''}>
            ${plusIcon}
          </button>
        </div>
        ${more && inUse ? more : nothing}
        ${problem === '' ? nothing : html`<p class="line-problem" id="${this.#id}-problem" role="alert">${problem}</p>`}
      </form>
    `;
  }

  /** Adds what was typed without Enter. False when it was refused: then the focus is on it, and why is said. */
  flush(): boolean {
    const form = this.#host.renderRoot.querySelector<HTMLFormElement>(`form[data-add="${this.#id}"]`);
    if (form === null || !hasWords(form)) return true;
    const { acts } = this.#options;
    if (acts.here) return this.#add(acts.here, form);
    acts.do((here) => this.#add(here, form));
    return false;
  }

  readonly #submitted = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget;
    if (!(form instanceof HTMLFormElement)) return;
    this.#options.acts.do((acts) => this.#add(acts, form));
    lineOf(form)?.focus();
  };

  #add(acts: T, form: HTMLFormElement): boolean {
    const line = lineOf(form);
    if (!line || !hasWords(form)) return true;
    const added = this.#try(() => this.#options.add(acts, line.value, new FormData(form)));
    if (added) this.#clear(form);
    else line.focus();
    return added;
  }

  readonly #pasted = (event: ClipboardEvent): void => {
    const input = event.currentTarget;
    const { acts, addBlock } = this.#options;
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (text.length > MAX_PASTE) return this.#refuse(event, tooMuchPasted());
    if (!addBlock || !(input instanceof HTMLInputElement) || input.value.trim() !== '') return;
    const lines = pastedLines(text);
    if (lines.length < 2) return;
    if (lines.length > MAX_PASTED) {
      return this.#refuse(event, msg(str`These are ${lines.length} lines; ${MAX_PASTED} fit at once.`));
    }
    event.preventDefault();
    acts.do((here) => this.#try(() => addBlock(here, lines)));
  };

  /** What is refused is still on the clipboard. */
  #refuse(event: ClipboardEvent, why: string): void {
    event.preventDefault();
    this.#problem = why;
    this.#host.requestUpdate();
  }

  readonly #typed = (event: InputEvent): void => {
    if (event.currentTarget instanceof HTMLInputElement) this.#text = event.currentTarget.value;
    this.#problem = '';
    this.#host.requestUpdate();
  };

  readonly #entered = (): void => {
    this.#inside = true;
    this.#host.requestUpdate();
  };

  readonly #left = (event: FocusEvent): void => {
    const form = event.currentTarget;
    if (form instanceof Element && event.relatedTarget instanceof Node && form.contains(event.relatedTarget)) return;
    this.#inside = false;
    this.#host.requestUpdate();
  };

  #try(act: () => void): boolean {
    try {
      act();
      this.#problem = '';
      return true;
    } catch (error) {
      this.#problem = lineProblem(error);
      return false;
    } finally {
      this.#host.requestUpdate();
    }
  }

  #clear(form: HTMLFormElement): void {
    form.reset();
    const line = lineOf(form);
    if (line) line.value = ''; // its default is what stood in it when the form was made
    this.#text = '';
    this.#host.requestUpdate();
  }
}

function lineOf(form: HTMLFormElement): HTMLInputElement | null {
  const line = form.elements.namedItem('line');
  return line instanceof HTMLInputElement ? line : null;
}

function hasWords(form: HTMLFormElement): boolean {
  return lineOf(form)?.value.trim() !== '';
}
