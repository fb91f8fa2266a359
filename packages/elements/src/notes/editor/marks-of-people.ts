/** A place for decorations that are made elsewhere, when they are asked for: plugins of an open editor cannot be added without losing its history. */
import { Extension } from '@tiptap/core';
import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state';
import { DecorationSet, type EditorView } from '@tiptap/pm/view';

const KEY = new PluginKey<DecorationSet>('marksOfPeople');

export function setMarks(view: EditorView, marks: DecorationSet): void {
  view.dispatch(view.state.tr.setMeta(KEY, marks).setMeta('addToHistory', false));
}

export const MarksOfPeople = Extension.create({
  name: 'marksOfPeople',
  addProseMirrorPlugins: () => [
    new Plugin<DecorationSet>({
      key: KEY,
      state: {
        init: () => DecorationSet.empty,
        apply: (tr, marks) => {
          const made = tr.getMeta(KEY) as DecorationSet | undefined;
          return made ?? (tr.docChanged ? marks.map(tr.mapping, tr.doc) : marks);
        },
      },
      props: { decorations: (state: EditorState) => KEY.getState(state) },
    }),
  ],
});
