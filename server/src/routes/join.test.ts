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
