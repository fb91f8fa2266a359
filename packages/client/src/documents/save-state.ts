import type { SaveState } from '../session-port.ts';
import type { Progress } from './document.ts';

/**
 * What is true of all words of this person. The worst of the writable documents decides; one that may only be read never
 * counts as saved.
 */
export function saveState(documents: readonly Progress[]): SaveState {
  const writable = documents.filter((one) => one.access === 'rw');
  const troubled = writable.filter((one) => one.trouble !== null);
  const code = troubled[0]?.trouble;
  if (code) return { kind: 'not-saved', code, stored: troubled.every((one) => one.stored) };
  if (writable.some((one) => one.link === 'lost')) {
    const waiting = writable.filter((one) => one.waiting);
    const counted = waiting.length > 0 ? waiting : writable;
    return { kind: 'offline', waiting: waiting.length > 0, stored: counted.every((one) => one.stored) };
  }
  if (writable.some((one) => !one.saved)) return { kind: 'saving' };
  return writable.some((one) => one.writable) ? { kind: 'saved' } : { kind: 'reading' };
}

/** Whether words of this person are neither on the server nor on this device: a page that is closed would take them along. */
export function isAtRisk({ access, waiting, stored }: Progress): boolean {
  return access === 'rw' && waiting && !stored;
}

export function sameSaveState(a: SaveState, b: SaveState): boolean {
  return JSON.stringify(a) === JSON.stringify(b); // both are made by `saveState`: equal keys in equal order
}
