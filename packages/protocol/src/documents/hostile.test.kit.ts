/** Documents that no operation of ours wrote, drawn by dice. */
import * as Y from 'yjs';
import type { Dice } from './peers.test.kit.ts';

/** The roots of records that our readers know. */
export const ROOTS = [
  'agenda',
  'backlog',
  'goals',
  'promises',
  'outcomes',
  'clock',
  'ready',
  'meta',
  'comments',
  'looked',
];
const FIELDS = [
  ...['title', 'text', 'kind', 'minutes', 'author', 'state', 'order', 'origin', 'deleted', 'takenUp', 'status'],
  ...['milestones', 'history', 'owner', 'due', 'from', 'keptAt', 'done', 'at', 'by', 'next', 'current', 'schema'],
  ...['item', 'wanted', 'what', 'step', 'corrects', 'session/s1', 'own/session/s1/x', 'own/session/s1/7', '0', '-1'],
  ...['away/', 'away/bo', 'away/__proto__', 'spent/', 'spent/title', '__proto__', 'constructor', 'date/s1'],
];
const LONE_SURROGATE = '\ud800';

function anyValue(dice: Dice, depth: number): unknown {
  const kind = dice.below(depth > 3 ? 8 : 12);
  if (kind === 0) return null;
  if (kind === 1) return dice.below(2) === 0;
  if (kind === 2) return dice.pick([0, -1, 1e300, Number.NaN, Number.POSITIVE_INFINITY, 0.5, 2 ** 53]);
  if (kind === 3) return dice.pick(['', 'a0', '__proto__', 'x'.repeat(5000), '<img src=x onerror=alert(1)>', '漢']);
  if (kind === 4) return dice.pick(['next', '2026-13-45', 'open', 'toString', LONE_SURROGATE]);
  if (kind === 5) return [1, 'two', null];
  if (kind === 6) return { session: 5, startsAt: 'x', times: -3, item: {}, startedAt: [] };
  if (kind === 7) return new Uint8Array([1, 2, 3]);
  if (kind === 8) return new Y.Text('text');
  if (kind === 9) return Y.Array.from([1, 2]);
  return anyMap(dice, depth + 1);
}

function anyMap(dice: Dice, depth: number): Y.Map<unknown> {
  const map = new Y.Map<unknown>();
  for (let i = dice.below(6); i >= 0; i -= 1) map.set(dice.pick(FIELDS), anyValue(dice, depth));
  return map;
}

/** A document with values of any type, in the roots and fields that our readers know. */
export function hostileDocument(dice: Dice): Y.Doc {
  const author = new Y.Doc();
  for (const name of ROOTS) {
    const root = author.getMap(name);
    for (const field of FIELDS) if (dice.below(3) === 0) root.set(field, anyValue(dice, 0));
    for (let i = 0; i < 10; i += 1) root.set(`id-${i}`, anyValue(dice, 0));
  }
  fillNotes(author.getXmlFragment('notes'), dice, 0);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(author));
  return doc;
}

function fillNotes(parent: Y.XmlFragment, dice: Dice, depth: number): void {
  for (let i = dice.below(4); i >= 0; i -= 1) {
    const kind = dice.below(3);
    if (kind === 0 && depth < 5) {
      const element = new Y.XmlElement(dice.pick(['paragraph', 'script', '', 'heading', '__proto__']));
      parent.push([element]);
      element.setAttribute('level', dice.pick(['9', 'NaN', '<b>']));
      fillNotes(element, dice, depth + 1);
    } else if (kind === 1) {
      const text = new Y.XmlText();
      parent.push([text]);
      text.insert(0, 'words', { link: { href: 'javascript:alert(1)' } });
      text.insertEmbed(0, { image: 'x' });
    } else {
      parent.push([new Y.XmlHook('hook') as unknown as Y.XmlElement]);
    }
  }
}
