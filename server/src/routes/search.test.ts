import { addGoal, addItem, addOutcome, documentName, MAX_SEARCH, privateNotesOf } from '@fireside/protocol';
import { read, sessionList, type SessionList } from '@fireside/protocol/http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY, shown, writeNotes } from '../search/testing/library.ts';
import {
  ANNA,
  BO,
  createWorld,
  MENTORSHIP,
  MENTORSHIP_DOC,
  OLGA,
  sessionDoc,
  type Answer,
  type Person,
  type World,
} from '../testing/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

const path = (query: Readonly<Record<string, string>>, mentorship = MENTORSHIP) =>
  `/v1/mentorships/${encodeURIComponent(mentorship)}/sessions?${new URLSearchParams(query).toString()}`;

async function search(person: Person, query: Readonly<Record<string, string>>): Promise<Answer<SessionList>> {
  const { documents } = await world.join(person);
  return world.ask<SessionList>('GET', path(query), documents.token);
}
const hits = ({ body }: Answer<SessionList>): string[] => [
  ...shown(body.found ?? []),
  ...body.sessions.flatMap(({ found }) => shown(found ?? [])),
];
const code = (answer: Answer<unknown>): string => (answer.body as { error: { code: string } }).error.code;

/** A session of that day of which something is written; answers its id. */
async function held(day: number, title: string): Promise<string> {
  const { documents } = await world.join(ANNA);
  const booking = { key: `day-${day}`, startsAt: world.now() + day * DAY };
  const { body } = await world.ask<{ id: string }>('POST', path({}), documents.token, booking);
  await world.write(BO, sessionDoc(body.id), (doc) => addItem(doc, { title, author: 'bo' }));
  return body.id;
}

describe('a search', () => {
  it('finds what was just written, also what was written since the last one', async () => {
    const id = await held(1, 'Apples and pears');
    const first = await search(ANNA, { q: 'apples' });
    expect(first.status).toBe(200);
    expect(read(sessionList, first.body)).toEqual(first.body);
    expect(first.body.sessions.map((one) => [one.id, one.more])).toEqual([[id, 0]]);
    expect(hits(first)).toEqual(['[Apples] and pears']);
    expect([first.body.found, first.body.before]).toEqual([[], null]);
    await world.write(BO, sessionDoc(id), (doc) => addItem(doc, { title: 'More apples', author: 'bo' }));
    expect(hits(await search(ANNA, { q: 'more' }))).toEqual(['[More] apples']);
    expect(hits(await search(BO, { q: 'grapes' }))).toEqual([]);
  });

  it('has sessions newest first by pages, and once what belongs to none', async () => {
    const ids = [await held(1, 'Apples'), await held(3, 'Apples'), await held(2, 'Apples')];
    await world.write(BO, MENTORSHIP_DOC, (doc) => addGoal(doc, { title: 'Apples', author: 'bo', at: 1 }));
    const first = await search(ANNA, { q: 'apples', limit: '2' });
    expect(first.body.sessions.map((one) => one.id)).toEqual([ids[1], ids[2]]);
    expect(first.body.found).toMatchObject([{ kind: 'goal', people: ['bo'] }]);
    const second = await search(ANNA, { q: 'apples', limit: '2', before: first.body.before! });
    expect([second.body.sessions.map((one) => one.id), second.body.before]).toEqual([[ids[0]], null]);
    expect(second.body.found).toBeUndefined();
  });

  it('has the session without a date, too, and goes on after it', async () => {
    const [dated, undated] = [await held(1, 'Apples'), await held(2, 'Apples')];
    const row = { sql: 'update session set starts_at = null where id = ?', parameters: [undated], expect: 1 };
    await world.storage.store.commit({ appends: [], rows: [row] });
    const first = await search(ANNA, { q: 'apples', limit: '1' });
    const second = await search(ANNA, { q: 'apples', limit: '1', before: first.body.before ?? '' });
    expect([...first.body.sessions, ...second.body.sessions].map((one) => one.id)).toEqual([undated, dated]);
  });

  it('is narrowed by person, kind and time', async () => {
    const id = await held(1, 'Apples');
    await held(9, 'Apples later');
    await world.write(ANNA, sessionDoc(id), (doc) =>
      addOutcome(doc, { kind: 'takeaway', text: 'Apples!', author: 'anna' }),
    );
    const from = String(world.now() + 5 * DAY);
    expect(hits(await search(ANNA, { q: 'apples', person: 'anna' }))).toEqual(['[Apples]!']);
    expect(hits(await search(ANNA, { q: 'apples', kind: 'takeaway,decision' }))).toEqual(['[Apples]!']);
    expect(hits(await search(ANNA, { q: 'apples', from }))).toEqual(['[Apples] later']);
    expect(hits(await search(ANNA, { q: 'apples', to: from }))).toEqual(['[Apples]!', '[Apples]']);
    expect(hits(await search(ANNA, { q: 'apples', kind: 'goal' }))).toEqual([]);
  });

  it('finds private notes for their owner alone, and for no host', async () => {
    const id = await held(1, 'Shared apples');
    for (const person of [ANNA, BO]) {
      const name = documentName({ kind: 'private', mentorship: MENTORSHIP, person: person.sub });
      await world.write(person, name, (doc) =>
        writeNotes(doc, [`Secret apples of ${person.name}`], privateNotesOf(doc, id)),
      );
    }
    expect(hits(await search(ANNA, { q: 'apples' }))).toEqual(['Shared [apples]', 'Secret [apples] of Anna']);
    expect(hits(await search(BO, { q: 'apples' }))).toEqual(['Shared [apples]', 'Secret [apples] of Bo']);
    const host = await world.ask<SessionList>('GET', path({ q: 'apples' }), await world.token(ANNA));
    expect(hits(host)).toEqual(['Shared [apples]']);
    for (const query of [
      { q: 'secret', kind: 'private-notes' },
      { q: 'secret', person: 'anna' },
    ]) {
      for (const token of [await world.token(ANNA), (await world.join(BO)).documents.token]) {
        const { body } = await world.ask<SessionList>('GET', path({ ...query, person: 'anna' }), token);
        expect([body.sessions, body.found]).toEqual([[], []]);
      }
    }
  });

  it('is refused to whom the list is: another mentorship, an observer, nobody', async () => {
    await held(1, 'Apples');
    const elsewhere = await world.join(ANNA, { claims: { mentorship: 'cy-dan' } });
    const ask = (token: string | null) => world.ask('GET', path({ q: 'apples' }), token);
    expect(code(await ask(elsewhere.documents.token))).toBe('not-found');
    expect(code(await ask(await world.token(OLGA)))).toBe('not-allowed');
    expect(code(await ask(await world.token(BO, { mentorship: 'cy-dan' })))).toBe('wrong-mentorship');
    expect(code(await ask(null))).toBe('token-missing');
    const tenant = await world.ask<SessionList>('GET', path({ q: 'apples' }), await world.token(ANNA, { iss: 'acme' }));
    expect([tenant.status, hits(tenant)]).toEqual([200, []]);
  });

  it('is gone for what was erased', async () => {
    const id = await held(1, 'Apples');
    expect(hits(await search(ANNA, { q: 'apples' }))).toHaveLength(1);
    await world.sync.documents.erase({ tenant: 'default', name: sessionDoc(id) });
    expect(hits(await search(ANNA, { q: 'apples' }))).toEqual([]);
  });
});

describe('bad input of a search', () => {
  it('is text: operators, unbalanced quotes, other columns', async () => {
    await held(1, 'Apples');
    for (const q of [
      'apples AND',
      '"apples',
      'apples*',
      '^apples',
      '-apples',
      '(apples',
      'scope:m1 OR apples',
      'NEAR(a b)',
    ]) {
      const { status } = await search(ANNA, { q });
      expect([q, status]).toEqual([q, 200]);
    }
  });

  it('is an empty answer where there is no word in it', async () => {
    for (const q of ['', ' ', '***', '"', '👍', '()', '\u0000']) {
      const { status, body } = await search(ANNA, { q });
      expect([q, status, body]).toEqual([q, 200, { sessions: [], found: [], before: null }]);
    }
  });

  it('is refused where it is too long, or no kind, time or person', async () => {
    expect(code(await search(ANNA, { q: 'a'.repeat(MAX_SEARCH + 1) }))).toBe('too-large');
    expect((await search(ANNA, { q: 'a'.repeat(MAX_SEARCH) })).status).toBe(200);
    for (const query of [{ kind: 'nothing' }, { kind: '' }, { from: 'now' }, { to: '-1' }]) {
      expect(code(await search(ANNA, { q: 'apples', ...query } as Record<string, string>))).toBe('malformed');
    }
  });

  it('is refused where the person has an id that nobody can have', async () => {
    expect(code(await search(ANNA, { q: 'apples', person: '..' }))).toBe('invalid-id');
  });

  it('is a cursor of another list: other words, filters, or the plain one', async () => {
    await held(1, 'Apples');
    await held(2, 'Apples');
    const query = { q: 'apples', limit: '1' };
    const before = (await search(ANNA, query)).body.before!;
    expect((await search(ANNA, { ...query, before })).status).toBe(200);
    const others: Record<string, string>[] = [
      { ...query, q: 'pears' },
      { ...query, person: 'anna' },
      { ...query, kind: 'item' },
      { ...query, from: '1' },
      { limit: '1' },
    ];
    for (const other of others) expect(code(await search(ANNA, { ...other, before }))).toBe('malformed');
    expect(code(await search(BO, { ...query, before }))).toBe('malformed');
    const plain = (await search(ANNA, { limit: '1' })).body.before!;
    expect(code(await search(ANNA, { ...query, before: plain }))).toBe('malformed');
    for (const bad of ['', 'x', 'AAAA', '💥'])
      expect(code(await search(ANNA, { ...query, before: bad }))).toBe('malformed');
  });
});
