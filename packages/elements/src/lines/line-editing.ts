import type { FiresideSession } from '@fireside/client';
import type { LitElement, ReactiveController } from 'lit';
import type { FocusKeeper } from './focus-keeper.ts';
import { lineProblem, tooMuchPasted } from './line-problem.ts';
import { MAX_PASTE } from './pasted-lines.ts';

interface LineEditingOptions {
  readonly keeper: FocusKeeper;
  readonly session: () => FiresideSession | null;
  /** The first part of what others are told: `agenda` makes `agenda:<id>`. */
  readonly kind: string;
  /** Writes the fields of the form. @throws FiresideError */
  readonly commit: (id: string, fields: FormData) => void;
}

/** A record that is edited in place: Enter or leaving the form commits, Escape cancels, and the others see who is at it. */
export class LineEditing implements ReactiveController {
  readonly #host: LitElement;
  readonly #options: LineEditingOptions;
  #id: string | null = null;
  #problem = '';

  constructor(host: LitElement, options: LineEditingOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** The record being edited by this person here. */
  get id(): string | null {
    return this.#id;
  }

  /** Why the last commit was refused, in words. */
  get problem(): string {
    return this.#problem;
  }

  /** Shows the form of a record and puts the focus into its field `field`. */
  start(id: string, field: string): void {
    this.#commitOpen();
    this.#id = id;
    this.#problem = '';
    this.#options.session()?.setEditing(`${this.#options.kind}:${id}`);
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => {
      const input = this.#form()?.elements.namedItem(field);
      if (!(input instanceof HTMLElement)) return;
      input.focus();
      if (input instanceof HTMLInputElement && input.type === 'text') input.select();
    });
  }

  /** Commits what stands in the form, for a record that goes away under it. */
  stop(): void {
    this.#commitOpen();
  }

  readonly submitted = (event: SubmitEvent): void => {
    event.preventDefault();
    this.#commitOpen();
  };

  readonly pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation(); // a dialog of the host page stays open
    this.#end();
  };

  readonly pasted = (event: ClipboardEvent): void => {
    if ((event.clipboardData?.getData('text/plain') ?? '').length <= MAX_PASTE) return;
    event.preventDefault();
    this.#problem = tooMuchPasted();
    this.#host.requestUpdate();
  };

  readonly left = (event: FocusEvent): void => {
    if (this.#options.keeper.updating) return;
    const form = event.currentTarget;
    if (form instanceof Element && event.relatedTarget instanceof Node && form.contains(event.relatedTarget)) return;
    this.#commitOpen();
  };

  hostDisconnected(): void {
    this.#commitOpen();
    this.#end();
  }

  #form(): HTMLFormElement | null {
    return this.#host.shadowRoot?.querySelector('form[data-editing]') ?? null;
  }

  #commitOpen(): void {
    const form = this.#form();
    if (this.#id === null) return;
    if (form) {
      try {
        this.#options.commit(this.#id, new FormData(form));
      } catch (error) {
        this.#problem = lineProblem(error);
        this.#host.requestUpdate();
        return;
      }
    }
    this.#end();
  }

  #end(): void {
    if (this.#id === null) return;
    this.#id = null;
    this.#problem = '';
    this.#options.session()?.setEditing(null);
    this.#host.requestUpdate();
  }
}

/** A text field of a form. */
export function fieldText(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === 'string' ? value : '';
}
