/** What can be measured of the widget in a page: axe, overflow, clipped words, indicators of the focus. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type axeCore from 'axe-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

declare global {
  // What `prepare` leaves in the page.
  var axe: typeof axeCore | undefined;
}

/**
 * Waits until nothing in the widget moves or changes its colour: a new width of the window comes in steps of some frames, a
 * new scheme in some more, and what is told its size, or has a transition, follows each. A level meter never rests: no longer
 * than for forty frames.
 */
function still(page: Page): Promise<void> {
  return page.evaluate(async () => {
    function* within(root: Element | ShadowRoot): Generator<Element> {
      for (const child of root.children) {
        yield child;
        if (child.shadowRoot) yield* within(child.shadowRoot);
        if (child.localName !== 'svg') yield* within(child);
      }
    }
    const seen = (element: Element): string => {
      const { color, backgroundColor } = getComputedStyle(element);
      return `${JSON.stringify(element.getBoundingClientRect())} ${color} ${backgroundColor}`;
    };
    const widget = document.querySelector('fireside-session')!;
    for (let frame = 0, same = 0, last = ''; frame < 40 && same < 3; frame += 1) {
      await new Promise(requestAnimationFrame);
      const now = [...within(widget.shadowRoot!)].map(seen).join('\n');
      same = now === last ? same + 1 : 0;
      last = now;
    }
  });
}

/** What axe finds serious or critical inside the widget, by all rules or these. Evaluated by the debugger, so the page's policy stays as it is. */
export async function audit(page: Page, rules?: string[]): Promise<string[]> {
  if (!(await page.evaluate(() => globalThis.axe !== undefined))) await page.evaluate(AXE);
  await still(page);
  return page.evaluate(async (only) => {
    const { violations } = await globalThis.axe!.run('fireside-session', {
      resultTypes: ['violations'],
      ...(only ? { runOnly: only } : {}),
    });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`));
  }, rules);
}

/**
 * Parts that stand out of the widget sideways, and words of buttons that are cut off. A toolbar may scroll in its own row,
 * and what somebody has written may end in an ellipsis inside a button, as it stands in full elsewhere.
 */
export async function misfits(page: Page): Promise<string[]> {
  await still(page);
  return page.evaluate(() => {
    const found: string[] = [];
    const host = document.querySelector('fireside-session')!;
    const widget = host.getBoundingClientRect();
    const page = document.scrollingElement!;
    if (page.scrollWidth > page.clientWidth)
      found.push(`the page scrolls sideways by ${page.scrollWidth - page.clientWidth} px`);
    const nameOf = (element: Element): string =>
      `${element.localName}.${element.className} “${(element.textContent ?? '').trim().slice(0, 40)}”`;
    /** For screen readers alone: everywhere, or where there is no room for more than a sign. */
    const isHiddenText = (element: Element): boolean =>
      element.closest('.visually-hidden') !== null || getComputedStyle(element).clipPath === 'inset(50%)';

    const isShortened = (element: Element): boolean =>
      getComputedStyle(element).webkitLineClamp !== 'none' && /“.+”/u.test(element.textContent ?? '');

    function look(element: Element): void {
      if (!element.checkVisibility({ visibilityProperty: true }) || isHiddenText(element)) return;
      const box = element.getBoundingClientRect();
      const scrolls = element.parentElement?.closest('[role=toolbar]') != null;
      if (box.width > 0 && !scrolls && (box.left < widget.left - 1 || box.right > widget.right + 1)) {
        found.push(
          `${nameOf(element)} stands out: ${Math.round(box.left)}–${Math.round(box.right)} of ${Math.round(widget.left)}–${Math.round(widget.right)}`,
        );
      }
      if (element.matches('button, [role=tab], [role=menuitem]')) lookAtWords(element, box);
    }

    function lookAtWords(button: Element, box: DOMRect): void {
      const words = document.createRange();
      const texts = document.createTreeWalker(button, NodeFilter.SHOW_TEXT);
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        const parent = text.parentElement!;
        if (text.textContent?.trim() === '' || isHiddenText(parent) || isShortened(parent)) continue;
        words.selectNodeContents(text);
        for (const line of words.getClientRects()) {
          const out =
            line.left < box.left - 1 ||
            line.right > box.right + 1 ||
            line.top < box.top - 1 ||
            line.bottom > box.bottom + 1;
          if (line.width > 0 && out) found.push(`${nameOf(button)} is cut off`);
        }
      }
    }

    function walk(root: Element | ShadowRoot): void {
      for (const child of root.children) {
        look(child);
        if (child.shadowRoot) walk(child.shadowRoot);
        if (child.localName !== 'svg') walk(child);
      }
    }
    walk(host.shadowRoot!);
    return [...new Set(found)];
  });
}

/** Where the focus is, through the shadow roots: the innermost element in words; `body` when it is lost. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let active: Element | null = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    if (!active || active === document.body) return 'body';
    const name = active.getAttribute('aria-label') ?? active.ariaLabel ?? active.getAttribute('title');
    const label = active instanceof HTMLInputElement || active instanceof HTMLSelectElement ? active.labels?.[0] : null;
    const words = name ?? ((label ?? active).textContent ?? '').trim().replaceAll(/\s+/g, ' ').slice(0, 60);
    return `${active.getAttribute('role') ?? active.localName} ${words}`;
  });
}

/** Presses Tab from the top of the page until the focus has left the widget; what had it, and what showed no sign of it. */
export async function walkByTab(page: Page): Promise<{ stops: string[]; unseen: string[] }> {
  const stops: string[] = [];
  const unseen: string[] = [];
  await page.evaluate(() => {
    const before = document.querySelector('fireside-session')!.parentElement!;
    before.tabIndex = -1;
    before.focus();
    before.removeAttribute('tabindex');
  });
  for (let press = 0; press < 150; press += 1) {
    await page.keyboard.press('Tab');
    const inside = await page.evaluate(() => {
      const host = document.querySelector('fireside-session')!;
      if (document.activeElement !== host && !host.contains(document.activeElement)) return null;
      let active: Element = document.activeElement!;
      while (active.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      const style = getComputedStyle(active);
      // The text of the notes has a caret and a line at its side; inside a date, the browser marks the part.
      const marked = active.matches('[contenteditable], [type=date], [type=time]');
      const ringed = marked || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1.5);
      const box = active.getBoundingClientRect();
      const inSight = box.width > 0 && box.bottom > 0 && box.top < innerHeight;
      // What lies over its middle, as far as it belongs to something else.
      let over: Element | null = document.elementFromPoint(
        box.left + box.width / 2,
        box.top + Math.min(box.height, innerHeight) / 2,
      );
      while (over?.shadowRoot) {
        const deeper: Element | null = over.shadowRoot.elementFromPoint(
          box.left + box.width / 2,
          box.top + Math.min(box.height, innerHeight) / 2,
        );
        if (!deeper || deeper === over) break;
        over = deeper;
      }
      const covered = over !== null && over !== active && !active.contains(over) && !over.contains(active);
      return { ringed, inSight, covered };
    });
    if (inside === null) {
      if (stops.length > 0) break;
      continue;
    }
    const stop = await focused(page);
    stops.push(stop);
    if (!inside.ringed) unseen.push(`${stop}: no ring`);
    if (!inside.inSight) unseen.push(`${stop}: out of sight`);
    if (inside.covered) unseen.push(`${stop}: covered`);
  }
  return { stops, unseen };
}

/** Presses Tab (or Shift+Tab) until the focus is on `stop`. @throws Error with the way there when it never comes. */
export async function tabTo(page: Page, stop: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const way: string[] = [];
  for (let press = 0; press < 160; press += 1) {
    await page.keyboard.press(key);
    const now = await focused(page);
    if (now === stop) return;
    way.push(now);
  }
  throw new Error(`${stop} was not reached by ${key}: ${way.join(', ')}`);
}

/** Writes down what the polite regions that are in the widget just now say from now on; the page keeps it. */
export async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const said: string[] = [];
    (globalThis as unknown as { said: string[] }).said = said;
    const note = (changes: MutationRecord[]): void => {
      for (const { type, target, addedNodes } of changes) {
        const texts = type === 'characterData' ? [target.textContent] : [...addedNodes].map((node) => node.textContent);
        for (const text of texts) if (text?.trim()) said.push(text.trim());
      }
    };
    function walk(root: ShadowRoot): void {
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) walk(element.shadowRoot);
        if (element.getAttribute('aria-live') !== 'polite') continue;
        new MutationObserver(note).observe(element, { childList: true, characterData: true, subtree: true });
      }
    }
    walk(document.querySelector('fireside-session')!.shadowRoot!);
  });
  return () => page.evaluate(() => (globalThis as unknown as { said: string[] }).said);
}

/** Visible words of the widget, names included, that are plain English letters: in the pseudo-locale nothing but data is. */
export function untranslated(page: Page, data: readonly string[]): Promise<string[]> {
  return page.evaluate((known) => {
    const found = new Set<string>();
    const note = (text: string | null): void => {
      let words = ` ${text ?? ''} `;
      for (const one of known) words = words.replaceAll(one, ' ');
      // Every word of the pseudo-locale has an accent; one letter, digits and signs say nothing.
      const plain = words.split(/\s+/).filter((word) => /^[A-Za-z][a-z]{2,}[.,…]?$/.test(word));
      if (plain.length > 0) found.add(`${plain.join(' ')} (in “${words.trim()}”)`);
    };
    function walk(root: Node): void {
      for (const node of root.childNodes) {
        if (node instanceof Text) note(node.data);
        if (!(node instanceof Element) || node.localName === 'style' || node.localName === 'option') continue;
        // What was said in another language before it changed stays for a moment.
        if (!node.checkVisibility() || node.getAttribute('aria-live') === 'polite') continue;
        for (const name of ['aria-label', 'title', 'placeholder', 'aria-description']) note(node.getAttribute(name));
        if (node.shadowRoot) walk(node.shadowRoot);
        walk(node);
      }
    }
    walk(document.querySelector('fireside-session')!.shadowRoot!);
    return [...found];
  }, data);
}
