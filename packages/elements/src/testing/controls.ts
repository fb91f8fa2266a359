/** For tests of elements: finds what a person would find by its name, through open shadow roots. */
import { sendKeys } from '@web/test-runner-commands';

function* within(root: ParentNode): Generator<HTMLElement> {
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    yield element;
    if (element.shadowRoot) yield* within(element.shadowRoot);
  }
}

function nameOf(element: HTMLElement): string {
  const label = element.getAttribute('aria-label');
  if (label !== null) return label;
  if (
    element instanceof HTMLInputElement ||
    element instanceof HTMLSelectElement ||
    element instanceof HTMLTextAreaElement
  ) {
    return element.labels?.[0]?.textContent?.trim() ?? '';
  }
  return element.textContent?.replace(/\s+/g, ' ').trim() || element.title;
}

const CONTROLS = 'button, input, select, textarea, a[href], summary, [contenteditable]';

/** All controls of that name that are shown; `kind` is a selector that narrows them. */
export function controlsNamed(root: HTMLElement, name: string, kind = CONTROLS): HTMLElement[] {
  const start = root.shadowRoot ?? root;
  return [...within(start)].filter(
    (element) => element.matches(kind) && nameOf(element) === name && element.checkVisibility(),
  );
}

/** The one control of that name. */
export function control(root: HTMLElement, name: string, kind = CONTROLS): HTMLElement {
  const [found, ...more] = controlsNamed(root, name, kind);
  if (!found || more.length > 0) throw new Error(`${more.length + (found ? 1 : 0)} controls are named "${name}"`);
  return found;
}

/** Presses the one button of that name by keyboard. */
export async function pressButton(root: HTMLElement, name: string): Promise<void> {
  control(root, name, 'button').focus();
  await sendKeys({ press: 'Enter' });
}

/** What a person reads, without what is hidden. */
export function readText(root: HTMLElement): string {
  let text = '';
  for (const element of within(root.shadowRoot ?? root)) {
    if (!element.checkVisibility() || element.matches('style, script')) continue;
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) text += `${node.textContent} `;
  }
  return text.replace(/\s+/g, ' ').trim();
}

/** The element that really has the focus, through shadow roots. */
export function focused(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

/** The next frame, and what it made. */
export async function settled(element: { updateComplete: Promise<unknown> }): Promise<void> {
  await new Promise(requestAnimationFrame);
  await element.updateComplete;
}
