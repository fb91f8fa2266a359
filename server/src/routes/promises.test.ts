import { addPromise, documentName, setPromiseKept } from '@fireside/protocol';
import { promiseList, read, type PromiseList } from '@fireside/protocol/http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ANNA, BO, createWorld, MENTORSHIP, OLGA, type World } from '../testing/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

async function promise(mentorship: string, text: string, owner: string): Promise<void> {
  const name = documentName({ kind: 'mentorship', mentorship });
  await world.write(BO, name, (doc) => void addPromise(doc, { text, owner, due: null, from: null }));
}

const ask = async (claims: Record<string, unknown>, person = BO) =>
  world.ask<PromiseList>('GET', '/v1/promises', await world.token(person, claims));

const CY = { sub: 'cy', name: 'Cy', role: 'mentor' } as const;

describe('where promises come from', () => {
  it('is told with the date of the session, once for each, and of no session of others', async () => {
    const anna = await world.join(ANNA);
    const theirs = await world.join(BO, { claims: { mentorship: 'bo-cy' } });
    const name = documentName({ kind: 'mentorship', mentorship: MENTORSHIP });
    await world.write(BO, name, (doc) => {
      for (const session of [anna.session.id, anna.session.id, theirs.session.id, 'nowhere']) {
        const id = addPromise(doc, { text: 'Send it', owner: 'bo', due: null, from: { session, item: null } });
        if (session === 'nowhere') setPromiseKept(doc, id, world.now());
      }
    });
    const session = { id: anna.session.id, startsAt: null };
    expect((await ask({})).body).toMatchObject({ sessions: [session] });
    await world.ask('POST', `/v1/sessions/${anna.session.id}/start`, anna.documents.token);
    const { body } = await ask({ mentorships: [MENTORSHIP, 'bo-cy'] });
    expect(body.sessions).toEqual([{ ...session, startsAt: world.now() }]);
    // Kept ones stay.
    expect(body.promises.map(({ keptAt }) => keptAt)).toEqual([null, null, null, world.now()]);
    expect(read(promiseList, body)).toEqual(body);
  });
});

describe('promises over all mentorships of a person', () => {
  beforeEach(async () => {
    await world.join(ANNA);
    await world.join(BO);
    await world.join(CY, { claims: { mentorship: 'bo-cy' } });
    await world.join(BO, { claims: { mentorship: 'bo-cy' } });
    await promise(MENTORSHIP, 'Send the draft', 'bo');
    await promise('bo-cy', 'Ask the team', 'cy');
    await promise('not-mine', 'Not for Bo', 'anna');
  });

  it('are everybody’s, each with its mentorship, whose members are named', async () => {
    const { status, body } = await ask({ mentorships: [MENTORSHIP, 'bo-cy'] });
    expect(status).toBe(200);
    expect(body.promises.map(({ text, owner, mentorship }) => [text, owner, mentorship])).toEqual([
      ['Send the draft', 'bo', MENTORSHIP],
      ['Ask the team', 'cy', 'bo-cy'],
    ]);
    const names = body.mentorships.map(({ id, members }) => [id, members.map((one) => [one.id, one.name, one.role])]);
    const bo = ['bo', 'Bo', 'mentee'];
    expect(names).toEqual([
      [MENTORSHIP, [['anna', 'Anna', 'mentor'], bo]],
      ['bo-cy', [bo, ['cy', 'Cy', 'mentor']]],
    ]);
    expect(read(promiseList, body)).toEqual(body);
  });

  it('are none, and no error, where nobody has opened the mentorship yet; asking makes nothing', async () => {
    const documents = async () => (await world.rows.db.selectFrom('doc').select('name').execute()).length;
    const before = await documents();
    const { status, body } = await ask({ mentorships: ['new', MENTORSHIP] });
    expect([status, body.promises.length]).toEqual([200, 1]);
    expect(body.mentorships[0]).toEqual({ id: 'new', members: [] });
    expect(await documents()).toBe(before);
    expect((await ask({ mentorships: [] })).body).toMatchObject({ promises: [], mentorships: [] });
  });

  it('are of the one mentorship where the token names no others', async () => {
    const { body } = await ask({ mentorship: 'bo-cy' });
    expect(body.promises.map(({ text }) => text)).toEqual(['Ask the team']);
    expect(body.mentorships.map(({ id }) => id)).toEqual(['bo-cy']);
  });

  it('are refused to an observer of the one mentorship, and never of another tenant', async () => {
    expect(await ask({}, OLGA)).toMatchObject({ status: 403, body: { error: { code: 'not-allowed' } } });
    const { body } = await ask({ iss: 'acme', mentorships: [MENTORSHIP] });
    expect([body.promises, body.mentorships]).toEqual([[], [{ id: MENTORSHIP, members: [] }]]);
  });
});
