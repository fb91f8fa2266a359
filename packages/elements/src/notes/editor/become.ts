/** A line becomes a takeaway, a decision, a promise or an agenda item; the words stay where they are. */
import type { Became } from '@fireside/protocol';
import type { Editor } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { alone } from './history.ts';
import type { NewRecord } from './records.ts';
import { itemAbove } from './section.ts';

export interface LineHere {
  /** Where its paragraph begins. */
  readonly at: number;
  readonly node: Node;
  readonly text: string;
  /** The agenda item that it was written about. */
  readonly item: string | null;
}

/** The line with the caret; null in a heading. */
export function lineHere(editor: Editor): LineHere | null {
  const { $head } = editor.state.selection;
  const node = $head.parent;
  if (node.type.name !== 'paragraph') return null;
  const text = node.textBetween(0, node.content.size, ' ', ' ').trim();
  return { at: $head.before(), node, text, item: itemAbove(editor.state.doc, $head.index(0)) };
}

/** Makes the record by `make` and puts its label on the line. @throws what `make` throws; then nothing has changed */
export function becomeRecord(
  editor: Editor,
  { at, node, text, item }: LineHere,
  became: Became,
  make: (record: NewRecord) => string,
): string {
  const record = make({ became, text, item });
  alone(editor, () => {
    editor.view.dispatch(editor.state.tr.setNodeMarkup(at, undefined, { ...node.attrs, became, record }));
  });
  return record;
}

/** Takes the label of that record away, wherever its line is now. */
export function removeLabel(editor: Editor, record: string): void {
  if (editor.isDestroyed) return;
  const { tr } = editor.state;
  editor.state.doc.descendants((node, at) => {
    if (node.attrs.record === record) tr.setNodeMarkup(at, undefined, { ...node.attrs, became: null, record: null });
  });
  if (tr.docChanged) alone(editor, () => editor.view.dispatch(tr));
}
