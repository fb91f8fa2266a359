import { createHmac } from 'node:crypto';
import type { IceServer, Ticket } from '@fireside/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStage } from '../testing/stage.ts';
import { ANNA, BO, createWorld, hours, minutes, OLGA, type World } from '../testing/world.ts';

const SECRET = 'what the TURN server knows';
const URLS = ['stun:t.example', 'turn:t.example', 'turns:t.example:443?transport=tcp'];

let world: World;
beforeEach(async () => {
  world = await createWorld({ turn: { urls: URLS, secret: SECRET } });
});
afterEach(() => world.close());

const iceServers = ({ call }: Ticket): IceServer[] => (call?.kind === 'peer' ? call.iceServers : []);

describe('what a ticket says of STUN and TURN', () => {
  it('is every server, each by itself, with credentials that outlive the longest session', async () => {
    const [stun, ...turns] = iceServers(await world.join(ANNA));
    expect(stun).toEqual({ urls: [URLS[0]] });
    expect(turns.map(({ urls }) => urls)).toEqual([[URLS[1]], [URLS[2]]]);
    for (const { username = '', credential } of turns) {
      expect(credential).toBe(createHmac('sha1', SECRET).update(username).digest('base64'));
      expect(Number(username.split(':')[0]) * 1000).toBeGreaterThan(world.now() + hours(10));
    }
  });

  it('is fresh with each ticket, and names nobody', async () => {
    const before = iceServers(await world.join(ANNA))[1]?.username ?? '';
    world.pass(minutes(10));
    const after = iceServers(await world.join(ANNA))[1]?.username ?? '';
    const [then, who] = before.split(':');
    expect(after).toBe(`${Number(then) + 600}:${who}`);
    expect(iceServers(await world.join(BO))[1]?.username).not.toContain(who);
  });

  it('is nothing for an observer, nor for anybody once the call is over', async () => {
    const stage = createStage(world);
    const { anna } = await stage.live();
    expect((await world.join(OLGA)).call).toBeNull();
    await stage.command(anna, 'wrap-up');
    const { id } = anna.session;
    expect(iceServers(await world.join(ANNA, { session: id }))).toHaveLength(3);
    world.pass(minutes(31));
    const late = await world.join(ANNA, { session: id });
    expect(late.call).toBeNull();
    expect(JSON.stringify(late)).not.toContain('t.example');
  });

  it('never says the secret', async () => {
    expect(JSON.stringify([await world.join(ANNA), world.logged])).not.toContain(SECRET);
  });
});

describe('when it was last time', () => {
  it('is not known of the first session, then when the one before was wrapped up, whatever is done to it later', async () => {
    const stage = createStage(world);
    const { anna } = await stage.live({ Left: 'open' });
    expect(anna.session.lastTime).toBeNull();
    world.pass(minutes(5));
    const first = world.now();
    await stage.command(anna, 'wrap-up');
    world.pass(hours(1));
    const second = await world.join(BO);
    expect(second.session.lastTime).toBe(first);
    await stage.command(second, 'start');
    world.pass(minutes(5));
    await stage.command(second, 'wrap-up');
    const last = world.now();
    world.pass(minutes(1));
    await world.sessions.archive('default', anna.session.id);
    expect((await world.join(ANNA)).session.lastTime).toBe(last);
  });

  it('is counted from the session that is opened, not from those after it', async () => {
    const stage = createStage(world);
    const { anna } = await stage.live({ Left: 'open' });
    await stage.command(anna, 'wrap-up');
    const first = world.now();
    world.pass(hours(1));
    const second = await world.join(ANNA);
    await stage.command(second, 'start');
    await stage.command(second, 'wrap-up');
    const open = async (session: string) => (await world.join(ANNA, { session })).session.lastTime;
    expect([await open(anna.session.id), await open(second.session.id)]).toEqual([null, first]);
  });

  it('counts no session that was cancelled or did not happen, and none of other pairs', async () => {
    const stage = createStage(world);
    const anna = await world.join(ANNA);
    await stage.command(anna, 'cancel');
    await stage.command(await world.join(ANNA), 'did-not-happen');
    const others = await world.join(BO, { claims: { mentorship: 'bo-cy' } });
    await world.ask('POST', `/v1/sessions/${others.session.id}/start`, others.documents.token);
    await world.ask('POST', `/v1/sessions/${others.session.id}/wrap-up`, others.documents.token);
    expect((await world.join(ANNA)).session.lastTime).toBeNull();
  });

  it('is in the ticket of a member only', async () => {
    const stage = createStage(world);
    const { anna } = await stage.live();
    expect((await world.join(OLGA)).session).not.toHaveProperty('lastTime');
    const { body } = await world.ask('GET', `/v1/sessions/${anna.session.id}`, anna.documents.token);
    expect(body).not.toHaveProperty('lastTime');
  });
});

describe('what the HTTP interface says of recording', () => {
  it('is never, of every session and in the description of the interface', async () => {
    const ticket = await world.join(ANNA);
    const { id } = ticket.session;
    const ask = async (path: string) => (await world.ask('GET', path, ticket.documents.token)).body;
    const recording = 'never';
    expect(ticket.session).toMatchObject({ recording });
    expect(await ask(`/v1/sessions/${id}`)).toMatchObject({ id, recording });
    await createStage(world).book(ticket, { key: 'k', startsAt: world.now() + hours(1) });
    expect(await ask('/v1/mentorships/anna-bo/sessions')).toMatchObject({ sessions: [{ id, recording }] });
    expect(JSON.stringify(await ask('/openapi.json'))).toContain('"recording":{"const":"never"');
  });
});
