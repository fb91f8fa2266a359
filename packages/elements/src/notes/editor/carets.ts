import { Extension } from '@tiptap/core';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { DecorationSet, type EditorView } from '@tiptap/pm/view';
import type { Awareness } from './awareness.ts';
import { describeOthers, drawCarets, isDrawn, type Caret } from './caret-drawing.ts';
import { isRemote } from './remote.ts';
import { placeOf, sameSelection, selectionIn } from './positions.ts';

const key = new PluginKey<DecorationSet>('carets');

/**
 * The carets of the others, by awareness, in the words of y-prosemirror: `cursor` with `anchor` and `head`. Its own plugin
 * compares the whole text with every key of the others, and draws all carets anew with every key of anybody; here a caret is
 * drawn when it has moved on the page, and else goes with the words around it.
 */
export function carets(awareness: Awareness): Extension {
  return Extension.create({
    name: 'carets',
    addProseMirrorPlugins: () => [
      new Plugin<DecorationSet>({
        key,
        state: {
          init: () => DecorationSet.empty,
          apply: (tr, before, _, state) => {
            if (isRemote(tr) || tr.getMeta(key) === true) return drawCarets(othersOf(awareness), state);
            return tr.docChanged ? before.map(tr.mapping, tr.doc) : before;
          },
        },
        props: { decorations: (state) => key.getState(state) },
        view: (view) => new Carets(view, awareness),
      }),
    ],
  });
}

function othersOf(awareness: Awareness): Caret[] {
  return [...awareness.getStates()].flatMap(([client, { cursor, user }]) =>
    client !== awareness.clientID && cursor != null ? [{ client, cursor, user }] : [],
  );
}

/** Tells the others where this person's caret is, and the editor where theirs are. */
class Carets {
  readonly #view: EditorView;
  readonly #awareness: Awareness;
  readonly #lifetime = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #shown = '';

  constructor(view: EditorView, awareness: Awareness) {
    this.#view = view;
    this.#awareness = awareness;
    const { signal } = this.#lifetime;
    for (const turn of ['focusin', 'focusout']) view.dom.addEventListener(turn, () => this.update(), { signal });
    awareness.on('change', this.#heard);
    this.#heard();
  }

  update(): void {
    const { state } = this.#view;
    const said = this.#awareness.getLocalState()?.cursor;
    if (this.#view.hasFocus()) {
      const selection = selectionIn(state);
      if (selection && !sameSelection(said, selection)) this.#awareness.setLocalStateField('cursor', selection);
    } else if (said != null && placeOf(said, state) !== null) {
      this.#awareness.setLocalStateField('cursor', null); // where it is this text's
    }
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.#lifetime.abort();
    this.#awareness.off('change', this.#heard);
    this.#awareness.setLocalStateField('cursor', null);
  }

  readonly #heard = (): void => {
    if (this.#timer !== undefined) return;
    // Awareness comes within changes of the document, too; the editor has taken them by then.
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#draw();
    });
  };

  #draw(): void {
    const { state } = this.#view;
    const others = othersOf(this.#awareness);
    const before = this.#shown;
    this.#shown = describeOthers(others);
    if (this.#shown === before && isDrawn(others, state, key.getState(state))) return;
    this.#view.dispatch(state.tr.setMeta(key, true));
  }
}
