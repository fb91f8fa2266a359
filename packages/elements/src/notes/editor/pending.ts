/**
 * An empty line that will become something: it says so, and *Enter* makes it. Only here, not in the document: nobody else
 * has to know what somebody is about to write. It goes with the caret: who leaves the line has changed their mind.
 */
import type { Became } from '@fireside/protocol';
import { Extension } from '@tiptap/core';
import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import { isRemote } from './remote.ts';

const KEY = new PluginKey<Became | null>('pending');

export function pendingOf(state: EditorState): Became | null {
  return KEY.getState(state) ?? null;
}

export function setPending(view: EditorView, became: Became | null): void {
  view.dispatch(view.state.tr.setMeta(KEY, { became }));
}

export const Pending = Extension.create({
  name: 'pending',
  addProseMirrorPlugins: () => [
    new Plugin<Became | null>({
      key: KEY,
      state: {
        init: () => null,
        apply: (tr, pending, before, after) => {
          const told = tr.getMeta(KEY) as { became: Became | null } | undefined;
          if (told) return told.became;
          if (pending === null || isRemote(tr)) return pending; // its line is where the caret is, also when others write
          const line = lineStart(after);
          return line !== null && line === tr.mapping.map(lineStart(before) ?? -1, -1) ? pending : null;
        },
      },
      props: {
        decorations: (state) => {
          const pending = pendingOf(state);
          const line = lineStart(state);
          if (pending === null || line === null) return null;
          const end = state.selection.$head.after();
          return DecorationSet.create(state.doc, [Decoration.node(line, end, { 'data-pending': pending })]);
        },
      },
    }),
  ],
});

function lineStart({ selection: { $head } }: EditorState): number | null {
  return $head.parent.type.name === 'paragraph' ? $head.before() : null;
}
