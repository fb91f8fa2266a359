import { type Ticket } from '@fireside/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStage, type Stage } from '../testing/stage.ts';
import { createWorld, type World, ANNA, BO, OLGA, minutes, MENTORSHIP, sessionDoc } from '../testing/world.ts';

let world: World;
let stage: Stage;
beforeEach(async () => {
  world = await createWorld();
  stage = createStage(world);
});
afterEach(() => world.close());

describe('members', () => {
  const both = [
    { sub: 'anna', name: 'Anna', role: 'mentor' },
    { sub: 'bo', name: 'Bo', role: 'mentee' },
  ];

  it('come from the list of the token, also those who never joined', async () => {
    const anna = await world.join(ANNA, { claims: { members: both } });
    expect(anna.mentorship.members).toMatchObject([
      { id: 'anna', name: 'Anna', role: 'mentor' },
      { id: 'bo', name: 'Bo', role: 'mentee' },
    ]);
  });

  it('have the time zone that the list or their own token says', async () => {
    await world.join(BO, { claims: { tz: 'Europe/Lisbon' } });
    const listed = both.map((member) => (member.sub === 'anna' ? { ...member, tz: 'Europe/Vienna' } : member));
    const { mentorship } = await world.join(ANNA, { claims: { members: listed, tz: 'America/Lima' } });
    expect(mentorship.members).toMatchObject([{ tz: 'America/Lima' }, { tz: 'Europe/Lisbon' }]);
    const again = await world.join(BO, { claims: { members: listed } });
    expect(again.mentorship.members[0]).toMatchObject({ id: 'anna', tz: 'Europe/Vienna' });
  });

  it('who are left out lose their access at once', async () => {
    const bo = await world.join(BO);
    world.pass(minutes(1));
    await world.join(ANNA, { claims: { members: both.slice(0, 1) } });
    const { status, body } = await world.ask('GET', `/v1/sessions/${bo.session.id}`, bo.documents.token);
    expect([status, body]).toMatchObject([401, { error: { code: 'token-invalid' } }]);
  });

  it('who are left out do not come back with an older token', async () => {
    const old = await world.token(BO);
    world.pass(minutes(1));
    await world.join(ANNA, { claims: { members: both.slice(0, 1) } });
    const { status, body } = await world.ask('POST', '/v1/join', old, { mentorship: MENTORSHIP });
    expect([status, body]).toMatchObject([403, { error: { code: 'not-allowed' } }]);
  });

  it('are not changed by an older list', async () => {
    const old = await world.token(ANNA, { members: both });
    world.pass(minutes(1));
    await world.join(ANNA, { claims: { members: both.slice(0, 1) } });
    const { body } = await world.ask<Ticket>('POST', '/v1/join', old, { mentorship: MENTORSHIP });
    expect(body.mentorship.members).toHaveLength(1);
  });
});

describe('observers', () => {
  it('have nothing before the session is live, and read it while it is', async () => {
    const before = await world.join(OLGA);
    expect(before).toMatchObject({ documents: { access: {} }, call: null });
    const anna = await world.join(ANNA);
    await stage.command(anna, 'start');
    const during = await world.join(OLGA);
    expect(during).toMatchObject({ documents: { access: { [sessionDoc(anna.session.id)]: 'ro' } }, call: null });
    await stage.command(anna, 'wrap-up');
    expect((await world.join(OLGA, { session: anna.session.id })).documents.access).toEqual({});
  });

  it('are no members, and appear in no list of them', async () => {
    await world.join(OLGA);
    expect((await world.join(ANNA)).mentorship.members).toMatchObject([{ id: 'anna' }]);
  });

  it('may not start, wrap up, book, list or read sessions', async () => {
    const anna = await world.join(ANNA);
    await stage.command(anna, 'start');
    const olga = await world.join(OLGA);
    const id = olga.session.id;
    const attempts: [string, string, unknown?][] = [
      ['POST', `/v1/sessions/${id}/start`],
      ['POST', `/v1/sessions/${id}/wrap-up`],
      ['POST', `/v1/sessions/${id}/cancel`],
      ['GET', `/v1/sessions/${id}`],
      ['GET', `/v1/sessions/${id}/authors`],
      ['PATCH', `/v1/sessions/${id}`, { minutes: 20 }],
      ['PATCH', `/v1/sessions/${id}`, { template: 'steady' }],
      ['GET', `/v1/mentorships/${MENTORSHIP}/sessions`],
      ['POST', `/v1/mentorships/${MENTORSHIP}/sessions`, { key: 'k', startsAt: 1 }],
    ];
    for (const [method, path, body] of attempts) {
      expect(await world.ask(method, path, olga.documents.token, body)).toMatchObject({
        status: 403,
        body: { error: { code: 'not-allowed' } },
      });
    }
  });
});
