import { InputRule, Mark, markPasteRule } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { safeHref } from '../../rich-text/safe-href.ts';

// An address as it stands in a sentence: what ends the sentence does not belong to it.
const ADDRESS = 'https?:\\/\\/[^\\s<>"]*[^\\s<>".,;:!?)\\]]';

/**
 * Links to web and mail. A peer can write any address and any attribute into the document, so only the address is read,
 * it is checked when it is shown, and `rel` is never theirs. Addresses that are typed or pasted become links. A click
 * places the caret; with Ctrl or Cmd it follows. (Tiptap's own mark would bring a parser of addresses, 11 kB compressed.)
 */
export const Link = Mark.create({
  name: 'link',
  priority: 1000,
  keepOnSplit: false,
  inclusive: false,
  exitable: true,

  addAttributes() {
    return { href: { default: null } };
  },

  parseHTML() {
    return [{ tag: 'a[href]', getAttrs: (element) => safeHref(element.getAttribute('href')) !== null && null }];
  },

  renderHTML({ HTMLAttributes }) {
    const href = safeHref(HTMLAttributes.href);
    return href === null ? ['span', 0] : ['a', { href, target: '_blank', rel: 'noopener noreferrer nofollow' }, 0];
  },

  addInputRules() {
    return [
      new InputRule({
        find: new RegExp(`(?:^|\\s)(${ADDRESS})([.,;:!?)\\]]*) $`),
        handler: ({ state, range, match }) => {
          const [, address = '', rest = ''] = match;
          const to = range.to - rest.length;
          state.tr.addMark(to - address.length, to, this.type.create({ href: address })).insertText(' ', range.to);
        },
      }),
    ];
  },

  addPasteRules() {
    return [
      markPasteRule({
        find: new RegExp(ADDRESS, 'g'),
        type: this.type,
        getAttributes: ([address]) => ({ href: address }),
      }),
    ];
  },

  addProseMirrorPlugins() {
    return [new Plugin({ props: { handleClick: (_view, _at, event) => follow(event) } })];
  },
});

/** Links what is selected to the address that is pasted over it; false where that is none, or nothing is selected. */
export function linkSelection(view: EditorView, pasted: string): boolean {
  const { state } = view;
  const { from, to, empty } = state.selection;
  const href = safeHref(pasted.trim());
  const type = state.schema.marks.link;
  if (empty || href === null || !type) return false;
  view.dispatch(state.tr.addMark(from, to, type.create({ href })));
  return true;
}

function follow(event: MouseEvent): boolean {
  if (!(event.ctrlKey || event.metaKey) || !(event.target instanceof Element)) return false;
  const href = safeHref(event.target.closest('a')?.getAttribute('href'));
  if (href === null) return false;
  window.open(href, '_blank', 'noopener,noreferrer');
  return true;
}
