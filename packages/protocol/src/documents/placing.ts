/**
 * Makes the keys of `order.ts`. Two peers can make the same key for the same gap, and the next insert between them would
 * throw: placing rekeys equal, invalid and over-long neighbours.
 * Source: "Implementing Fractional Indexing" (David Greenspan, 2020), as in the package `fractional-indexing`.
 */
import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing';
import { byOrder, type Placed } from './order.ts';
import { change, recordOf, textOf, type Fields } from './records.ts';

/** A longer key is renewed at the next insert beside it. */
const MAX_KEY = 64;
// Without the head `A`: below its smallest key there is no other.
const ALPHABET = /^[B-Za-z][0-9A-Za-z]+$/;
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

function isValidKey(key: string): boolean {
  if (key.length > MAX_KEY || !ALPHABET.test(key)) return false; // the library looks at the first and last sign only
  try {
    generateKeyBetween(key, null);
    return true;
  } catch {
    return false; // the library's way to say "no key of mine": another peer wrote something else
  }
}

/** The records of `root` that are not deleted, in order. */
export function placedRecords(root: Fields): Placed[] {
  const placed: Placed[] = [];
  for (const id of root.keys()) {
    const record = recordOf(root, id);
    if (record && record.get('deleted') !== true) placed.push({ id, order: textOf(record, 'order') });
  }
  return placed.sort(byOrder);
}

/**
 * Keys for `count` new neighbours at `index` of `siblings` (in order, without the moved one). Neighbours whose keys are
 * equal or unusable get new ones in `root`; call it inside a transaction.
 */
export function keysAt(root: Fields, siblings: readonly Placed[], index: number, count: number): string[] {
  const at = Math.max(0, Math.min(index, siblings.length));
  let low = at - 1;
  let high = at;
  const keyAt = (i: number): string | null => siblings[i]?.order ?? null;
  const unusable = (i: number): boolean => i >= 0 && i < siblings.length && !isValidKey(keyAt(i) ?? '');
  for (;;) {
    const [lowKey, highKey] = [keyAt(low), keyAt(high)];
    if (unusable(high)) high += 1;
    else if (unusable(low)) low -= 1;
    else if (lowKey !== null && highKey !== null && lowKey >= highKey) high += 1;
    else break;
  }
  const before = siblings.slice(low + 1, at);
  const after = siblings.slice(at, high);
  if (before.length + after.length === 0 && count > 1) return blockKeys(keyAt(low), keyAt(high), count);
  let keys = generateNKeysBetween(keyAt(low), keyAt(high), before.length + count + after.length);
  let renewed = [...before, ...after];
  if (keys.some((key) => key.length > MAX_KEY)) {
    before.splice(0, before.length, ...siblings.slice(0, at));
    keys = generateNKeysBetween(null, null, siblings.length + count);
    renewed = [...siblings];
  }
  const mine = keys.splice(before.length, count);
  renewed.forEach((sibling, i) => {
    const record = recordOf(root, sibling.id);
    if (record) change(record, { order: keys[i] });
  });
  return mine;
}

/**
 * Keys of a block that was pasted at once. All share one random prefix, so that two blocks pasted into the same gap by two
 * people stand one after the other instead of interleaving.
 */
function blockKeys(low: string | null, high: string | null, count: number): string[] {
  const middle = generateKeyBetween(low, high);
  if (count > DIGITS.length ** 2 || high?.startsWith(middle)) return generateNKeysBetween(low, high, count);
  const random = [...crypto.getRandomValues(new Uint8Array(4))].map((byte) => DIGITS[byte % DIGITS.length]).join('');
  return Array.from({ length: count }, (_, i) => {
    const rank = `${DIGITS[Math.floor(i / DIGITS.length)]}${DIGITS[i % DIGITS.length]}`;
    return `${middle}${random}${rank}V`; // a key must not end in the lowest digit
  });
}

/** Puts one record at `index` among the others that are not deleted. Call it inside a transaction. */
export function place(root: Fields, id: string, index: number): void {
  const siblings = placedRecords(root).filter((one) => one.id !== id);
  const [order] = keysAt(root, siblings, index, 1);
  const record = recordOf(root, id);
  if (record && order !== undefined) change(record, { order });
}
