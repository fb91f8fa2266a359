import { Paragraph } from '@tiptap/extension-paragraph';
import { readBecame } from '../../rich-text/became-words.ts';
import { splitWithout } from './split.ts';

/**
 * A paragraph that says what was made of it. The word beside it is drawn by the style sheet, so it follows the language and
 * is no part of the text. A copy of the line is a line like any other: the record is only one.
 */
export const Line = Paragraph.extend({
  addAttributes() {
    return {
      became: {
        default: null,
        parseHTML: () => null,
        renderHTML: ({ became }) => {
          const known = readBecame(became);
          return known === null ? {} : { 'data-became': known };
        },
      },
      record: { default: null, rendered: false, parseHTML: () => null },
    };
  },

  addKeyboardShortcuts() {
    return {
      ...this.parent?.(),
      Enter: ({ editor }) => {
        const { empty, $from } = editor.state.selection;
        const { parent } = $from;
        if (!empty || parent.type !== this.type || parent.attrs.became == null) return false;
        if ($from.parentOffset > 0 || parent.content.size === 0)
          return splitWithout(editor, this.name, ['became', 'record']);
        // Split at its beginning, the words would move to the new line and leave their label behind.
        editor.view.dispatch(editor.state.tr.insert($from.before(), this.type.create()).scrollIntoView());
        return true;
      },
    };
  },
});
