import { Heading as PlainHeading } from '@tiptap/extension-heading';
import { splitWithout } from './split.ts';

const LEVELS = [1, 2, 3] as const;

/**
 * Headings of the notes. One that stands above what was written about an agenda item carries its id. They stand below a
 * heading of the panel, so in the page they begin two levels down; `data-level` brings a copied one back as it was.
 */
export const Heading = PlainHeading.extend({
  addAttributes() {
    return {
      level: {
        default: 2,
        renderHTML: ({ level }) => ({ 'data-level': level }),
      },
      item: {
        default: null,
        parseHTML: (element) => element.getAttribute('data-item'),
        renderHTML: ({ item }) => (typeof item === 'string' ? { 'data-item': item } : {}),
      },
    };
  },

  parseHTML() {
    return [1, 2, 3, 4, 5, 6].map((level) => ({
      tag: `h${level}`,
      getAttrs: (element) => {
        const own = Number(element.getAttribute('data-level'));
        return { level: LEVELS.find((one) => one === own) ?? Math.min(level, 3) };
      },
    }));
  },

  addKeyboardShortcuts() {
    return {
      ...this.parent?.(),
      Enter: ({ editor }) => {
        const { empty, $from } = editor.state.selection;
        const { parent, parentOffset } = $from;
        if (!empty || parent.type !== this.type || parent.attrs.item == null) return false;
        return parentOffset > 0 && splitWithout(editor, this.name, ['item']);
      },
    };
  },

  renderHTML({ node, HTMLAttributes }) {
    const level = LEVELS.find((one) => one === node.attrs.level) ?? 2;
    return [`h${level + 2}`, HTMLAttributes, 0];
  },
}).configure({ levels: [...LEVELS] });
