/** A client that wishes no good, at everything that reads what was saved. */
import { addItem, documentName, privateNotesOf } from '@fireside/protocol';
import type { ErrorBody, PromiseList, SessionList } from '@fireside/protocol/http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { writeNotes } from '../search/testing/library.ts';
import { createStage, type Stage } from '../testing/stage.ts';
import {
  ANNA,
  BO,
  createWorld,
  hours,
  MENTORSHIP,
  MENTORSHIP_DOC,
  minutes,
  OLGA,
  sessionDoc,
  type World,
} from '../testing/world.ts';

let world: World;
let stage: Stage;
beforeEach(async () => {
  world = await createWorld();
  stage = createStage(world);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await world.close();
});

const LIST = `/v1/mentorships/${MENTORSHIP}/sessions`;
const CY = { sub: 'cy', name: 'Cy', role: 'mentee' } as const;
const ELSEWHERE = { mentorship: 'anna-cy' };

/** Of a file: its words, too, where it is no JSON. */
async function get(path: string, token: string): Promise<{ status: number; text: string; code: string | null }> {
  const response = await world.app.request(path, { headers: { authorization: `Bearer ${token}` } });
  const text = await response.text();
  const code = response.ok ? null : (JSON.parse(text) as ErrorBody).error.code;
  return { status: response.status, text, code };
}

const readsOf = (session: string): string[] => [
  LIST,
  `${LIST}?q=word`,
  `/v1/mentorships/${MENTORSHIP}/export?format=json&private=1`,
  `/v1/mentorships/${MENTORSHIP}/export?format=md`,
  `/v1/sessions/${session}`,
  `/v1/sessions/${session}?revision=1`,
  `/v1/sessions/${session}/authors`,
  `/v1/sessions/${session}/export?format=md&private=1`,
  `/v1/sessions/${session}/export?format=json`,
];

describe('nothing is read', () => {
  it('by who has left, with what they were given before', async () => {
    const anna = await world.join(ANNA);
    const bo = await world.join(BO);
    const hostTokens = [await world.token(BO), await world.token(BO, { ...ELSEWHERE, mentorships: [MENTORSHIP] })];
    world.pass(minutes(1));
    const members = [{ sub: 'anna', name: 'Anna', role: 'mentor' }];
    const mine = await world.token(ANNA);
    await world.join(ANNA, { claims: { members } });
    for (const path of readsOf(anna.session.id)) {
      expect([path, (await get(path, bo.documents.token)).code]).toEqual([path, 'token-invalid']);
    }
    for (const token of hostTokens) {
      for (const path of [LIST, `${LIST}?q=word`, '/v1/promises']) {
        expect([path, (await get(path, token)).code]).toEqual([path, 'not-allowed']);
      }
    }
    // Who is on the list goes on with an older token.
    for (const path of [LIST, '/v1/promises']) expect((await get(path, mine)).status).toBe(200);
  });

  it('by an observer, with a ticket that has expired, or one of another mentorship of the same person', async () => {
    const { session } = await world.join(ANNA);
    await stage.command(await world.join(ANNA), 'start');
    const olga = await world.join(OLGA);
    const late = await world.join(BO);
    for (const path of readsOf(session.id)) {
      expect([path, (await get(path, olga.documents.token)).code]).toEqual([path, 'not-allowed']);
    }
    world.pass(minutes(11));
    const other = await world.join(ANNA, { claims: ELSEWHERE });
    for (const path of readsOf(session.id)) {
      expect([path, (await get(path, late.documents.token)).code]).toEqual([path, 'token-expired']);
      expect([path, (await get(path, other.documents.token)).code]).toEqual([path, 'not-found']);
      // As if it had never been.
      const [here, nowhere] = await Promise.all(
        [path, path.replace(session.id, 'no-such').replace(MENTORSHIP, 'no-such')].map((one) =>
          get(one, other.documents.token),
        ),
      );
      const said = ({ text }: { text: string }) => (JSON.parse(text) as ErrorBody).error.message;
      expect(said(here!)).toBe(said(nowhere!));
    }
  });
});

describe('documents with hostile content', () => {
  it('name a session of another mentorship, and tell nothing of it', async () => {
    const cy = await world.join(CY, { claims: ELSEWHERE });
    const booked = { key: 'k', startsAt: world.now() + 12_345_678 };
    const path = `/v1/mentorships/${ELSEWHERE.mentorship}/sessions`;
    const { id } = (await world.ask<{ id: string }>('POST', path, cy.documents.token, booked)).body;
    const anna = await world.join(ANNA);
    await world.write(ANNA, MENTORSHIP_DOC, (doc) => {
      for (const session of [id, 'no-such']) {
        const record = new Y.Map(Object.entries({ text: 'Word owed', owner: 'anna', from: { session, item: null } }));
        doc.getMap('promises').set(`from-${session}`, record);
      }
    });
    const own = documentName({ kind: 'private', mentorship: MENTORSHIP, person: 'anna' });
    await world.write(ANNA, own, (doc) => {
      for (const session of [id, 'no-such']) writeNotes(doc, ['Word to myself'], privateNotesOf(doc, session));
    });
    const found = JSON.parse((await get(`${LIST}?q=word`, anna.documents.token)).text) as SessionList;
    expect([found.sessions, found.found?.map(({ kind }) => kind).sort()]).toEqual([
      [],
      ['private-notes', 'private-notes', 'promise', 'promise'],
    ]);
    const promises = JSON.parse((await get('/v1/promises', await world.token(ANNA))).text) as PromiseList;
    expect([promises.promises.length, promises.sessions]).toEqual([2, []]);
    for (const one of readsOf(anna.session.id)) {
      expect((await get(one, anna.documents.token)).text).not.toContain(String(booked.startsAt));
    }
  });

  it('have signs that mean something elsewhere, and are read, found and taken along', async () => {
    const anna = await world.join(ANNA);
    const { body } = await stage.book(anna, { key: 'k', startsAt: world.now() + hours(1) });
    const signs = ['\u0002', '\u0003', '\u200b', '\ud800', '\u202e', '\u0000', '"; drop table words; --', '</script>'];
    await world.write(ANNA, sessionDoc(body.id), (doc) => {
      addItem(doc, { title: 'Word', author: 'anna' });
      for (const sign of signs) {
        const record = new Y.Map(Object.entries({ title: `Word ${sign} word`, author: sign, kind: sign, order: sign }));
        doc.getMap('agenda').set(`id-${sign}`, record);
      }
    });
    for (const path of readsOf(body.id).filter((one) => !one.includes('revision'))) {
      const { status, text } = await get(path, anna.documents.token);
      expect([path, status]).toEqual([path, 200]);
      expect(text.isWellFormed()).toBe(true);
      for (const sign of ['\u0000', '\u0002', '\u0003']) expect(text).not.toContain(sign);
    }
    const list = JSON.parse((await get(`${LIST}?q=word&limit=1`, anna.documents.token)).text) as SessionList;
    const [session] = list.sessions;
    expect((session?.found?.length ?? 0) + (session?.more ?? 0)).toBe(signs.length + 1);
    expect(session?.found?.every(({ text }) => text.some(({ hit, text: words }) => hit && words === 'Word'))).toBe(
      true,
    );
    expect(JSON.stringify(world.logged)).not.toMatch(/word|drop table/i);
  });
});

describe('commands at the same time', () => {
  it('come to one end, whoever was first', async () => {
    const anna = await world.join(ANNA);
    const { body } = await stage.book(anna, { key: 'k', startsAt: world.now() + hours(1) });
    // Tickets of another session, which this one's end does not end.
    const away = await stage.book(anna, { key: 'away', startsAt: world.now() + hours(48) });
    world.pass(hours(2));
    const [one, two] = [ANNA, BO].map((person) => world.join(person, { session: away.body.id }));
    const tickets = [await one!, await two!] as const;
    await world.write(ANNA, sessionDoc(body.id), (doc) => addItem(doc, { title: 'Travels once', author: 'anna' }));
    const answers = await Promise.all(
      ['cancel', 'did-not-happen', 'cancel', 'did-not-happen', 'start'].map((name, index) =>
        stage.command(tickets[index % 2]!, name, body.id),
      ),
    );
    const { state } = (await stage.list(tickets[0])).sessions.find(({ id }) => id === body.id)!;
    const taken = answers.filter(({ status }) => status === 200);
    expect(taken.every((answer) => answer.body.session.state === state)).toBe(true);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(answers.length - taken.length);
    expect(taken.length).toBeGreaterThan(0);
    expect(await stage.titles(sessionDoc(away.body.id))).toEqual(['Travels once']);
  });

  it('add one addendum under one id, and none before the session is archived', async () => {
    const { anna, bo } = await stage.live();
    const { id } = anna.session;
    await stage.command(anna, 'wrap-up');
    const tickets = [await world.join(ANNA), await world.join(BO)] as const;
    expect(tickets[0].session.id).not.toBe(id);
    const add = ({ documents }: typeof bo, text: string) =>
      world.ask('POST', `/v1/sessions/${id}/addenda`, documents.token, { id: 'same', text });
    expect((await add(tickets[0], 'Early')).status).toBe(409);
    const answers = await Promise.all([
      stage.command(tickets[0], 'archive', id),
      stage.command(tickets[1], 'archive', id),
      add(tickets[0], 'One'),
      add(tickets[1], 'Two'),
      add(tickets[0], 'One'),
    ]);
    const texts = await world.rows.db.selectFrom('addendum').select('text').execute();
    expect(texts.length).toBeLessThanOrEqual(1);
    expect(answers.slice(0, 2).map(({ status }) => status)).toEqual([200, 200]);
    expect(answers.slice(2).filter(({ status }) => status === 201).length).toBe(texts.length);
    expect(answers.slice(2).every(({ status }) => [200, 201, 409].includes(status))).toBe(true);
  });
});

describe('what costs the server', () => {
  it('is searched only so often, under however many tickets', async () => {
    const tokens = [(await world.join(ANNA)).documents.token];
    world.pass(1_000); // another second, another ticket
    tokens.push((await world.join(ANNA)).documents.token);
    expect(tokens[0]).not.toBe(tokens[1]);
    let refused = 0;
    for (let i = 0; i < 80; i++) {
      for (const token of tokens) refused += (await get(`${LIST}?q=a`, token)).status === 429 ? 1 : 0;
    }
    expect(refused).toBeGreaterThan(10);
    // The list itself, and somebody else's search, go on.
    expect((await get(LIST, tokens[0]!)).status).toBe(200);
    expect((await get(`${LIST}?q=a`, (await world.join(BO)).documents.token)).status).toBe(200);
  });

  it('is searched in a kind once, however often it is named', async () => {
    const anna = await world.join(ANNA);
    for (const day of [1, 2]) {
      const { body } = await stage.book(anna, { key: `${day}`, startsAt: world.now() + hours(day) });
      await world.write(ANNA, sessionDoc(body.id), (doc) => addItem(doc, { title: 'Word', author: 'anna' }));
    }
    const many = Array.from({ length: 1_000 }, () => 'item').join(',');
    const { text } = await get(`${LIST}?q=word&limit=1&kind=${many}`, anna.documents.token);
    const { before } = JSON.parse(text) as SessionList;
    expect((await get(`${LIST}?q=word&limit=1&kind=item&before=${before}`, anna.documents.token)).status).toBe(200);
  });

  it('is taken along only as long as it does not hold up everybody else', async () => {
    const anna = await world.join(ANNA);
    const path = `/v1/sessions/${anna.session.id}/export?format=md`;
    expect((await get(path, anna.documents.token)).status).toBe(200);
    // As if the last piece had taken a minute.
    vi.spyOn(process, 'threadCpuUsage').mockReturnValue({ user: 60e6, system: 0 });
    expect((await get(path, anna.documents.token)).status).toBe(200);
    for (const one of [path, `/v1/mentorships/${MENTORSHIP}/export?format=json`]) {
      expect((await get(one, anna.documents.token)).code).toBe('too-many');
    }
    expect((await get(path, (await world.join(BO)).documents.token)).status).toBe(200);
  });
});
