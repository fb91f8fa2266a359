/**
 * Markup from the clipboard with nothing in it that could run, load or be styled: only tags that notes can show, and of
 * their attributes the few that say what the text means. A browser's parser gets nothing else to see, because it reports a
 * violation of a strict policy for every `style` and `onclick` that it meets. One pass, whatever stands there.
 */

/** Elements that go with all that is inside of them. */
const GONE = new Set(
  'script style xml title head textarea select option noscript iframe object svg math template audio video canvas button'.split(
    ' ',
  ),
);
const SHOWN = new Set(
  'p div br h1 h2 h3 h4 h5 h6 ul ol li blockquote b strong i em s strike del code tt kbd samp pre a span table tr td th hr input'.split(
    ' ',
  ),
);
/** Shown as a block of its own. */
const BLOCKS = new Set(
  'section article header footer main aside nav figure figcaption address dl dt dd details summary fieldset form center caption'.split(
    ' ',
  ),
);
const NESTS = new Set(['ul', 'ol', 'blockquote']);
/** Deeper than anybody reads; what is deeper stands at this depth. */
const MAX_NESTED = 12;

/** What an attribute is called afterwards. */
const KEPT: Readonly<Record<string, string>> = {
  href: 'href',
  start: 'start',
  type: 'type',
  checked: 'checked',
  style: 'data-style',
  'aria-checked': 'aria-checked',
  'data-level': 'data-level',
  'data-type': 'data-type',
  'data-checked': 'data-checked',
};
const ATTRIBUTE = /([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;

export function neutral(html: string): string {
  const out: string[] = [];
  const nested: boolean[] = [];
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open < 0) break;
    out.push(html.slice(at, open));
    at = afterTag(html, open);
    const [, closing, name = ''] = /^<(\/?)([a-z][^\s/>]*)/i.exec(html.slice(open, Math.min(at, open + 80))) ?? [];
    const tag = name.toLowerCase();
    if (tag === '') {
      if (at === open + 1) out.push('&lt;'); // a sign, not a tag
    } else if (GONE.has(tag)) {
      if (closing === '') at = afterElement(html, tag, at);
    } else if (NESTS.has(tag)) {
      const shown = closing === '' ? nested.length < MAX_NESTED : (nested.pop() ?? false);
      if (closing === '') nested.push(shown);
      if (shown) out.push(closing === '' ? `<${tag}${attributesOf(html.slice(open, at), name)}>` : `</${tag}>`);
    } else if (SHOWN.has(tag) || BLOCKS.has(tag)) {
      const shown = BLOCKS.has(tag) ? 'div' : tag;
      out.push(closing === '' ? `<${shown}${attributesOf(html.slice(open, at), name)}>` : `</${shown}>`);
    }
  }
  out.push(html.slice(at));
  return out.join('');
}

/** Where the tag, comment or declaration that begins at `open` ends. */
function afterTag(html: string, open: number): number {
  if (html.startsWith('<!--', open)) return after(html, '-->', open + 4);
  if (!/[a-z/!?]/i.test(html[open + 1] ?? '')) return open + 1;
  let quote = '';
  for (let at = open + 1; at < html.length; at += 1) {
    const sign = html[at] ?? '';
    if (quote !== '') {
      if (sign === quote) quote = '';
    } else if (sign === '>') return at + 1;
    else if ((sign === '"' || sign === "'") && html[at - 1] === '=') quote = sign;
  }
  return html.length;
}

function after(html: string, sign: string, from: number): number {
  const found = html.indexOf(sign, from);
  return found < 0 ? html.length : found + sign.length;
}

function afterElement(html: string, tag: string, from: number): number {
  const end = new RegExp(`</${tag}\\s*>`, 'gi');
  end.lastIndex = from;
  return end.exec(html) ? end.lastIndex : html.length;
}

function attributesOf(tag: string, name: string): string {
  let kept = '';
  for (const [, key = '', double, single, bare] of tag.slice(name.length + 1).matchAll(ATTRIBUTE)) {
    const shown = KEPT[key.toLowerCase()];
    const value = double ?? single ?? bare ?? '';
    if (shown !== undefined) kept += ` ${shown}="${value.replaceAll('"', '&quot;').replaceAll('<', '&lt;')}"`;
  }
  return kept;
}
