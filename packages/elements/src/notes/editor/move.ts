import { msg, str } from '@lit/localize';
import type { Editor } from '@tiptap/core';
import { nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type * as Y from 'yjs';
import type { WidgetController } from '../../controllers/widget-controller.ts';
import { renderMoveForm } from './move-form.ts';
import { chosenBlocks, linesOf, moveBlocks } from './moving.ts';

interface Question {
  readonly editor: Editor;
  readonly fragment: Y.XmlFragment;
  readonly target: Y.XmlFragment;
  readonly lines: readonly string[];
}

/** Moving lines to the shared notes: it asks once, and *Undo* takes it back. */
export class Moving {
  readonly #host: ReactiveControllerHost & { readonly renderRoot: ParentNode };
  readonly #widget: WidgetController;
  #question: Question | null = null;

  constructor(host: ReactiveControllerHost & { readonly renderRoot: ParentNode }, widget: WidgetController) {
    this.#host = host;
    this.#widget = widget;
  }

  get asking(): boolean {
    return this.#question !== null;
  }

  ask(editor: Editor, fragment: Y.XmlFragment, target: Y.XmlFragment): void {
    const blocks = chosenBlocks(editor.state, fragment);
    this.#question = { editor, fragment, target, lines: blocks ? linesOf(blocks) : [] };
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() =>
      this.#host.renderRoot.querySelector<HTMLElement>('.move-form button')?.focus(),
    );
  }

  close(): void {
    this.#question = null;
    this.#host.requestUpdate();
  }

  render(): TemplateResult | typeof nothing {
    const question = this.#question;
    if (!question) return nothing;
    return renderMoveForm({
      lines: question.lines,
      move: () => this.#move(question),
      close: () => {
        this.close();
        question.editor.commands.focus();
      },
    });
  }

  #move({ editor, fragment, target, lines }: Question): void {
    const blocks = chosenBlocks(editor.state, fragment);
    // Written in meanwhile, in another tab: nothing goes that was not read here.
    if (!blocks || linesOf(blocks).join('\n') !== lines.join('\n')) return this.ask(editor, fragment, target);
    const undo = moveBlocks(fragment, blocks, target);
    this.close();
    editor.commands.focus();
    const [first = ''] = lines;
    const text =
      lines.length > 1
        ? msg(str`Moved ${lines.length} lines to the shared notes`)
        : msg(str`Moved “${first}” to the shared notes`);
    this.#widget.offerUndo({ text, undo });
  }
}
