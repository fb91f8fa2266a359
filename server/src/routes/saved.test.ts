import { addItem, addOutcome, MAX_ADDENDUM } from '@fireside/protocol';
import {
  addendum,
  read,
  sessionDetail,
  sessionList,
  type Addendum,
  type ErrorBody,
  type SessionDetail,
  type SessionResult,
} from '@fireside/protocol/http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openMemory, type MemoryStorage } from '../storage/memory.ts';
import { createStage, type Stage } from '../testing/stage.ts';
import {
  ANNA,
  BO,
  createWorld,
  hours,
  MENTORSHIP,
  minutes,
  sessionDoc,
  type Answer,
  type Person,
  type World,
} from '../testing/world.ts';

let storage: MemoryStorage;
let world: World;
let stage: Stage;
beforeEach(async () => {
  storage = openMemory();
  world = await createWorld({ storage });
  stage = createStage(world);
});
afterEach(() => world.close());

async function detail(id: string, query = '', person: Person = ANNA, at = world): Promise<SessionDetail> {
  const { documents } = await at.join(person, { session: id });
  const { status, body } = await at.ask<SessionDetail>('GET', `/v1/sessions/${id}${query}`, documents.token);
  expect(status, JSON.stringify(body)).toBe(200);
  expect(read(sessionDetail, body)).toEqual(body);
  return body;
}

async function add(id: string, body: unknown, person: Person = ANNA): Promise<Answer<Addendum & ErrorBody>> {
  const { documents } = await world.join(person, { session: id });
  return world.ask('POST', `/v1/sessions/${id}/addenda`, documents.token, body);
}

/** A session that both have talked in; wrapped up. */
async function talked(): Promise<string> {
  const { anna, bo } = await stage.live({ Talked: 'discussed' });
  await stage.command(bo, 'start');
  await stage.command(anna, 'wrap-up');
  return anna.session.id;
}

async function archived(): Promise<string> {
  const id = await talked();
  await stage.command(await world.join(ANNA), 'archive', id);
  return id;
}

/** Somebody writes late, and leaves. */
async function writeLate(id: string, title: string): Promise<void> {
  await world.write(BO, sessionDoc(id), (doc) => void addItem(doc, { title, author: 'bo' }));
  world.sessions.onEmpty('default', sessionDoc(id));
  await world.sessions.idle();
}

describe('a session', () => {
  it('says until when it can be written to, and who was there', async () => {
    const id = await talked();
    const wrappedUpAt = world.now();
    expect(await detail(id)).toMatchObject({
      openUntil: wrappedUpAt + hours(72),
      attendance: [
        { id: 'anna', name: 'Anna' },
        { id: 'bo', name: 'Bo' },
      ],
      damaged: false,
    });
    world.pass(hours(72) - 1);
    await world.sessions.sweep();
    expect((await detail(id)).state).toBe('wrapped-up');
    world.pass(1);
    await world.sessions.sweep();
    expect(await detail(id)).toMatchObject({ state: 'archived', openUntil: null });
  });

  it('names who was there by the name of then, where they have left the mentorship', async () => {
    const id = await talked();
    world.pass(minutes(1));
    const members = [{ sub: 'anna', name: 'Anna B.', role: 'mentor' }];
    await world.join({ ...ANNA, name: 'Anna B.' }, { claims: { members } });
    const { attendance } = await detail(id, '', { ...ANNA, name: 'Anna B.' });
    expect(attendance).toEqual([
      { id: 'anna', name: 'Anna B.' },
      { id: 'bo', name: 'Bo' },
    ]);
  });

  it('says nothing of who was there before it was wrapped up, nor of a time before it was begun anew', async () => {
    const { anna, bo } = await stage.live();
    expect((await detail(anna.session.id)).attendance).toEqual([]);
    await stage.command(bo, 'wrap-up');
    const waited = await stage.book(bo, { key: 'k', startsAt: world.now() });
    await stage.command(bo, 'start', waited.body.id);
    world.pass(hours(3));
    await world.sessions.sweep(); // Bo waited alone
    const again = await world.join(ANNA, { session: waited.body.id });
    expect(again.session.state).toBe('scheduled');
    await stage.command(again, 'start');
    await stage.command(again, 'wrap-up');
    expect((await detail(waited.body.id)).attendance).toEqual([{ id: 'anna', name: 'Anna' }]);
  });

  it('has every revision of its recap, dated, the latest unless another is asked for', async () => {
    const id = await talked();
    const first = world.now();
    world.pass(minutes(5));
    await writeLate(id, 'Later');
    const { recap, revisions, revision, changedAt } = await detail(id);
    expect(revisions).toEqual([
      { revision: 1, at: first, by: 'anna' },
      { revision: 2, at: first + minutes(5), by: 'anna' },
    ]);
    expect([recap?.revision, revision, changedAt]).toEqual([2, 2, first + minutes(5)]);
    const before = await detail(id, '?revision=1');
    expect(before.recap?.content.items.map(({ title }) => title)).toEqual(['Talked']);
    expect([before.recap?.revision, before.revision]).toEqual([1, 2]);
  });

  it.each([
    ['?revision=0', 404, 'not-found'],
    ['?revision=3', 404, 'not-found'],
    ['?revision=-1', 400, 'malformed'],
    ['?revision=x', 400, 'malformed'],
    ['?revision=99999999999999999999', 400, 'malformed'],
  ])('refuses %s', async (query, status, code) => {
    const id = await talked();
    const { documents } = await world.join(ANNA, { session: id });
    const answer = await world.ask<ErrorBody>('GET', `/v1/sessions/${id}${query}`, documents.token);
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
  });

  it('names the ones before and after it, of those that are over, in the order of the list', async () => {
    const anna = await world.join(ANNA);
    const at = world.now();
    const ids: string[] = [];
    for (const day of [0, 1, 2, 3]) {
      ids.push((await stage.book(anna, { key: `${day}`, startsAt: at + hours(24 * day) })).body.id);
    }
    await stage.command(anna, 'cancel', ids[3]);
    await stage.command(anna, 'start', ids[0]);
    await stage.command(anna, 'wrap-up', ids[0]);
    world.pass(hours(24));
    await stage.command(await world.join(ANNA), 'did-not-happen', ids[1]);
    const around = async (i: number) => {
      const { newer, older } = await detail(ids[i]!);
      return [newer, older].map((id) => (id === null ? null : ids.indexOf(id)));
    };
    expect([await around(0), await around(1), await around(3)]).toEqual([
      [1, null],
      [3, 0],
      [null, 1],
    ]);
    // One that lies ahead has neighbours, too, and is nobody's.
    expect(await around(2)).toEqual([3, 1]);
  });
});

describe('an addendum', () => {
  it('is kept with its author, their name of then and its time, and shown to both', async () => {
    const id = await archived();
    world.pass(minutes(10));
    const { status, body } = await add(id, { id: 'a1', text: ' It went\r\nwell.\u202e\u0007 ' }, BO);
    expect(status).toBe(201);
    expect(read(addendum, body)).toEqual(body);
    expect(body).toEqual({ id: 'a1', person: 'bo', name: 'Bo', at: world.now(), text: 'It went\nwell.' });
    world.pass(minutes(1));
    await add(id, { id: 'a0', text: 'Yes.' });
    await world.join({ ...BO, name: 'Bodo' });
    const { addenda, added, changedAt } = await detail(id, '', ANNA);
    expect(addenda.map(({ id: one, name }) => [one, name])).toEqual([
      ['a1', 'Bo'],
      ['a0', 'Anna'],
    ]);
    expect([added, changedAt]).toEqual([2, world.now()]);
    expect((await stage.list(await world.join(ANNA))).sessions).toMatchObject([{ id, added: 2, changedAt }]);
  });

  it('is added once: the same again answers with it, and nothing else takes its id', async () => {
    const id = await archived();
    const first = await add(id, { id: 'a1', text: 'Well.' });
    world.pass(minutes(5));
    const again = await add(id, { id: 'a1', text: 'Well. ' });
    expect([again.status, again.body]).toEqual([200, first.body]);
    for (const [body, person] of [
      [{ id: 'a1', text: 'Better.' }, ANNA],
      [{ id: 'a1', text: 'Well.' }, BO],
    ] as const) {
      const refused = await add(id, body, person);
      expect([refused.status, refused.body.error.code]).toEqual([409, 'state-conflict']);
      expect(refused.body.error.data).toEqual({ state: 'archived', id: 'a1' });
    }
    expect((await detail(id)).addenda).toEqual([first.body]);
  });

  it('is added once by two requests at the same time', async () => {
    const id = await archived();
    const body = { id: 'a1', text: 'Well.' };
    const [one, two] = await Promise.all([add(id, body), add(id, body)]);
    expect([one.status, two.status].sort()).toEqual([200, 201]);
    expect(one.body).toEqual(two.body);
  });

  it.each([
    ['nothing', { id: 'a1', text: '' }, 400, 'malformed'],
    ['what nobody sees', { id: 'a1', text: ' \u200b\u2066 \n ' }, 400, 'malformed'],
    ['no text', { id: 'a1' }, 400, 'malformed'],
    ['an id with a slash', { id: 'a/1', text: 'x' }, 400, 'invalid-id'],
    ['no id', { text: 'x' }, 400, 'malformed'],
    ['a page too many', { id: 'a1', text: 'x'.repeat(MAX_ADDENDUM + 1) }, 413, 'too-large'],
  ])('is refused where it is %s', async (_, body, status, code) => {
    const id = await archived();
    const answer = await add(id, body);
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
    expect((await add(id, { id: 'full', text: 'x'.repeat(MAX_ADDENDUM) })).status).toBe(201);
  });

  it('is refused where the session has two hundred', async () => {
    const id = await archived();
    const rows = Array.from({ length: 200 }, (_, i) => ({
      sql: 'insert into addendum values (?, ?, ?, ?, ?, ?, ?)',
      parameters: ['default', id, `a${i}`, 'bo', 'Bo', world.now(), `number ${i}`],
      expect: 1,
    }));
    await storage.store.commit({ appends: [], rows });
    const answer = await add(id, { id: 'one more', text: 'x' });
    expect([answer.status, answer.body.error.code]).toEqual([413, 'too-large']);
    expect((await add(id, { id: 'a7', text: 'number 7' }, BO)).status).toBe(200);
    expect((await detail(id)).added).toBe(200);
  });
});

describe('the list', () => {
  it('takes sessions from one moment on and before another', async () => {
    const anna = await world.join(ANNA);
    const at = (day: number): number => world.now() + hours(24 * day);
    for (const day of [1, 2, 3, 4]) await stage.book(anna, { key: `${day}`, startsAt: at(day) });
    const list = await stage.list(anna, `?from=${at(2)}&to=${at(4)}`);
    expect(list.sessions.map(({ startsAt }) => startsAt)).toEqual([at(3), at(2)]);
    expect(read(sessionList, list)).toEqual(list);
    const page = await stage.list(anna, `?limit=1&from=${at(2)}`);
    const next = await stage.list(anna, `?limit=1&from=${at(2)}&before=${page.before}`);
    expect([page, next].map(({ sessions }) => sessions[0]?.startsAt)).toEqual([at(4), at(3)]);
  });

  it('refuses the cursor of another list', async () => {
    const anna = await world.join(ANNA);
    for (const day of [1, 2]) await stage.book(anna, { key: `${day}`, startsAt: world.now() + hours(day) });
    const { before } = await stage.list(anna, '?limit=1');
    const path = `/v1/mentorships/${MENTORSHIP}/sessions?limit=1&before=${before}`;
    expect((await world.ask('GET', path, anna.documents.token)).status).toBe(200);
    const filtered = await world.ask<ErrorBody>('GET', `${path}&from=1`, anna.documents.token);
    expect([filtered.status, filtered.body.error.code]).toEqual([400, 'malformed']);
    const others = await world.join(BO, { claims: { mentorship: 'bo-cy' } });
    const elsewhere = path.replace(MENTORSHIP, 'bo-cy');
    expect((await world.ask('GET', elsewhere, others.documents.token)).status).toBe(400);
  });

  it.each(['?from=x', '?to=-1', '?from=9000000000000000'])('refuses %s', async (query) => {
    const anna = await world.join(ANNA);
    const path = `/v1/mentorships/${MENTORSHIP}/sessions${query}`;
    expect((await world.ask('GET', path, anna.documents.token)).status).toBe(400);
  });
});

describe('what is damaged', () => {
  const spoil = (sql: string): Promise<void> =>
    storage.store.commit({ appends: [], rows: [{ sql, parameters: [], expect: null }] });

  it.each([
    ['cut off', 'update recap set content = substr(content, 1, 20) where revision = 2'],
    ['of another shape', `update recap set content = '{"outcomes":[7]}' where revision = 2`],
    [
      'of another shape deep inside',
      `update recap set content = replace(content, '"notes":[]', '"notes":[{"type":"paragraph","content":7}]') where revision = 2`,
    ],
    ['no members', `update recap set members = '{}' where revision = 2`],
    ['nothing', `update recap set content = '' where revision = 2`],
  ])('a recap that is %s takes nothing else down', async (_, sql) => {
    const id = await talked();
    await writeLate(id, 'Later');
    await stage.command(await world.join(ANNA), 'archive', id);
    await add(id, { id: 'a1', text: 'Well.' });
    const other = await stage.book(await world.join(ANNA), { key: 'k', startsAt: world.now() + 1 });
    await spoil(sql);

    const list = await stage.list(await world.join(ANNA));
    expect(list.sessions.map((one) => [one.id, one.lines, one.revision])).toEqual([
      [other.body.id, [], 0],
      // The lines are kept beside it.
      [id, ['Talked'], 2],
    ]);
    const read2 = await detail(id);
    expect([read2.recap, read2.damaged, read2.addenda.length]).toEqual([null, true, 1]);
    expect(read2.attendance.map(({ name }) => name)).toEqual(['Anna', 'Bo']);
    const read1 = await detail(id, '?revision=1');
    expect([read1.recap?.revision, read1.damaged]).toEqual([1, false]);
    const again = await stage.command(await world.join(ANNA), 'wrap-up', id);
    expect([again.status, again.body.recap]).toEqual([200, null]);
  });

  it('lines that were never kept, or are damaged, are those of the recap, or none', async () => {
    const id = await talked();
    for (const [lines, shown] of [
      [null, ['Talked']],
      ['', []],
      ['[7]', []],
    ] as const) {
      await storage.store.commit({
        appends: [],
        rows: [{ sql: 'update recap set lines = ?', parameters: [lines], expect: 1 }],
      });
      const list = await stage.list(await world.join(ANNA));
      expect([list.sessions[0]?.lines, (await detail(id)).lines]).toEqual([shown, shown]);
    }
    await spoil(`update recap set lines = null, content = ''`);
    expect((await stage.list(await world.join(ANNA))).sessions[0]?.lines).toEqual([]);
  });

  it('a document of which a piece cannot be read is listed, read and wrapped up with the rest, and says so', async () => {
    const { anna } = await stage.live({ Left: 'open', Talked: 'discussed' });
    const { id } = anna.session;
    const name = sessionDoc(id);
    await world.write(BO, name, (doc) => void addOutcome(doc, { kind: 'decision', text: 'Go', author: 'bo' }));
    const document = { tenant: 'default', name };
    const bytes = Uint8Array.of(1, 2, 255, 255, 255, 7);
    await storage.store.commit({
      appends: [{ document, bytes, actor: 'bo', at: world.now(), epoch: 1 }],
      rows: [],
    });

    // A server that has not read it yet.
    const fresh = await createWorld({ storage, now: world.now() });
    const there = createStage(fresh);
    const wrapped: Answer<SessionResult> = await there.command(await fresh.join(ANNA, { session: id }), 'wrap-up');
    expect(wrapped.status).toBe(200);
    expect(wrapped.body.next).not.toBeNull();
    const kept = await detail(id, '', BO, fresh);
    expect([kept.damaged, kept.state, kept.lines]).toEqual([true, 'wrapped-up', ['Go', 'Talked']]);
    expect(kept.recap?.content.items.map(({ title }) => title)).toEqual(['Left', 'Talked']);
    expect((await there.list(await fresh.join(BO))).sessions).toMatchObject([{ id, lines: ['Go', 'Talked'] }]);
    expect((await detail(wrapped.body.next!.id, '', BO, fresh)).damaged).toBe(false);
    const archive = await there.command(await fresh.join(ANNA, { session: id }), 'archive');
    expect([archive.status, archive.body.session.state]).toEqual([200, 'archived']);
    expect((await detail(id, '', BO, fresh)).damaged).toBe(true);
  });
});
