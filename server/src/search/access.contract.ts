/** Never a hit, a count or a piece of text that one may not read. */
import { addItem, documentName, privateNotesOf } from '@fireside/protocol';
import { expect, it } from 'vitest';
import { MENTORSHIP, START, TENANT, writeNotes } from './testing/library.ts';
import { openEach, type OpenIndex } from './testing/open-each.ts';

/** Ids that would mean something to a query, or to a path. */
const ODD = [
  'scope:m1',
  '"m1"',
  'm1 OR m2',
  'm1*',
  '-m1',
  'NEAR(m1 m2)',
  '(',
  ')',
  'm1o1',
  'ключ',
  '印',
  "'; drop--",
  '%',
];

export function accessContract(open: OpenIndex): void {
  const { library } = openEach(open);
  const privateDoc = (person: string, mentorship = MENTORSHIP) => documentName({ kind: 'private', mentorship, person });

  it('is the owner alone of private notes, whatever is asked', async () => {
    const session = await library.session('s1', START);
    await library.write('bo', session, (doc) => addItem(doc, { title: 'Shared word', author: 'bo' }));
    for (const person of ['anna', 'bo']) {
      await library.write(person, privateDoc(person), (doc) =>
        writeNotes(doc, [`Secret word of ${person}`], privateNotesOf(doc, 's1')),
      );
    }
    await library.feed();
    expect(await library.hits('word', { person: 'anna' })).toEqual(['Shared [word]', 'Secret [word] of anna']);
    expect(await library.hits('word', { person: 'bo' })).toEqual(['Shared [word]', 'Secret [word] of bo']);
    expect(await library.hits('word', { person: null })).toEqual(['Shared [word]']);
    expect(await library.hits('word', { person: 'stranger' })).toEqual(['Shared [word]']);
    for (const over of [{ kinds: ['private-notes'] as const }, { by: 'bo', kinds: ['private-notes'] as const }]) {
      expect(await library.hits('secret', { person: null, ...over })).toEqual([]);
    }
    expect(await library.search('secret', { person: 'anna', by: 'bo' })).toEqual({
      sessions: [],
      found: [],
      hasMore: false,
    });
    expect((await library.search('word', { person: 'bo' })).sessions).toMatchObject([{ more: 0 }]);
  });

  it('is nobody of another mentorship or tenant, with the very same ids', async () => {
    for (const [tenant, mentorship, id, text] of [
      [TENANT, MENTORSHIP, 's1', 'here'],
      [TENANT, 'cy-dan', 's2', 'elsewhere'],
      ['acme', MENTORSHIP, 's1', 'acme'],
    ] as const) {
      const session = await library.session(id, START, { tenant, mentorship });
      await library.write('bo', session, (doc) => addItem(doc, { title: `Word ${text}`, author: 'bo' }), tenant);
      const own = privateDoc('anna', mentorship);
      await library.write(
        'anna',
        own,
        (doc) => writeNotes(doc, [`Word mine ${text}`], privateNotesOf(doc, id)),
        tenant,
      );
    }
    await library.feed();
    expect(await library.hits('word')).toEqual(['[Word] here', '[Word] mine here']);
    expect(await library.hits('word', { mentorship: 'cy-dan' })).toEqual(['[Word] elsewhere', '[Word] mine elsewhere']);
    expect(await library.hits('word', { tenant: 'acme' })).toEqual(['[Word] acme', '[Word] mine acme']);
    expect(await library.hits('word', { tenant: 'acme', mentorship: 'cy-dan' })).toEqual([]);
  });

  it('is decided by ids that mean nothing to a query, however they are spelt', async () => {
    for (const [index, odd] of ODD.entries()) {
      if (odd.includes('/')) continue;
      const session = await library.session(`s${index}`, START, { mentorship: odd });
      await library.write(odd, session, (doc) => addItem(doc, { title: `Word ${index}`, author: odd }));
      await library.write(odd, privateDoc(odd, odd), (doc) =>
        writeNotes(doc, [`Word mine ${index}`], privateNotesOf(doc, `s${index}`)),
      );
    }
    await library.feed();
    for (const [index, odd] of ODD.entries()) {
      const over = { mentorship: odd, person: odd };
      expect(await library.hits('word', over)).toEqual([`[Word] ${index}`, `[Word] mine ${index}`]);
      expect(await library.hits('word', { ...over, by: odd, person: null })).toEqual([`[Word] ${index}`]);
      expect(await library.hits('word', { ...over, by: `${odd}x` })).toEqual([]);
    }
  });

  it('is not widened by what is typed', async () => {
    const session = await library.session('s1', START);
    await library.session('s2', START, { mentorship: 'cy-dan' });
    await library.write('bo', session, (doc) => addItem(doc, { title: 'Here', author: 'bo' }));
    await library.write('cy', 'session/s2', (doc) => addItem(doc, { title: 'Hidden elsewhere', author: 'cy' }));
    await library.write('bo', privateDoc('bo'), (doc) => writeNotes(doc, ['Hidden mine'], privateNotesOf(doc, 's1')));
    await library.feed();
    const tries = [
      'hidden',
      'scope:m1',
      '{scope}:m2',
      'm2',
      'm1o2',
      'p1',
      'ki',
      '") OR scope:("m2"',
      'hidden) OR (hidden',
    ];
    for (const q of [...tries, '"hidden" OR "hidden"', 'scope : m2 hidden', 'NOT here hidden', '^hidden', '* hidden']) {
      const page = await library.search(q);
      expect([q, page.sessions, page.found]).toEqual([q, [], []]);
    }
  });
}
