import type { SignalingFromServer } from '@fireside/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeLiveKit } from '../livekit/testing/fake-livekit.ts';
import { CallHouse, candidate, claimsOf, hello, SESSION, type Client, type Hello } from './testing/call-house.ts';

let fake: FakeLiveKit;
let house: CallHouse;
beforeEach(async () => {
  fake = await FakeLiveKit.open();
  house = await CallHouse.open();
  fake.now = house.now;
  house.restart({ livekit: fake.settings });
});
afterEach(async () => {
  await house.close();
  await fake.close();
});

/** Says hello in an SFU call; LiveKit has them in its room by then. */
async function join(person: string, change: Hello = {}): Promise<{ client: Client; you: string; peers: string[] }> {
  const identity = change.identity ?? house.identity(person);
  fake.enter(house.room, identity);
  return house.join(person, { ...change, identity });
}

/** What somebody hears who comes to the door with this hello. */
async function refused(person: string, change: Hello): Promise<SignalingFromServer> {
  const client = await house.connect(claimsOf(person));
  client.send(hello(person, change));
  return client.read();
}

/** What somebody hears last of all. */
async function lastWord(client: Client): Promise<SignalingFromServer> {
  for (;;) {
    const frame = await client.read();
    if (frame.type === 'bye') return frame;
  }
}

/** Cuts a socket as a network does: nobody says anything. */
async function cut(client: Client): Promise<void> {
  const before = house.signaling.count('default', SESSION);
  client.ws.terminate();
  await expect.poll(() => house.signaling.count('default', SESSION)).toBe(before - 1);
}

const there = (): string[] => [...(fake.rooms.get(house.room) ?? [])];

/** What LiveKit was asked in vain to do to people, in the order of it. */
const failed = (): unknown[] =>
  house.logged.flatMap(({ event, what }) => (event === 'livekit-failed' && what !== 'list' ? [what] : []));

/** The room is looked at once more, and then no longer. */
async function expectForgotten(): Promise<void> {
  await house.sweep();
  const { asked } = fake;
  await house.sweep();
  expect(fake.asked).toBe(asked);
}

describe('in an SFU call', () => {
  it('people are introduced under the identities that LiveKit has, and pass signals', async () => {
    const bo = await join('bo');
    const anna = await join('anna');
    expect(anna.peers).toEqual(['bo']);
    expect(await bo.client.read()).toEqual({ type: 'joined', peer: { id: anna.you, person: 'anna', name: 'ANNA' } });
    expect(there()).toEqual([bo.you, anna.you]);
    anna.client.send({ type: 'signal', to: bo.you, signal: candidate });
    expect(await bo.client.read()).toEqual({ type: 'signal', from: anna.you, signal: candidate });
    expect(house.logged).toContainEqual(
      expect.objectContaining({ event: 'call joined', people: 2, kind: 'sfu', why: 'in use' }),
    );
    expect(house.logged).toContainEqual(expect.objectContaining({ people: 1, kind: 'sfu', why: 'configured' }));
  });

  it('a token is for the asker’s own identity, and lets them in', async () => {
    const anna = await join('anna');
    anna.client.send({ type: 'token', identity: house.identity('bo') });
    const frame = await anna.client.read();
    const claims = await fake.claims(frame.type === 'token' ? frame.token : '');
    expect(claims).toMatchObject({ sub: anna.you, video: { room: house.room, roomJoin: true } });
    expect(await anna.client.quiet()).toBe(true);
  });

  it.each([
    ['of somebody else', () => house.identity('bo')],
    ['of another session', () => house.identity('anna', 's2')],
    ['that nobody gave', () => '0123456789abcdef-0123456789abcdef'],
    ['of no form', () => 'anna-anna-anna'],
  ])('an identity %s is refused', async (_, identity) => {
    const bo = await join('bo');
    expect(await refused('anna', { identity: identity() })).toEqual({ type: 'bye', code: 'not-allowed' });
    expect(await bo.client.quiet()).toBe(true);
    expect(fake.did).toEqual([]);
  });

  it.each(['', 'short', '<img src=x>', 'a'.repeat(65), 7, null, {}])(
    'an identity such as %j is malformed',
    async (odd) => {
      expect(await refused('anna', { identity: odd as string })).toEqual({ type: 'bye', code: 'malformed' });
    },
  );

  it('a fifth comes in, and a thirty-third does not', async () => {
    for (let i = 0; i < 32; i += 1) await join(`person-${i}`);
    expect(house.signaling.count('default', SESSION)).toBe(32);
    const fake33 = house.identity('person-33');
    expect(await refused('person-33', { identity: fake33 })).toEqual({ type: 'bye', code: 'call-full' });
  });
});

describe('the kind of a call', () => {
  it('is LiveKit where it is configured: who comes for the other kind joins again', async () => {
    expect(await refused('anna', {})).toEqual({ type: 'bye', code: 'join-again' });
    expect(house.agreed()).toEqual({ kind: 'sfu', why: 'configured' });
  });

  it('is peer where LiveKit is not configured', async () => {
    const identity = house.identity('anna');
    house.restart();
    expect(await refused('anna', { identity })).toEqual({ type: 'bye', code: 'join-again' });
    await house.join('anna');
    expect(house.agreed()).toEqual({ kind: 'peer', why: 'in use' });
    expect(house.logged.at(-1)).toMatchObject({ event: 'call joined', kind: 'peer', why: 'configured' });
  });

  it('is what members chose, and a fifth is refused there', async () => {
    house.chosen = 'peer';
    for (const person of ['a', 'b', 'c', 'd']) await house.join(person);
    expect(house.logged.at(-4)).toMatchObject({ kind: 'peer', why: 'chosen' });
    expect(await refused('e', {})).toEqual({ type: 'bye', code: 'call-full' });
    expect(await refused('e', { identity: house.identity('e') })).toEqual({ type: 'bye', code: 'join-again' });
  });

  it('is what people use already, whatever was chosen meanwhile', async () => {
    await join('anna');
    house.chosen = 'peer';
    expect(await refused('bo', {})).toEqual({ type: 'bye', code: 'join-again' });
    await join('bo');
    expect(house.agreed()).toEqual({ kind: 'sfu', why: 'in use' });
  });

  it('lasts until the last has left', async () => {
    const anna = await join('anna');
    house.chosen = 'peer';
    anna.client.send({ type: 'leave' });
    await anna.client.closed;
    await house.join('bo');
  });

  it('in a mesh has no tokens', async () => {
    house.chosen = 'peer';
    const { client } = await house.join('anna');
    client.send({ type: 'token' });
    expect(await client.read()).toEqual({ type: 'bye', code: 'malformed' });
  });

  it('changes over a restart with LiveKit only for whoever comes next', async () => {
    house.restart();
    const bo = await house.join('bo');
    house.signaling.close();
    expect(await bo.client.read()).toEqual({ type: 'bye', code: 'restart' });
    house.restart({ livekit: fake.settings });
    expect(await refused('bo', {})).toEqual({ type: 'bye', code: 'join-again' });
    await join('bo');
  });
});

describe('at LiveKit', () => {
  it('a lost socket and a restart remove nobody', async () => {
    const anna = await join('anna');
    const bo = await join('bo');
    await anna.client.read();
    bo.client.ws.terminate();
    expect(await anna.client.read()).toEqual({ type: 'left', peer: bo.you, gone: false });
    await house.sweep();
    house.signaling.close();
    await anna.client.closed;
    house.restart({ livekit: fake.settings });
    expect((await join('bo', { identity: bo.you })).you).toBe(bo.you);
    expect(fake.did).toEqual([]);
    expect(there()).toEqual([anna.you, bo.you]);
  });

  it('whoever leaves is removed: a client of their own might stay', async () => {
    const anna = await join('anna');
    const bo = await join('bo');
    anna.client.send({ type: 'leave' });
    expect(await anna.client.closed).toBe(1000);
    await expect.poll(() => fake.did).toEqual([`remove ${house.room} ${anna.you}`]);
    bo.client.ws.close(1001); // as the browser does with a page that goes away
    await expect.poll(() => fake.did.slice(1)).toEqual([`remove ${house.room} ${bo.you}`]);
    expect(there()).toEqual([]);
  });

  it('whoever only cuts their socket is sent away 90 s later, and not before', async () => {
    const anna = await join('anna');
    const bo = await join('bo');
    await cut(bo.client);
    house.pass(90_000);
    for (let i = 0; i < 2; i += 1) await house.sweep();
    expect(fake.did).toEqual([]);
    house.pass(1);
    await house.sweep();
    await expect.poll(there).toEqual([anna.you]);
    expect(fake.did).toEqual([`remove ${house.room} ${bo.you}`]);
  });

  it('whoever is alone and only cuts their socket is sent away, too', async () => {
    await cut((await join('anna')).client);
    house.pass(90_001);
    await house.sweep();
    await expect.poll(there).toEqual([]);
  });

  it('whoever’s socket comes back stays, and is lost anew only from the next cut', async () => {
    const { client, you } = await join('anna');
    await cut(client);
    house.pass(89_000);
    const back = await join('anna', { identity: you });
    house.pass(600_000);
    for (let i = 0; i < 2; i += 1) await house.sweep();
    await cut(back.client);
    house.pass(90_000);
    for (let i = 0; i < 2; i += 1) await house.sweep();
    expect(fake.did).toEqual([]);
    expect(there()).toEqual([you]);
  });

  it('a second tab that takes over ends the first one there', async () => {
    const first = await join('anna');
    const identity = house.identity('anna');
    expect(await refused('anna', { client: 'another-tab', identity })).toEqual({
      type: 'bye',
      code: 'already-in-call',
    });
    const second = await join('anna', { client: 'another-tab', takeOver: true, identity });
    expect(await first.client.read()).toEqual({ type: 'bye', code: 'taken-over' });
    await expect.poll(there).toEqual([second.you]);
    expect(fake.did).toEqual([`remove ${house.room} ${first.you}`]);
  });

  it('a reload ends what was before it', async () => {
    const before = await join('anna');
    const after = await join('anna', { visit: 'visit-after-reload' });
    await expect.poll(there).toEqual([after.you]);
    expect(fake.did).toEqual([`remove ${house.room} ${before.you}`]);
  });

  it('a reload ends, too, what had only lost its socket', async () => {
    await join('bo');
    const before = await join('anna');
    await cut(before.client);
    await join('anna', { visit: 'visit-after-reload' });
    await expect.poll(() => fake.did).toEqual([`remove ${house.room} ${before.you}`]);
  });

  it('a half-open socket that its own visit replaces removes nobody', async () => {
    const before = await join('anna');
    const after = await join('anna', { identity: before.you });
    expect(await before.client.closed).toBe(4403);
    expect(after.you).toBe(before.you);
    await house.sweep();
    expect(fake.did).toEqual([]);
  });

  it('whoever loses the right to be there is removed', async () => {
    const anna = await join('anna');
    await join('bo');
    [...house.registered].find(({ claims }) => claims.person === 'anna')?.close('not-allowed');
    await expect.poll(() => fake.did).toEqual([`remove ${house.room} ${anna.you}`]);
  });

  it('whoever says what nobody may say is removed', async () => {
    const anna = await join('anna');
    anna.client.send('[]');
    await expect.poll(() => fake.did).toEqual([`remove ${house.room} ${anna.you}`]);
  });

  it('a ticket that was not renewed removes nobody', async () => {
    const anna = await join('anna');
    for (const connection of [...house.registered]) connection.close('token-expired');
    await anna.client.closed;
    await house.sweep();
    expect(fake.did).toEqual([]);
  });

  it.each(['call-over', 'join-again'] as const)('the room is closed with %s', async (code) => {
    const people = [await join('anna'), await join('bo')];
    house.signaling.end('default', SESSION, code);
    for (const { client } of people) expect(await lastWord(client)).toEqual({ type: 'bye', code });
    await expect.poll(() => fake.did).toEqual([`close ${house.room}`]);
  });

  it('the room is closed once, where each socket hears of the end by itself', async () => {
    await join('anna');
    await join('bo');
    for (const connection of [...house.registered]) connection.close('call-over');
    await expect.poll(() => fake.did).toEqual([`close ${house.room}`]);
  });

  it('the room is closed where the call is over, and no socket is left to be told', async () => {
    await cut((await join('anna')).client);
    await house.sweep();
    expect(fake.did).toEqual([]);
    house.open = false;
    await house.sweep();
    await expect.poll(() => fake.did).toEqual([`close ${house.room}`]);
  });

  it('whoever had lost their socket is forgotten once LiveKit has them no more', async () => {
    const anna = await join('anna');
    await cut(anna.client);
    await house.sweep();
    fake.rooms.get(house.room)?.delete(anna.you);
    await expectForgotten();
  });

  it('who is there without hello is sent away, and nobody else', async () => {
    const anna = await join('anna');
    fake.enter(house.room, 'by-a-client-of-their-own');
    await house.sweep();
    await expect.poll(there).toEqual([anna.you]);
    expect(fake.did).toEqual([`remove ${house.room} by-a-client-of-their-own`]);
  });

  it('who says hello in time may stay', async () => {
    house.restart({ livekit: fake.settings, helloWithin: 250 });
    const anna = await join('anna');
    const late = house.identity('bo');
    fake.enter(house.room, late);
    fake.enter(house.room, 'nobody');
    await house.sweep();
    const bo = await join('bo', { identity: late });
    await expect.poll(there).toEqual([anna.you, bo.you]);
    expect(fake.did).toEqual([`remove ${house.room} nobody`]);
  });

  it.each(['taken away', 'left', 'lost'])(
    'whoever is %s, last of all, is removed later where LiveKit fails',
    async (how) => {
      const { client, you } = await join('anna');
      fake.broken.add(house.room);
      if (how === 'taken away') for (const connection of [...house.registered]) connection.close('not-allowed');
      if (how === 'left') client.send({ type: 'leave' });
      if (how === 'lost') await cut(client);
      else await expect.poll(failed).toEqual(['remove']);
      house.pass(90_001);
      await house.sweep();
      expect(fake.did).toEqual([]);
      fake.broken.clear();
      await house.sweep();
      await expect.poll(there).toEqual([]);
      expect(fake.did).toEqual([`remove ${house.room} ${you}`]);
      await expectForgotten();
    },
  );

  it.each([
    ['call-over', false],
    ['join-again', true],
  ] as const)('nobody stays after %s where LiveKit could not close the room', async (code, open) => {
    for (const person of ['anna', 'bo']) await join(person);
    fake.broken.add(house.room);
    house.open = open;
    house.signaling.end('default', SESSION, code);
    await expect.poll(failed).toEqual(['close']);
    await house.sweep();
    expect(there()).toHaveLength(2);
    fake.broken.clear();
    await house.sweep();
    await expect.poll(there).toEqual([]);
    await expectForgotten();
  });

  it('a room that LiveKit fails for keeps it from looking at no other one', async () => {
    const sessions = ['s1', 's2', 's3', 's4'];
    for (const session of sessions) {
      const person = `anna-of-${session}`;
      const identity = house.identity(person, session);
      await house.join(person, { identity }, claimsOf(person, { session }));
      fake.enter(house.roomOf(session), 'a-stranger');
    }
    const broken = ['s1', 's3'];
    for (const session of broken) fake.broken.add(house.roomOf(session));
    for (let i = 0; i < 3; i += 1) await house.sweep();
    const did = (of: string[]): string[] => of.map((session) => `remove ${house.roomOf(session)} a-stranger`);
    await expect.poll(() => fake.did.toSorted()).toEqual(did(['s2', 's4']));
    fake.broken.clear();
    await house.sweep();
    await expect.poll(() => fake.did.slice(2).toSorted()).toEqual(did(broken));
  });

  it('a LiveKit that does not answer keeps nobody from the call', async () => {
    const anna = await join('anna');
    fake.misbehave = (request) => void request.socket.destroy();
    await house.sweep();
    const second = await join('anna', { client: 'another-tab', takeOver: true });
    expect(await anna.client.read()).toEqual({ type: 'bye', code: 'taken-over' });
    expect(await second.client.read()).toEqual({ type: 'left', peer: anna.you, gone: true });
    expect(await second.client.quiet()).toBe(true);
  });
});
