import type { Editor } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { endOfSection, ITEM_LEVEL } from './section.ts';

/** An agenda item that can be written about. */
export interface NotesItem {
  readonly id: string;
  readonly title: string;
}

/**
 * Puts the caret where an agenda item is written about: at the end of what stands below its heading, or below a new
 * heading at the end of the notes.
 */
export function writeAbout(editor: Editor, item: NotesItem): void {
  const end = endOfSection(editor.state.doc, item.id);
  if (end === null) {
    const from = endWithoutBlank(editor.state.doc);
    editor
      .chain()
      .insertContentAt({ from, to: editor.state.doc.content.size }, [
        { type: 'heading', attrs: { level: ITEM_LEVEL, item: item.id }, content: [{ type: 'text', text: item.title }] },
        { type: 'paragraph' },
      ])
      .focus('end')
      .scrollIntoView()
      .run();
  } else {
    editor.chain().setTextSelection(end).focus().scrollIntoView().run();
  }
}

/** The end of the document, before an empty last paragraph. */
function endWithoutBlank(doc: Node): number {
  const { lastChild } = doc;
  const size = doc.content.size;
  return lastChild?.type.name === 'paragraph' && lastChild.content.size === 0 ? size - lastChild.nodeSize : size;
}
