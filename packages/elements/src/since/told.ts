/** Changes as they are told, a phrase each; the minutes that one person set of several items are told once. */
import { readAgenda, type Change } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import type * as Y from 'yjs';
import { phraseOf } from './phrases.ts';

export interface Told {
  readonly change: Change;
  readonly phrase: string;
}

/** `length`: of the session, in minutes. What is not worth a phrase is left out. */
export function toldOf(changes: readonly Change[], doc: Y.Doc, length: number | undefined): Told[] {
  const timed = Map.groupBy(changes.filter(isTiming), ({ client }) => client);
  return changes.flatMap((change) => {
    const together = isTiming(change) ? (timed.get(change.client) ?? []) : [];
    if (together.length > 1 && together[0] !== change) return [];
    const phrase = together.length > 1 ? minutesPhrase(together.length, doc, length) : phraseOf(change, doc);
    return phrase === null ? [] : [{ change, phrase }];
  });
}

/** Nothing but the minutes of an item. */
function isTiming({ in: where, what, fields }: Change): boolean {
  const told = fields.filter((field) => field !== 'order');
  return where === 'agenda' && what === 'changed' && told.length === 1 && told[0] === 'minutes';
}

function minutesPhrase(count: number, doc: Y.Doc, length: number | undefined): string {
  const planned = readAgenda(doc).reduce((sum, item) => sum + (item.state === 'parked' ? 0 : (item.minutes ?? 0)), 0);
  return planned === length ? msg('fitted the minutes to the length') : msg(str`changed the minutes of ${count} items`);
}
