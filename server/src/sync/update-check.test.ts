/** Found by attacking Yjs 13.6.33: what is here applies there, and then hurts for good. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import * as Y from 'yjs';
import { addGoal, addItem } from '@fireside/protocol';
import { step2Message, updateMessage } from './frames.ts';
import { any, deleted, gc, subdocument, text, TYPE, type, updateOf, type Struct } from './testing/bytes.ts';
import { RawClient } from './testing/client.ts';
import { claimsOf, startServer, storedText, type TestServer } from './testing/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.stop());

const many = (count: number, make: (index: number) => Struct): Struct[] =>
  Array.from({ length: count }, (_, i) => make(i));
const of = (structs: readonly Struct[]): Uint8Array => updateOf([{ client: 1, structs }]);

it.each<[what: string, update: Uint8Array]>([
  ['a struct of no length', of([gc(0), gc(1)])],
  ['clocks beyond what anybody can read', of([gc(2 ** 40), gc(1)])],
  ['deletions beyond it', updateOf([], [{ client: 7, ranges: [[2 ** 40, 1]] }])],
  ['a client whose number cannot be told', updateOf([{ client: 2 ** 60, structs: [text('x')] }])],
  [
    'deletions out of order',
    updateOf(
      [],
      [
        {
          client: 7,
          ranges: [
            [5, 1],
            [0, 2],
          ],
        },
      ],
    ),
  ],
  ['an item behind its own successor', of([text('a', { origin: [1, 3] }), text('bcd', { origin: [1, 0] })])],
  ['values within values within values', of([any(1, Uint8Array.from([...Array(300).fill([117, 1]).flat(), 126]))])],
  ['a document in the document', of([subdocument('inner')])],
  [
    'two pieces for the same place of a client',
    updateOf([
      { client: 1, structs: [text('a')] },
      { client: 1, structs: [text('b', { parent: 'meta' })] },
    ]),
  ],
  [
    'an item between two that are not in one place',
    of([text('a'), text('b', { parent: 'meta' }), text('x', { origin: [1, 0], rightOrigin: [1, 1] })]),
  ],
  [
    'an item between two that are not in one place, as others say',
    updateOf([
      { client: 2, structs: [text('a', { parent: 'meta' }), text('b', { origin: [1, 0] })] },
      { client: 1, structs: [text('a'), text('x', { origin: [2, 0], rightOrigin: [2, 1] })] },
    ]),
  ],
  ['a root of a new name again and again', of(many(200, (i) => text('x', { parent: `root ${i}` })))],
  ['types within types within types', of(many(200, (i) => type(TYPE.array, i > 0 ? { parent: [1, i - 1] } : {})))],
  [
    'clients without end',
    updateOf(Array.from({ length: 20_001 }, (_, i) => ({ client: i + 1, structs: [text('x')] }))),
  ],
  ['a crowd before one letter', of([text('a'), ...many(1_001, () => text('x', { rightOrigin: [1, 0] }))])],
  [
    'a crowd between two letters',
    of([text('a'), text('b'), ...many(1_001, (i) => text('x', { origin: [1, 0], rightOrigin: [1, i + 1] }))]),
  ],
  ['a crowd for one key', of(many(1_001, () => text('x', { key: 'title' })))],
])('[FR11] refuses %s', async (_, update) => {
  const honest = await RawClient.join(server.url, claimsOf('bo'));
  honest.type('before ');
  for (const message of [updateMessage(update), step2Message(update)]) {
    const hostile = await RawClient.join(server.url, claimsOf('anna'));
    hostile.send(message);
    expect(await hostile.closed).toEqual([4400, 'malformed']);
  }
  honest.type('after');
  honest.saved(1);
  await honest.next('saved');
  expect(await storedText(server.store)).toBe('before after');
});

it.each<[what: string, rest: Struct]>([
  ['as something else', any(2, Uint8Array.of(126, 126))],
  ['elsewhere', text('ab', { parent: 'meta' })],
  ['under a key', text('ab', { key: 'title' })],
])('[FR11] refuses a piece whose start is known, and that goes on %s', async (_, rest) => {
  const [a, b] = [await RawClient.join(server.url, claimsOf('anna')), await RawClient.join(server.url, claimsOf('bo'))];
  a.send(updateMessage(of([text('a')])));
  await b.next('update');
  a.send(updateMessage(of([rest])));
  expect(await a.closed).toEqual([4400, 'malformed']);
  const again = await RawClient.join(server.url, claimsOf('anna'));
  again.send(step2Message(of([text('abc')])), updateMessage(of([deleted(4)])));
  again.saved(1);
  await again.next('saved');
  expect(await storedText(server.store)).toBe('abc');
});

it('[FR3] refuses what took too long, and the document is as before', async () => {
  await server.stop();
  server = await startServer({ limits: { apply: { most: 10, perStruct: 0.005 } } });
  const [a, b] = [await RawClient.join(server.url, claimsOf('anna')), await RawClient.join(server.url, claimsOf('bo'))];
  b.type('before ');
  b.saved(1);
  await b.next('saved');
  // Each of them is compared with all that came before it.
  const rivals = many(1_000, (i) => text('x', { rightOrigin: [1, i] }));
  a.send(updateMessage(of([text('a'.repeat(1_000)), ...rivals])));
  expect(await a.closed).toEqual([4413, 'too-large']);
  b.type('after');
  b.saved(2);
  await b.next('saved');
  expect(await storedText(server.store)).toBe('before after');
});

it('[FR11] takes a year of honest work in one piece', async () => {
  const doc = new Y.Doc();
  for (let day = 0; day < 800; day += 1) {
    addItem(doc, { title: `Day ${day}`, author: 'anna' });
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(`What we said on day ${day}`)]);
    doc.getXmlFragment('notes').insert(0, [paragraph]);
  }
  addGoal(doc, { title: 'Stay', author: 'anna', at: 1 });
  const client = await RawClient.join(server.url, claimsOf('anna'));
  client.send(step2Message(Y.encodeStateAsUpdate(doc)));
  client.saved(1);
  expect((await client.next('saved')).version).toBe(1);
});
