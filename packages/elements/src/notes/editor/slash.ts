/** "/" at the beginning of a line or after a space, and the letters behind it: what somebody looks for. */
import { Extension } from '@tiptap/core';
import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { isRemote } from './remote.ts';

export interface Slash {
  readonly from: number;
  readonly to: number;
  readonly query: string;
}

const KEY = new PluginKey<boolean>('slash');
const TYPED = /(?:^|\s)\/([\p{L}\p{N}]{0,20})$/u;

/** Null while nobody looks for anything. */
export function slashOf(state: EditorState): Slash | null {
  return KEY.getState(state) === true ? slashBefore(state) : null;
}

export function closeSlash(view: EditorView): void {
  if (KEY.getState(view.state) === true) view.dispatch(view.state.tr.setMeta(KEY, 'close'));
}

export const SlashKey = Extension.create({
  name: 'slash',
  addProseMirrorPlugins: () => [
    new Plugin<boolean>({
      key: KEY,
      state: {
        init: () => false,
        apply: (tr, open, before, after) => {
          if (tr.getMeta(KEY) === 'close') return false;
          if (!open && (!tr.docChanged || isRemote(tr))) return false;
          const slash = slashBefore(after);
          if (open || slash === null) return open && slash !== null;
          // A "/" that was only just typed; one that stands there since long is a "/".
          return slash.query === '' && `${textBefore(before)}/` === textBefore(after);
        },
      },
    }),
  ],
});

function textBefore({ selection: { $from } }: EditorState): string {
  return $from.parent.textBetween(0, $from.parentOffset, undefined, '\ufffc');
}

function slashBefore(state: EditorState): Slash | null {
  const { empty, $from } = state.selection;
  if (!empty || !$from.parent.isTextblock) return null;
  const query = TYPED.exec(textBefore(state))?.[1];
  return query === undefined ? null : { from: $from.pos - query.length - 1, to: $from.pos, query };
}
