/** Who is at LiveKit follows from who is in the call here. */
import type { SignalingFromServer } from '@fireside/protocol';
import { describe, expect, it } from 'vitest';
import { claimsOf, SESSION, type Client } from './testing/call-house.ts';
import { useSfuHouse } from './testing/sfu-house.ts';

const at = useSfuHouse();
const { join, refused, there } = at;

/** What somebody hears last of all. */
async function lastWord(client: Client): Promise<SignalingFromServer> {
  for (;;) {
    const frame = await client.read();
    if (frame.type === 'bye') return frame;
  }
}

/** Cuts a socket as a network does: nobody says anything. */
async function cut(client: Client): Promise<void> {
  const before = at.house.signaling.count('default', SESSION);
  client.ws.terminate();
  await expect.poll(() => at.house.signaling.count('default', SESSION)).toBe(before - 1);
}

/** What LiveKit was asked in vain to do to people, in the order of it. */
const failed = (): unknown[] =>
  at.house.logged.flatMap(({ event, what }) => (event === 'livekit-failed' && what !== 'list' ? [what] : []));

/** The room is looked at once more, and then no longer. */
async function expectForgotten(): Promise<void> {
  await at.house.sweep();
  const { asked } = at.fake;
  await at.house.sweep();
  expect(at.fake.asked).toBe(asked);
}

describe('at LiveKit', () => {
  it('a lost socket and a restart remove nobody', async () => {
    const anna = await join('anna');
    const bo = await join('bo');
    await anna.client.read();
    bo.client.ws.terminate();
    expect(await anna.client.read()).toEqual({ type: 'left', peer: bo.you, gone: false });
    await at.house.sweep();
    at.house.signaling.close();
    await anna.client.closed;
    at.house.restart({ livekit: at.fake.settings });
    expect((await join('bo', { identity: bo.you })).you).toBe(bo.you);
    expect(at.fake.did).toEqual([]);
    expect(there()).toEqual([anna.you, bo.you]);
  });

  it('whoever leaves is removed: a client of their own might stay', async () => {
    const anna = await join('anna');
    const bo = await join('bo');
    anna.client.send({ type: 'leave' });
    expect(await anna.client.closed).toBe(1000);
    await expect.poll(() => at.fake.did).toEqual([`remove ${at.house.room} ${anna.you}`]);
    bo.client.ws.close(1001); // as the browser does with a page that goes away
    await expect.poll(() => at.fake.did.slice(1)).toEqual([`remove ${at.house.room} ${bo.you}`]);
    expect(there()).toEqual([]);
  });

  it('whoever only cuts their socket is sent away 90 s later, and not before', async () => {
    const anna = await join('anna');
    const bo = await join('bo');
    await cut(bo.client);
    at.house.pass(90_000);
    for (let i = 0; i < 2; i += 1) await at.house.sweep();
    expect(at.fake.did).toEqual([]);
    at.house.pass(1);
    await at.house.sweep();
    await expect.poll(there).toEqual([anna.you]);
    expect(at.fake.did).toEqual([`remove ${at.house.room} ${bo.you}`]);
  });

  it('whoever is alone and only cuts their socket is sent away, too', async () => {
    await cut((await join('anna')).client);
    at.house.pass(90_001);
    await at.house.sweep();
    await expect.poll(there).toEqual([]);
  });

  it('whoever’s socket comes back stays, and is lost anew only from the next cut', async () => {
    const { client, you } = await join('anna');
    await cut(client);
    at.house.pass(89_000);
    const back = await join('anna', { identity: you });
    at.house.pass(600_000);
    for (let i = 0; i < 2; i += 1) await at.house.sweep();
    await cut(back.client);
    at.house.pass(90_000);
    for (let i = 0; i < 2; i += 1) await at.house.sweep();
    expect(at.fake.did).toEqual([]);
    expect(there()).toEqual([you]);
  });

  it('a second tab that takes over ends the first one there', async () => {
    const first = await join('anna');
    const identity = at.house.identity('anna');
    expect(await refused('anna', { client: 'another-tab', identity })).toEqual({
      type: 'bye',
      code: 'already-in-call',
    });
    const second = await join('anna', { client: 'another-tab', takeOver: true, identity });
    expect(await first.client.read()).toEqual({ type: 'bye', code: 'taken-over' });
    await expect.poll(there).toEqual([second.you]);
    expect(at.fake.did).toEqual([`remove ${at.house.room} ${first.you}`]);
  });

  it('a reload ends what was before it', async () => {
    const before = await join('anna');
    const after = await join('anna', { visit: 'visit-after-reload' });
    await expect.poll(there).toEqual([after.you]);
    expect(at.fake.did).toEqual([`remove ${at.house.room} ${before.you}`]);
  });

  it('a reload ends, too, what had only lost its socket', async () => {
    await join('bo');
    const before = await join('anna');
    await cut(before.client);
    await join('anna', { visit: 'visit-after-reload' });
    await expect.poll(() => at.fake.did).toEqual([`remove ${at.house.room} ${before.you}`]);
  });

  it('a half-open socket that its own visit replaces removes nobody', async () => {
    const before = await join('anna');
    const after = await join('anna', { identity: before.you });
    expect(await before.client.closed).toBe(4403);
    expect(after.you).toBe(before.you);
    await at.house.sweep();
    expect(at.fake.did).toEqual([]);
  });

  it('whoever loses the right to be there is removed', async () => {
    const anna = await join('anna');
    await join('bo');
    [...at.house.registered].find(({ claims }) => claims.person === 'anna')?.close('not-allowed');
    await expect.poll(() => at.fake.did).toEqual([`remove ${at.house.room} ${anna.you}`]);
  });

  it('whoever says what nobody may say is removed', async () => {
    const anna = await join('anna');
    anna.client.send('[]');
    await expect.poll(() => at.fake.did).toEqual([`remove ${at.house.room} ${anna.you}`]);
  });

  it('a ticket that was not renewed removes nobody', async () => {
    const anna = await join('anna');
    for (const connection of [...at.house.registered]) connection.close('token-expired');
    await anna.client.closed;
    await at.house.sweep();
    expect(at.fake.did).toEqual([]);
  });

  it.each(['call-over', 'join-again'] as const)('the room is closed with %s', async (code) => {
    const people = [await join('anna'), await join('bo')];
    at.house.signaling.end('default', SESSION, code);
    for (const { client } of people) expect(await lastWord(client)).toEqual({ type: 'bye', code });
    await expect.poll(() => at.fake.did).toEqual([`close ${at.house.room}`]);
  });

  it('the room is closed once, where each socket hears of the end by itself', async () => {
    await join('anna');
    await join('bo');
    for (const connection of [...at.house.registered]) connection.close('call-over');
    await expect.poll(() => at.fake.did).toEqual([`close ${at.house.room}`]);
  });

  it('the room is closed where the call is over, and no socket is left to be told', async () => {
    await cut((await join('anna')).client);
    await at.house.sweep();
    expect(at.fake.did).toEqual([]);
    at.house.open = false;
    await at.house.sweep();
    await expect.poll(() => at.fake.did).toEqual([`close ${at.house.room}`]);
  });

  it('whoever had lost their socket is forgotten once LiveKit has them no more', async () => {
    const anna = await join('anna');
    await cut(anna.client);
    await at.house.sweep();
    at.fake.rooms.get(at.house.room)?.delete(anna.you);
    await expectForgotten();
  });

  it('who is there without hello is sent away, and nobody else', async () => {
    const anna = await join('anna');
    at.fake.enter(at.house.room, 'by-a-client-of-their-own');
    await at.house.sweep();
    await expect.poll(there).toEqual([anna.you]);
    expect(at.fake.did).toEqual([`remove ${at.house.room} by-a-client-of-their-own`]);
  });

  it('who says hello in time may stay', async () => {
    at.house.restart({ livekit: at.fake.settings, helloWithin: 250 });
    const anna = await join('anna');
    const late = at.house.identity('bo');
    at.fake.enter(at.house.room, late);
    at.fake.enter(at.house.room, 'nobody');
    await at.house.sweep();
    const bo = await join('bo', { identity: late });
    await expect.poll(there).toEqual([anna.you, bo.you]);
    expect(at.fake.did).toEqual([`remove ${at.house.room} nobody`]);
  });

  it.each(['taken away', 'left', 'lost'])(
    'whoever is %s, last of all, is removed later where LiveKit fails',
    async (how) => {
      const { client, you } = await join('anna');
      at.fake.broken.add(at.house.room);
      if (how === 'taken away') for (const connection of [...at.house.registered]) connection.close('not-allowed');
      if (how === 'left') client.send({ type: 'leave' });
      if (how === 'lost') await cut(client);
      else await expect.poll(failed).toEqual(['remove']);
      at.house.pass(90_001);
      await at.house.sweep();
      expect(at.fake.did).toEqual([]);
      at.fake.broken.clear();
      await at.house.sweep();
      await expect.poll(there).toEqual([]);
      expect(at.fake.did).toEqual([`remove ${at.house.room} ${you}`]);
      await expectForgotten();
    },
  );

  it.each([
    ['call-over', false],
    ['join-again', true],
  ] as const)('nobody stays after %s where LiveKit could not close the room', async (code, open) => {
    for (const person of ['anna', 'bo']) await join(person);
    at.fake.broken.add(at.house.room);
    at.house.open = open;
    at.house.signaling.end('default', SESSION, code);
    await expect.poll(failed).toEqual(['close']);
    await at.house.sweep();
    expect(there()).toHaveLength(2);
    at.fake.broken.clear();
    await at.house.sweep();
    await expect.poll(there).toEqual([]);
    await expectForgotten();
  });

  it('a room that LiveKit fails for keeps it from looking at no other one', async () => {
    const sessions = ['s1', 's2', 's3', 's4'];
    for (const session of sessions) {
      const person = `anna-of-${session}`;
      const identity = at.house.identity(person, session);
      await at.house.join(person, { identity }, claimsOf(person, { session }));
      at.fake.enter(at.house.roomOf(session), 'a-stranger');
    }
    const broken = ['s1', 's3'];
    for (const session of broken) at.fake.broken.add(at.house.roomOf(session));
    for (let i = 0; i < 3; i += 1) await at.house.sweep();
    const did = (of: string[]): string[] => of.map((session) => `remove ${at.house.roomOf(session)} a-stranger`);
    await expect.poll(() => at.fake.did.toSorted()).toEqual(did(['s2', 's4']));
    at.fake.broken.clear();
    await at.house.sweep();
    await expect.poll(() => at.fake.did.slice(2).toSorted()).toEqual(did(broken));
  });

  it('a LiveKit that does not answer keeps nobody from the call', async () => {
    const anna = await join('anna');
    at.fake.misbehave = (request) => void request.socket.destroy();
    await at.house.sweep();
    const second = await join('anna', { client: 'another-tab', takeOver: true });
    expect(await anna.client.read()).toEqual({ type: 'bye', code: 'taken-over' });
    expect(await second.client.read()).toEqual({ type: 'left', peer: anna.you, gone: true });
    expect(await second.client.quiet()).toBe(true);
  });
});
