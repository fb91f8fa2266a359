/** What two people find who changed one agenda apart: the rules of docs/conflicts.md. */
import { describe, expect, it } from 'vitest';
import type * as Y from 'yjs';
import { agendaOf, isDoubted, readAgenda, type AgendaItem } from './agenda.ts';
import {
  addItem,
  addItems,
  deleteItem,
  editItem,
  moveItem,
  restoreItem,
  setItemState,
  setStillWanted,
} from './agenda-operations.ts';
import { readBacklog } from './backlog.ts';
import { carryToBacklog } from './carry.ts';
import { changesSince } from './changes.ts';
import { addComment, readComments } from './comments.ts';
import { Pair, seenOf, WINNERS } from './conflicts.test.kit.ts';
import { recordOf } from './records.ts';

const anna = (title: string) => ({ title, author: 'anna' });
const titles = (doc: Y.Doc): string[] => readAgenda(doc).map((item) => item.title);

/** An agenda of `a`, `b`, `c` and `d` that both have. */
function agenda(pair: Pair): [a: string, b: string, c: string, d: string] {
  const [a = '', b = '', c = '', d = ''] = pair.both((doc) => addItems(doc, ['a', 'b', 'c', 'd'].map(anna)));
  return [a, b, c, d];
}
function itemOf(pair: Pair, id: string): AgendaItem | undefined {
  return pair.see(readAgenda).find((item) => item.id === id);
}

describe.each(WINNERS)('an agenda that was changed apart, where %s’s value stands', (winner) => {
  it('[C1] of two titles has one, and tells whoever gave way', () => {
    const pair = new Pair(winner);
    const [a] = agenda(pair);
    const seen = { annas: seenOf(pair.anns), bos: seenOf(pair.bos) };
    pair.apart(
      (doc) => editItem(doc, a, { title: 'Anna’s words' }),
      (doc) => editItem(doc, a, { title: 'Bo’s words' }),
    );
    const words = pair.stands('Anna’s words', 'Bo’s words');
    expect(pair.see(titles)).toEqual([words, 'b', 'c', 'd']);
    const told = pair.stands(changesSince(pair.bos, seen.bos), changesSince(pair.anns, seen.annas));
    expect(told).toEqual([expect.objectContaining({ id: a, what: 'changed', fields: ['title'], words })]);
  });

  it('[C2] has the title of one and the minutes and kind of the other', () => {
    const pair = new Pair(winner);
    const [a] = agenda(pair);
    pair.apart(
      (doc) => editItem(doc, a, { title: 'Long talk' }),
      (doc) => editItem(doc, a, { minutes: 20, kind: 'question' }),
    );
    expect(itemOf(pair, a)).toMatchObject({ title: 'Long talk', minutes: 20, kind: 'question' });
  });

  it('[C3] has not what one deleted; it comes back as the other left it, who is told', () => {
    const pair = new Pair(winner);
    const [a] = agenda(pair);
    const seen = seenOf(pair.bos);
    pair.apart(
      (doc) => deleteItem(doc, a),
      (doc) => {
        editItem(doc, a, { title: 'written offline' });
        setItemState(doc, a, 'discussed');
        moveItem(doc, a, 2);
      },
    );
    expect(pair.see(titles)).toEqual(['b', 'c', 'd']);
    expect(changesSince(pair.bos, seen)).toEqual([
      expect.objectContaining({ id: a, what: 'deleted', words: 'written offline' }),
    ]);
    pair.both((doc) => restoreItem(doc, a));
    expect(pair.see(titles)).toEqual(['b', 'c', 'written offline', 'd']);
    expect(itemOf(pair, a)?.state).toBe('discussed');
  });

  it('[C4] keeps a comment for when its item is there again', () => {
    const pair = new Pair(winner);
    const [a] = agenda(pair);
    pair.apart(
      (doc) => deleteItem(doc, a),
      (doc) => addComment(doc, { item: a, text: 'And the costs?', author: 'bo', at: 1 }),
    );
    expect(pair.see(titles)).toEqual(['b', 'c', 'd']);
    pair.both((doc) => restoreItem(doc, a));
    expect(itemOf(pair, a)?.title).toBe('a');
    expect(pair.see((doc) => readComments(doc).get(a))).toMatchObject([{ text: 'And the costs?' }]);
  });

  it('[C5] brings back at once what both deleted', () => {
    const pair = new Pair(winner);
    const [a] = agenda(pair);
    pair.apart(
      (doc) => deleteItem(doc, a),
      (doc) => deleteItem(doc, a),
    );
    expect(pair.see(titles)).toEqual(['b', 'c', 'd']);
    pair.both((doc) => restoreItem(doc, a));
    expect(pair.see(titles)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('[C5] has one of the two where one deleted and the other did and took it back', () => {
    const pair = new Pair(winner);
    const [a] = agenda(pair);
    pair.apart(
      (doc) => {
        deleteItem(doc, a);
        restoreItem(doc, a);
      },
      (doc) => deleteItem(doc, a),
    );
    expect(pair.see(titles)).toEqual(pair.stands(['a', 'b', 'c', 'd'], ['b', 'c', 'd']));
  });

  it('[C6] has what one restored while the other deleted it “again”, at its place', () => {
    const pair = new Pair(winner);
    const [, b] = agenda(pair);
    pair.both((doc) => deleteItem(doc, b));
    pair.apart(
      (doc) => restoreItem(doc, b),
      (doc) => {
        deleteItem(doc, b);
        addItem(doc, anna('e'));
      },
    );
    expect(pair.see(titles)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('[C7] is ticked where both ticked', () => {
    const pair = new Pair(winner);
    const [a] = agenda(pair);
    const tick = (doc: Y.Doc): void => setItemState(doc, a, 'discussed');
    pair.apart(tick, tick);
    expect(itemOf(pair, a)?.state).toBe('discussed');
  });

  it.each(['parked', 'open'] as const)('[C8] has one state where one ticked and the other made it %s', (other) => {
    const pair = new Pair(winner);
    const [a] = agenda(pair);
    pair.both((doc) => setItemState(doc, a, other === 'open' ? 'parked' : 'open'));
    pair.apart(
      (doc) => setItemState(doc, a, 'discussed'),
      (doc) => setItemState(doc, a, other),
    );
    expect(itemOf(pair, a)?.state).toBe(pair.stands('discussed', other));
    expect(pair.see(titles)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('[C9] carries once what both parked', () => {
    const pair = new Pair(winner);
    const [a] = agenda(pair);
    const park = (doc: Y.Doc): void => setItemState(doc, a, 'parked');
    pair.apart(park, park);
    const parked = pair.see(readAgenda).filter((item) => item.state === 'parked');
    const mentorship = new Pair(winner);
    const source = { id: 's1', startsAt: null };
    mentorship.both((doc) => carryToBacklog(doc, parked, source));
    mentorship.both((doc) => carryToBacklog(doc, parked, source));
    expect(mentorship.see(readBacklog).map(({ id }) => id)).toEqual([a]);
  });

  it('[C10] has an item that both moved once, at one of the two places', () => {
    const pair = new Pair(winner);
    const [a] = agenda(pair);
    pair.apart(
      (doc) => moveItem(doc, a, 1),
      (doc) => moveItem(doc, a, 3),
    );
    expect(pair.see(titles)).toEqual(pair.stands(['b', 'a', 'c', 'd'], ['b', 'c', 'd', 'a']));
  });

  it('[C11] has two items that were moved into one gap side by side, and room between them', () => {
    const pair = new Pair(winner);
    const [a, b, c, d] = agenda(pair);
    pair.apart(
      (doc) => moveItem(doc, c, 1),
      (doc) => moveItem(doc, d, 1),
    );
    const ids = pair.see(readAgenda).map((item) => item.id);
    expect([ids[0], ids[3]]).toEqual([a, b]);
    expect(ids.slice(1, 3).sort()).toEqual([c, d].sort());
    const e = pair.both((doc) => addItem(doc, anna('e')));
    pair.both((doc) => moveItem(doc, e, 2));
    expect(pair.see(readAgenda).map((item) => item.id)).toEqual(ids.toSpliced(2, 0, e));
  });

  it('[C12] has both blocks that were pasted, one after the other', () => {
    const pair = new Pair(winner);
    agenda(pair);
    pair.apart(
      (doc) => addItems(doc, ['a1', 'a2', 'a3'].map(anna)),
      (doc) => addItems(doc, ['b1', 'b2', 'b3'].map(anna)),
    );
    expect(pair.see(titles).join(' ')).toMatch(/^a b c d (a1 a2 a3 b1 b2 b3|b1 b2 b3 a1 a2 a3)$/);
  });

  it('[C13] has the same words twice where both wrote them', () => {
    const pair = new Pair(winner);
    const add = (doc: Y.Doc): unknown => addItem(doc, anna('Holidays'));
    pair.apart(add, add);
    expect(pair.see(titles)).toEqual(['Holidays', 'Holidays']);
    pair.both((doc) => deleteItem(doc, readAgenda(doc)[0]?.id ?? ''));
    expect(pair.see(titles)).toEqual(['Holidays']);
  });

  it('[C15] asks no more where both said that it is still wanted', () => {
    const pair = new Pair(winner);
    const [a] = agenda(pair);
    pair.both((doc) => recordOf(agendaOf(doc), a)?.set('origin', { session: 's0', startsAt: null, times: 3 }));
    expect(pair.see((doc) => readAgenda(doc).filter(isDoubted))).toHaveLength(1);
    const say = (doc: Y.Doc): void => setStillWanted(doc, a);
    pair.apart(say, say);
    expect(pair.see((doc) => readAgenda(doc).filter(isDoubted))).toEqual([]);
  });

  it('[C18] has both comments, the older one first', () => {
    const pair = new Pair(winner);
    const [a] = agenda(pair);
    pair.apart(
      (doc) => addComment(doc, { item: a, text: 'Second', author: 'anna', at: 2 }),
      (doc) => addComment(doc, { item: a, text: 'First', author: 'bo', at: 1 }),
    );
    expect(
      pair.see((doc) =>
        readComments(doc)
          .get(a)
          ?.map(({ text }) => text),
      ),
    ).toEqual(['First', 'Second']);
  });
});
