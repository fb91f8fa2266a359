/** What Word and Google Docs mean by their markup, told in the tags that mean it. Works on a document that nobody shows. */

/** Styles that say something, as marks. Google Docs wraps all of a copy in a `<b>` that is not bold. */
export function tellStyles(root: Document): void {
  for (const element of [...root.querySelectorAll<HTMLElement>('[data-style]')]) {
    const style = element.dataset.style ?? '';
    if (/^(?:b|strong)$/i.test(element.tagName) && /font-weight:\s*(?:normal|[1-4]00)/i.test(style)) {
      element.replaceWith(...element.childNodes);
      continue;
    }
    if (!/^(?:span|a|p|li|td|div)$/i.test(element.tagName) || element.closest('h1, h2, h3, h4, h5, h6')) continue;
    if (/font-weight:\s*(?:bold|[6-9]00)/i.test(style)) wrapContent(element, 'strong');
    if (/font-style:\s*italic/i.test(style)) wrapContent(element, 'em');
    if (/text-decoration[^;]*line-through/i.test(style)) wrapContent(element, 's');
  }
}

/** A mark is inline: it goes around the text, below the blocks. */
function wrapContent(element: HTMLElement, mark: string): void {
  if (element.querySelector('p, div, ul, ol, table, blockquote')) return;
  const wrapped = element.ownerDocument.createElement(mark);
  wrapped.append(...element.childNodes);
  element.append(wrapped);
}

const LIST = /mso-list:\s*l\d+\s+level(\d)/i;

/** Word writes a list as paragraphs that say how deep they stand, with their bullet as text. */
export function makeWordLists(root: Document): void {
  /** The open lists, the deepest last. */
  let open: HTMLElement[] = [];
  let last: Element | null = null;
  for (const line of [...root.querySelectorAll<HTMLElement>('[data-style]')]) {
    const level = Number(LIST.exec(line.dataset.style ?? '')?.[1] ?? 0);
    if (level === 0 || !/^(?:p|h\d|div)$/i.test(line.tagName)) continue;
    const sign = takeSign(line);
    const kind = /^\(?[\da-z]+[.)]/i.test(sign) ? 'ol' : 'ul';
    if (last === null || line.previousElementSibling !== last) open = [];
    const before = line;
    open.length = Math.min(open.length, level);
    if (open.length > 0 && open.length === level && open.at(-1)?.localName !== kind) open.pop();
    const deepest = open.at(-1);
    let list = deepest;
    if (!list || open.length < level) {
      list = root.createElement(kind);
      const start = Number.parseInt(sign.replace('(', ''), 10);
      if (kind === 'ol' && start > 1) list.setAttribute('start', String(start));
      const item = deepest?.lastElementChild;
      if (item) item.append(list);
      else before.before(list);
      if (!item) last = list;
      open.push(list);
    }
    const item = root.createElement('li');
    item.append(...line.childNodes);
    list.append(item);
    line.remove();
    last = open[0] ?? null;
  }
}

/** Takes the bullet or the number away and answers it. */
function takeSign(line: HTMLElement): string {
  const sign = [...line.querySelectorAll<HTMLElement>('[data-style]')].find(({ dataset }) =>
    /mso-list:\s*ignore/i.test(dataset.style ?? ''),
  );
  sign?.remove();
  return sign?.textContent.trim() ?? '';
}

/** A list that stands in a list, beside its items, belongs to the item before it (Google Docs). */
export function nestLists(root: Document): void {
  for (const list of [...root.querySelectorAll(':is(ul, ol) > :is(ul, ol)')]) {
    const item = list.previousElementSibling;
    if (item?.localName === 'li') item.append(list);
    else list.replaceWith(...list.childNodes);
  }
}

/** Check boxes in items, and items that say that they are checked. */
export function makeTasks(root: Document): void {
  for (const item of [...root.querySelectorAll<HTMLElement>('li')]) {
    const box = item.querySelector<HTMLInputElement>(':scope > input, :scope > p > input, :scope > label > input');
    const said = item.getAttribute('aria-checked') ?? item.dataset.checked;
    if (!item.parentElement || (box?.type !== 'checkbox' && said === undefined)) continue;
    item.parentElement.dataset.type = 'taskList';
    item.dataset.type = 'taskItem';
    item.dataset.checked = String(box?.type === 'checkbox' ? box.hasAttribute('checked') : said === 'true');
  }
  for (const box of [...root.querySelectorAll('input')]) box.remove();
}

/** A row of a table is a line. */
export function flattenTables(root: Document): void {
  for (const table of [...root.querySelectorAll('table')].reverse()) {
    const lines = [...table.querySelectorAll('tr')].map((row) => {
      const line = root.createElement('p');
      line.textContent = [...row.querySelectorAll('td, th')]
        .map((cell) => cell.textContent.replace(/\s+/g, ' ').trim())
        .join(' · ');
      return line;
    });
    table.replaceWith(...lines.filter((line) => line.textContent !== ''));
  }
}

/** Each line of preformatted text is a line of code. */
export function splitCode(root: Document): void {
  for (const block of [...root.querySelectorAll('pre')]) {
    const paragraph = root.createElement('p');
    block.textContent
      .replace(/\n$/, '')
      .split('\n')
      .forEach((text, at) => {
        if (at > 0) paragraph.append(root.createElement('br'));
        const code = root.createElement('code');
        code.textContent = text.replace(/^ +/, (spaces) => '\u00a0'.repeat(spaces.length));
        if (text !== '') paragraph.append(code);
      });
    block.replaceWith(paragraph);
  }
}
