/** What every `SearchIndex` must do, the fake included: a fake that passes cannot lie. */
import {
  addComment,
  addGoal,
  addGoalEntry,
  addItem,
  addMilestone,
  addOutcome,
  addPromise,
  addToBacklog,
  deleteItem,
  deleteOutcome,
  editItem,
  editOutcome,
  privateNotesOf,
} from '@fireside/protocol';
import { describe, expect, it } from 'vitest';
import { accessContract } from './access.contract.ts';
import { COUNTED, SHOWN } from './index-port.ts';
import { languagesContract } from './languages.contract.ts';
import { DAY, type Library, MENTORSHIP, shown, START, TENANT, writeNotes } from './testing/library.ts';
import { openEach, type OpenIndex } from './testing/open-each.ts';

export function searchContract(open: OpenIndex): void {
  describe('what is found', () => findingContract(open));
  describe('pages and filters', () => pagesContract(open));
  describe('who finds it', () => accessContract(open));
  describe('the words of any language', () => languagesContract(open));
}

const SHARED = `mentorship/${MENTORSHIP}`;
const PRIVATE = `private/${MENTORSHIP}/anna`;

function findingContract(open: OpenIndex): void {
  const { opened, library } = openEach(open);

  it('is every kind of words, each with its record and whose they are', async () => {
    const session = await library.session('s1', START);
    const item = await library.write('bo', session, (doc) => addItem(doc, { title: 'The lamp', author: 'bo' }));
    const comment = await library.write('anna', session, (doc) =>
      addComment(doc, { item, text: 'A lamp, again', author: 'anna', at: 5 }),
    );
    const [takeaway, decision] = await library.write('anna', session, (doc) => [
      addOutcome(doc, { kind: 'takeaway', text: 'Lamps help', author: 'anna' }),
      addOutcome(doc, { kind: 'decision', text: 'We buy a lamp', author: 'bo' }),
    ]);
    await library.write('bo', session, (doc) =>
      writeNotes(doc, ['lamp before', { title: 'Shops', item }, 'for lamps']),
    );
    await library.addendum('s1', 'bo', 'The lamp is here');
    await library.write('anna', PRIVATE, (doc) => writeNotes(doc, ['My lamp'], privateNotesOf(doc, 's1')));
    const promise = await library.write('bo', SHARED, (doc) =>
      addPromise(doc, { text: 'Look for lamps', owner: 'bo', due: null, from: { session: 's1', item: null } }),
    );
    const goal = await library.write('bo', SHARED, (doc) => {
      const id = addGoal(doc, { title: 'A lamp for all', author: 'bo', at: 1 });
      addMilestone(doc, id, 'First lamp');
      addGoalEntry(doc, id, { text: 'Saw a lamp', by: 'anna', at: 7 });
      return id;
    });
    expect(await library.feed()).toBe(3);
    const { sessions, found } = await library.search('lamp');
    expect(found.map(({ kind, record, people }) => [kind, record, people])).toEqual([
      ['goal', goal, ['anna']],
      ['goal', goal, ['bo']],
      ['goal', goal, []],
    ]);
    expect(sessions).toHaveLength(1);
    expect(sessions[0]).toMatchObject({ session: 's1', startsAt: START, more: 4 });
    const byKind = async (kinds: Parameters<Library['search']>[1] & object) =>
      (await library.search('lamp', kinds)).sessions[0]?.found.map(({ record, people }) => [record, people]);
    expect(await byKind({ kinds: ['takeaway'] })).toEqual([[takeaway, ['anna']]]);
    expect(await byKind({ kinds: ['decision'] })).toEqual([[decision, ['bo']]]);
    expect(await byKind({ kinds: ['promise'] })).toEqual([[promise, ['bo']]]);
    expect(await byKind({ kinds: ['item'] })).toEqual([[item, ['bo']]]);
    expect(await byKind({ kinds: ['comment'] })).toEqual([[comment, ['anna']]]);
    expect(await byKind({ kinds: ['notes'] })).toEqual([
      [item, ['bo']],
      [null, ['bo']],
    ]);
    expect(await byKind({ kinds: ['private-notes'] })).toEqual([[null, ['anna']]]);
    expect((await byKind({ kinds: ['addendum'] }))?.[0]?.[1]).toEqual(['bo']);
    expect(await byKind({ by: 'bo', kinds: ['item', 'comment'] })).toEqual([[item, ['bo']]]);
  });

  it('is what is there now: nothing that was deleted or changed', async () => {
    const session = await library.session('s1', START);
    const id = await library.write('bo', session, (doc) => addItem(doc, { title: 'Apples', author: 'bo' }));
    const other = await library.write('bo', session, (doc) => addItem(doc, { title: 'Pears', author: 'bo' }));
    await library.feed();
    await library.write('bo', session, (doc) => editItem(doc, id, { title: 'Plums' }));
    await library.write('bo', session, (doc) => deleteItem(doc, other));
    expect(await library.hits('apples')).toHaveLength(1);
    expect(await library.feed()).toBe(1);
    expect([await library.hits('apples'), await library.hits('pears'), await library.hits('plums')]).toEqual([
      [],
      [],
      ['[Plums]'],
    ]);
    expect(await library.feed()).toBe(0);
  });

  it('has two words of the same part of the notes together, and never those of two parts', async () => {
    const session = await library.session('s1', START);
    await library.write('bo', session, (doc) =>
      writeNotes(doc, [
        { title: 'Budget', item: 'i1' },
        'about numbers',
        'and more',
        { title: 'Plan', item: 'i2' },
        'of days',
      ]),
    );
    await library.feed();
    expect(await library.hits('more budget')).toEqual(['[Budget] about numbers and [more]']);
    expect(await library.hits('budget days')).toEqual([]);
  });

  it('finds the whole of a long text, a part at a time', async () => {
    const session = await library.session('s1', START);
    const words = Array.from({ length: 4_000 }, (_, index) => `word${index}`).join(' ');
    await library.write('bo', session, (doc) => writeNotes(doc, [words]));
    await library.feed();
    for (const word of ['word0', 'word1999', 'word3999']) {
      const [hit] = await library.hits(`"${word}"`);
      expect(hit).toContain(`[${word}]`);
      expect(hit!.length).toBeLessThan(400);
    }
  });

  it('is in the session from which a promise comes; a parked topic and a promise of no session are beside', async () => {
    await library.session('s1', START);
    await library.session('else', START, { mentorship: 'cy-dan' });
    await library.write('bo', SHARED, (doc) => {
      const of = (text: string, session: string | null) =>
        addPromise(doc, { text, owner: 'bo', due: null, from: session === null ? null : { session, item: null } });
      of('Ring one', 's1');
      of('Ring two', null);
      of('Ring three', 'else');
      addToBacklog(doc, { id: 'i4', title: 'Ring four', author: 'bo' });
    });
    await library.feed();
    const { sessions, found } = await library.search('ring');
    expect(sessions.map((one) => [one.session, shown(one.found)])).toEqual([['s1', ['[Ring] one']]]);
    expect(shown(found).sort()).toEqual(['[Ring] four', '[Ring] three', '[Ring] two']);
  });

  it('knows what is not indexed as it is stored, addenda of a session without a document, too', async () => {
    expect(await opened().index.stale(0)).toEqual({ documents: [], next: null });
    const session = await library.session('s1', START);
    await library.session('bare', START);
    await library.addendum('bare', 'bo', 'Something to add');
    await library.write('bo', session, (doc) => addItem(doc, { title: 'Apples', author: 'bo' }));
    expect(await library.feed()).toBe(2);
    expect(await library.feed()).toBe(0);
    expect(await library.hits('add')).toEqual(['Something to [add]']);
    await library.addendum('s1', 'bo', 'One more');
    expect(await opened().index.stale(0)).toMatchObject({ documents: [{ tenant: TENANT, name: session }] });
    expect(await library.feed()).toBe(1);
    expect(await library.hits('more')).toEqual(['One [more]']);
  });

  it('is what can be read of a document that is damaged', async () => {
    const session = await library.session('s1', START);
    await library.write('bo', session, (doc) => addItem(doc, { title: 'Apples', author: 'bo' }));
    const document = { tenant: TENANT, name: session };
    const bad = { document, bytes: Uint8Array.of(9, 9, 9), actor: 'bo', at: 1, epoch: 1 };
    await opened().storage.store.commit({ appends: [bad], rows: [] });
    await library.write('bo', session, (doc) => addItem(doc, { title: 'Pears', author: 'bo' }));
    await library.feed();
    expect([await library.hits('apples'), await library.hits('pears')]).toEqual([['[Apples]'], ['[Pears]']]);
  });

  it('is gone with a document that was erased, and comes again with what is written in it then', async () => {
    const session = await library.session('s1', START);
    await library.write('bo', session, (doc) => addItem(doc, { title: 'Apples', author: 'bo' }));
    await library.feed();
    const document = { tenant: TENANT, name: session };
    await opened().storage.store.erase(document);
    await opened().index.erase(document);
    expect(await library.hits('apples')).toEqual([]);
    await library.feed();
    expect(await library.hits('apples')).toEqual([]);
    await opened().index.erase({ ...document, name: 'session/never' });
  });

  it('refuses everything once it is closed', async () => {
    await opened().index.close();
    await expect(opened().index.stale(0)).rejects.toThrow();
  });

  it('follows an outcome from its words to its end', async () => {
    const session = await library.session('s1', START);
    const id = await library.write('bo', session, (doc) =>
      addOutcome(doc, { kind: 'takeaway', text: 'First', author: 'bo' }),
    );
    await library.feed();
    await library.write('anna', session, (doc) => editOutcome(doc, id, 'Second'));
    await library.feed();
    expect([await library.hits('first'), await library.hits('second')]).toEqual([[], ['[Second]']]);
    await library.write('anna', session, (doc) => deleteOutcome(doc, id));
    await library.feed();
    expect(await library.hits('second')).toEqual([]);
  });
}

function pagesContract(open: OpenIndex): void {
  const { library } = openEach(open);

  async function sessions(count: number): Promise<void> {
    for (let index = 0; index < count; index += 1) {
      const name = await library.session(`s${index}`, START + index * DAY);
      await library.write('bo', name, (doc) => addItem(doc, { title: `Apples ${index}`, author: 'bo' }));
    }
    await library.feed();
  }
  const ids = async (...args: Parameters<Library['search']>) =>
    (await library.search(...args)).sessions.map(({ session }) => session);

  it('are the newest sessions first, page by page, every one once', async () => {
    await sessions(7);
    const all: string[] = [];
    for (let before: { startsAt: number; id: string } | null = null, hasMore = true; hasMore;) {
      const page = await library.search('apples', { limit: 3, before });
      expect(page.sessions.length).toBeGreaterThan(0);
      all.push(...page.sessions.map(({ session }) => session));
      const last = page.sessions.at(-1)!;
      before = { startsAt: last.startsAt!, id: last.session };
      hasMore = page.hasMore;
    }
    expect(all).toEqual(['s6', 's5', 's4', 's3', 's2', 's1', 's0']);
  });

  it('tell sessions of the same moment apart', async () => {
    for (const id of ['a', 'b', 'c']) {
      const name = await library.session(id, START);
      await library.write('bo', name, (doc) => addItem(doc, { title: 'Apples', author: 'bo' }));
    }
    await library.feed();
    const first = await library.search('apples', { limit: 2 });
    const before = { startsAt: START, id: first.sessions[1]!.session };
    const second = await library.search('apples', { limit: 2, before });
    expect([...first.sessions, ...second.sessions].map(({ session }) => session).sort()).toEqual(['a', 'b', 'c']);
    expect([first.hasMore, second.hasMore]).toEqual([true, false]);
  });

  it('show the first hits of a session, and count the others up to a bound', async () => {
    const [some, many] = [await library.session('some', START), await library.session('many', START + DAY)];
    const fill = (count: number) => (doc: Parameters<typeof addItem>[0]) => {
      for (let index = 0; index < count; index += 1) addItem(doc, { title: `Apple ${index}`, author: 'bo' });
    };
    await library.write('bo', some, fill(8));
    await library.write('bo', many, fill(COUNTED + 50));
    await library.feed();
    const page = await library.search('apple');
    expect(page.sessions.map(({ session, found, more }) => [session, found.length, more])).toEqual([
      ['many', SHOWN, COUNTED - SHOWN],
      ['some', SHOWN, 8 - SHOWN],
    ]);
  });

  it('are of a time: from a moment on, and before one', async () => {
    await sessions(5);
    await library.session('undated', null);
    await library.write('bo', 'session/undated', (doc) => addItem(doc, { title: 'Apples later', author: 'bo' }));
    await library.write('bo', SHARED, (doc) => addGoal(doc, { title: 'Apples', author: 'bo', at: 1 }));
    await library.feed();
    const at = (index: number) => START + index * DAY;
    expect(await ids('apples')).toEqual(['undated', 's4', 's3', 's2', 's1', 's0']);
    expect(await ids('apples', { from: at(3) })).toEqual(['s4', 's3']);
    expect(await ids('apples', { from: at(3) + 1 })).toEqual(['s4']);
    expect(await ids('apples', { to: at(1) })).toEqual(['s0']);
    expect(await ids('apples', { to: at(1) + 1 })).toEqual(['s1', 's0']);
    expect(await ids('apples', { from: at(1), to: at(3) })).toEqual(['s2', 's1']);
    expect(await ids('apples', { from: 0, to: 8.64e15 })).toEqual(['s4', 's3', 's2', 's1', 's0']);
    expect((await library.search('apples', { from: 0 })).found).toEqual([]);
  });

  it('follow a session whose date moves', async () => {
    await sessions(3);
    await library.moveSession('s0', START + 30 * DAY);
    expect(await ids('apples')).toEqual(['s0', 's2', 's1']);
    await library.moveSession('s0', START + 1.5 * DAY);
    expect(await ids('apples', { to: START + 1.6 * DAY })).toEqual(['s0', 's1']);
    // Two that change places have the same dates together.
    await library.moveSession('s0', START + 2 * DAY);
    await library.moveSession('s2', START + 1.5 * DAY);
    expect(await ids('apples')).toEqual(['s0', 's2', 's1']);
  });

  it('have what belongs to no session on the first one alone', async () => {
    await sessions(3);
    await library.write('bo', SHARED, (doc) => addGoal(doc, { title: 'Apples', author: 'bo', at: 1 }));
    await library.feed();
    const first = await library.search('apples', { limit: 1 });
    expect(shown(first.found)).toEqual(['[Apples]']);
    const before = { startsAt: first.sessions[0]!.startsAt!, id: first.sessions[0]!.session };
    expect((await library.search('apples', { limit: 1, before })).found).toEqual([]);
  });

  it('are empty for a person, a mentorship or a tenant that nobody knows', async () => {
    await sessions(1);
    for (const over of [{ by: 'nobody' }, { mentorship: 'nothing' }, { tenant: 'nowhere' }]) {
      expect(await library.search('apples', over)).toEqual({ sessions: [], found: [], hasMore: false });
    }
  });
}
