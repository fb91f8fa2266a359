import type { Editor } from '@tiptap/core';
import { nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { renderLinkForm } from './link-form.ts';

/** The question for the address of a link. */
export class Linking {
  readonly #host: ReactiveControllerHost & { readonly renderRoot: ParentNode };
  #editor: Editor | null = null;
  #refused = false;

  constructor(host: ReactiveControllerHost & { readonly renderRoot: ParentNode }) {
    this.#host = host;
  }

  get asking(): boolean {
    return this.#editor !== null;
  }

  ask(editor: Editor): void {
    this.#editor = editor;
    this.#refused = false;
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() =>
      this.#host.renderRoot.querySelector<HTMLInputElement>('.link-form input')?.select(),
    );
  }

  close(): void {
    this.#editor = null;
    this.#host.requestUpdate();
  }

  render(): TemplateResult | typeof nothing {
    const editor = this.#editor;
    if (!editor) return nothing;
    return renderLinkForm({
      editor,
      refused: this.#refused,
      refuse: () => {
        this.#refused = true;
        this.#host.requestUpdate();
      },
      close: () => {
        this.close();
        editor.commands.focus();
      },
    });
  }
}
