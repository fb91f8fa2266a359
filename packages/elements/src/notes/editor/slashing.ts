import type { Editor } from '@tiptap/core';
import { nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { choicesFor, type Choice, type ChoiceActs } from './choices.ts';
import { closeSlash, slashOf, type Slash } from './slash.ts';
import { choiceId, placeMenu, renderSlashMenu, stepTo } from './slash-menu.ts';

/** What "/" has opened in an editor: which choice the keys are on, and what is done with it. */
export class Slashing {
  readonly #host: ReactiveControllerHost & { readonly renderRoot: ParentNode };
  readonly #acts: ChoiceActs;
  #editor: Editor | null = null;
  #slash: Slash | null = null;
  #active = 0;

  constructor(host: ReactiveControllerHost & { readonly renderRoot: ParentNode }, acts: ChoiceActs) {
    this.#host = host;
    this.#acts = acts;
  }

  /** The letters behind "/" changed, so the first choice is meant again. */
  follow(editor: Editor | null, slash: Slash | null): void {
    if (editor !== this.#editor || slash?.query !== this.#slash?.query) this.#active = 0;
    this.#editor = editor;
    this.#slash = slash;
  }

  /** The id of the choice that the keys are on; null while there is none. */
  get chosen(): string | null {
    const choice = this.#choices()[this.#active];
    return choice ? choiceId(choice) : null;
  }

  /** Whether the key was one of the list's. Who types fast means the letters that are not shown yet as well. */
  pressed({ key }: KeyboardEvent): boolean {
    if (this.#editor) this.follow(this.#editor, slashOf(this.#editor.state));
    const choices = this.#choices();
    if (!this.#editor || choices.length === 0) return false;
    if (key === 'Escape') closeSlash(this.#editor.view);
    else if (key === 'Enter' || key === 'Tab') this.#choose(choices[this.#active]);
    else {
      const to = stepTo(key, this.#active, choices.length);
      if (to === null) return false;
      this.#active = to;
      this.#host.requestUpdate();
    }
    return true;
  }

  render(): TemplateResult | typeof nothing {
    const choices = this.#choices();
    if (choices.length === 0) return nothing;
    return renderSlashMenu(choices, this.#active, (choice) => this.#choose(choice));
  }

  /** After rendering: puts the list where its "/" is. */
  place(page: HTMLElement): void {
    const menu = this.#host.renderRoot.querySelector<HTMLElement>('.choices');
    if (!menu || !this.#slash || !this.#editor) return;
    placeMenu(menu, page, this.#editor.view.coordsAtPos(this.#slash.from));
    menu.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }

  #choices(): Choice[] {
    return this.#editor && this.#slash ? choicesFor(this.#editor, this.#slash.query, this.#acts) : [];
  }

  #choose(choice: Choice | undefined): void {
    if (!choice || !this.#editor || !this.#slash) return;
    this.#editor.chain().focus().deleteRange(this.#slash).run();
    choice.act();
  }
}
