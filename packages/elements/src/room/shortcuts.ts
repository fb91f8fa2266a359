import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Where a letter is text, or looks for an entry by its first letter. */
const TAKES_LETTERS =
  'input:not([type=button], [type=submit], [type=reset], [type=checkbox], [type=range], [type=color], [type=image]),' +
  'textarea, select, iframe, object, embed, [contenteditable]:not([contenteditable=false]),' +
  [
    'textbox',
    'searchbox',
    'combobox',
    'spinbutton',
    'listbox',
    'option',
    'menu',
    'menubar',
    'tree',
    'grid',
    'application',
  ]
    .map((role) => `[role~=${role}]`)
    .join();

/** What one key does, by its letter. */
export type Actions = Readonly<Record<string, () => void>>;

/**
 * Single keys for the whole page, whatever has the focus, but never where a letter is wanted (WCAG 2.2, 2.1.4). The
 * first widget that takes a key says so by `preventDefault`, and so does whatever the page does with it.
 */
export class Shortcuts implements ReactiveController {
  readonly #actions: () => Actions | null;

  /** `actions`: null while no key does anything. */
  constructor(host: ReactiveControllerHost, actions: () => Actions | null) {
    this.#actions = actions;
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('keydown', this.#pressed); // the last to hear of it
  }

  hostDisconnected(): void {
    window.removeEventListener('keydown', this.#pressed);
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.repeat || event.isComposing) return;
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const act = this.#actions()?.[letterOf(event)];
    if (!act || document.designMode === 'on' || takesLetters(event)) return;
    event.preventDefault();
    act();
  };
}

/** By the letter; where the keyboard writes no Latin ones, by the place of the key. */
function letterOf({ key, code }: KeyboardEvent): string {
  return /^[a-z]$/i.test(key) ? key.toLowerCase() : code.replace(/^Key/, '').toLowerCase();
}

function takesLetters(event: Event): boolean {
  const path = event.composedPath().filter((one) => one instanceof Element);
  if (path.some((one) => one.matches(TAKES_LETTERS))) return true;
  const [innermost] = path;
  // Nobody knows what has the focus inside of a closed shadow root.
  return innermost !== undefined && innermost.localName.includes('-') && innermost.shadowRoot === null;
}
