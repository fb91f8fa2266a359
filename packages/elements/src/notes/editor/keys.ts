/** The keys of the editor that are not about the text itself. */

export type Meaning = 'link' | 'tools' | 'promise' | 'stamp' | 'enter' | 'escape';

/** Null for every other key. Control here, Command on a Mac. */
export function meantBy(event: KeyboardEvent): Meaning | null {
  const { key, altKey, shiftKey } = event;
  const mod = (event.ctrlKey || event.metaKey) && !altKey;
  if (mod && key === ';') return 'stamp'; // with Shift on keyboards that have it there
  if (mod && !shiftKey && key.toLowerCase() === 'k') return 'link';
  if (mod && !shiftKey && key === 'Enter') return 'promise';
  if (altKey && key === 'F10') return 'tools';
  if (mod || altKey || shiftKey) return null;
  if (key === 'Enter') return 'enter';
  return key === 'Escape' ? 'escape' : null;
}

/** Escape, and then Tab leaves the text, also from a list, where Tab indents. */
export class LeavingKeys {
  #leaving = false;

  /** True keeps Tab from the editor; then the browser moves the focus. */
  leaves({ key }: KeyboardEvent): boolean {
    const leaving = this.#leaving;
    if (key !== 'Shift') this.#leaving = key === 'Escape';
    return leaving && key === 'Tab';
  }
}
