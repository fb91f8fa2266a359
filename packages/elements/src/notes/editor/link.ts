import { Link as PlainLink } from '@tiptap/extension-link';
import { Plugin } from '@tiptap/pm/state';
import { safeHref } from '../../rich-text/safe-href.ts';

/**
 * Links to web and mail. A peer can write any address and any attribute into the document, so only the address is read,
 * it is checked when it is shown, and `rel` is never theirs. A click places the caret; with Ctrl or Cmd it follows.
 */
export const Link = PlainLink.extend({
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

  addProseMirrorPlugins() {
    return [...(this.parent?.() ?? []), new Plugin({ props: { handleClick: (_view, _at, event) => follow(event) } })];
  },
}).configure({
  openOnClick: false,
  defaultProtocol: 'https',
  isAllowedUri: (address) => safeHref(address) !== null || safeHref(`https://${address}`) !== null,
});

function follow(event: MouseEvent): boolean {
  if (!(event.ctrlKey || event.metaKey) || !(event.target instanceof Element)) return false;
  const href = safeHref(event.target.closest('a')?.getAttribute('href'));
  if (href === null) return false;
  window.open(href, '_blank', 'noopener,noreferrer');
  return true;
}
