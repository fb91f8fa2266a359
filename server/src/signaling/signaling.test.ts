import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CallHouse, candidate, claimsOf, hello, SESSION } from './testing/call-house.ts';

let house: CallHouse;
beforeEach(async () => {
  house = await CallHouse.open();
});
afterEach(() => house.close());

describe('people of one session', () => {
  it('find each other and pass signals with the sender that the server knows', async () => {
    const anna = await house.join('anna');
    const bo = await house.join('bo');
    expect(anna.peers).toEqual([]);
    expect(bo.peers).toEqual(['anna']);
    expect(await anna.client.read()).toEqual({
      type: 'joined',
      peer: { id: bo.you, person: 'bo', name: 'BO' },
    });
    bo.client.send({ type: 'signal', to: anna.you, from: 'forged', person: 'forged', signal: candidate });
    expect(await anna.client.read()).toEqual({ type: 'signal', from: bo.you, signal: candidate });
    expect(house.presence).toEqual([`default ${SESSION} anna 1234`, `default ${SESSION} bo 1234`]);
    expect(house.signaling.count('default', SESSION)).toBe(2);
  });

  it('hear who left for good and whose socket was only lost', async () => {
    const anna = await house.join('anna');
    const bo = await house.join('bo');
    const cleo = await house.join('cleo');
    const dan = await house.join('dan');
    for (let i = 0; i < 3; i++) await anna.client.read();
    bo.client.send({ type: 'leave' });
    expect(await anna.client.read()).toEqual({ type: 'left', peer: bo.you, gone: true });
    expect(await bo.client.closed).toBe(1000);
    cleo.client.ws.terminate();
    expect(await anna.client.read()).toEqual({ type: 'left', peer: cleo.you, gone: false });
    dan.client.ws.close(1001); // as a browser does when the page goes away
    expect(await anna.client.read()).toEqual({ type: 'left', peer: dan.you, gone: true });
    expect(house.signaling.count('default', SESSION)).toBe(1);
  });

  it('never reach another session, another tenant, or themselves under a known id', async () => {
    const anna = await house.join('anna');
    const eve = await house.join('eve', {}, claimsOf('eve', { session: 's2' }));
    const other = await house.join('anna', {}, claimsOf('anna', { tenant: 'https://other.example' }));
    expect(eve.peers).toEqual([]);
    expect(other.peers).toEqual([]);
    expect(other.you).not.toBe(anna.you);
    for (const stranger of [eve, other]) {
      stranger.client.send({ type: 'signal', to: anna.you, signal: candidate });
      expect(await stranger.client.quiet()).toBe(true);
    }
    expect(await anna.client.quiet()).toBe(true);
  });

  it('are four at most', async () => {
    const first = await house.join('a');
    for (const person of ['b', 'c', 'd']) await house.join(person);
    for (let i = 0; i < 3; i++) await first.client.read();
    const fifth = await house.connect(claimsOf('e'));
    fifth.send(hello('e'));
    expect(await fifth.read()).toEqual({ type: 'bye', code: 'call-full' });
    expect(await fifth.closed).toBe(4403);
    expect(await first.client.quiet()).toBe(true);
    expect(house.signaling.count('default', SESSION)).toBe(4);
  });
});

describe('a visit', () => {
  it('keeps its id over a lost socket and a restart of the server', async () => {
    const before = await house.join('anna');
    const bo = await house.join('bo');
    before.client.ws.terminate();
    expect(await bo.client.read()).toMatchObject({ type: 'left', gone: false });
    const after = await house.join('anna');
    expect(after.you).toBe(before.you);
    expect(await bo.client.read()).toMatchObject({ type: 'joined', peer: { id: before.you } });
    house.signaling.close();
    expect(await bo.client.read()).toEqual({ type: 'bye', code: 'restart' });
    expect(await bo.client.closed).toBe(1012);
    house.restart();
    expect((await house.join('anna')).you).toBe(before.you);
    expect((await house.join('bo')).you).toBe(bo.you);
  });

  it('replaces its own half-open socket at once; the others only hear that it is there', async () => {
    const bo = await house.join('bo');
    const old = await house.join('anna');
    await bo.client.read();
    const fresh = await house.join('anna');
    expect(fresh.peers).toEqual(['bo']);
    expect(await bo.client.read()).toMatchObject({ type: 'joined', peer: { id: old.you } });
    expect(await bo.client.quiet()).toBe(true);
    expect(await old.client.closed).toBe(4403);
    expect(await bo.client.quiet()).toBe(true);
    expect(house.signaling.count('default', SESSION)).toBe(2);
  });

  it('that ended by a reload leaves before the next one comes', async () => {
    const bo = await house.join('bo');
    const old = await house.join('anna');
    await bo.client.read();
    const fresh = await house.join('anna', { visit: 'visit-after-reload' });
    expect(fresh.you).not.toBe(old.you);
    expect(await bo.client.read()).toEqual({ type: 'left', peer: old.you, gone: true });
    expect(await bo.client.read()).toMatchObject({ type: 'joined', peer: { id: fresh.you } });
  });

  it('in another tab is refused until it takes over, and then the old one gets bye', async () => {
    const bo = await house.join('bo');
    const old = await house.join('anna');
    await bo.client.read();
    const second = await house.connect(claimsOf('anna'));
    second.send(hello('anna', { client: 'another-tab' }));
    expect(await second.read()).toEqual({ type: 'bye', code: 'already-in-call' });
    expect(await second.closed).toBe(4403);
    expect(await old.client.quiet()).toBe(true);

    const third = await house.join('anna', { client: 'another-tab', takeOver: true });
    expect(third.peers).toEqual(['bo']);
    expect(await old.client.read()).toEqual({ type: 'bye', code: 'taken-over' });
    expect(await old.client.closed).toBe(4403);
    expect(await bo.client.read()).toEqual({ type: 'left', peer: old.you, gone: true });
    expect(await bo.client.read()).toMatchObject({ type: 'joined', peer: { id: third.you } });
  });
});

describe('from outside', () => {
  it('a room is closed with a code, and other rooms go on', async () => {
    const anna = await house.join('anna');
    const eve = await house.join('eve', {}, claimsOf('eve', { session: 's2' }));
    const early = await house.connect(claimsOf('bo')); // has not said hello yet
    expect(await early.quiet()).toBe(true);
    house.signaling.end('default', SESSION, 'call-over');
    expect(await early.read()).toEqual({ type: 'bye', code: 'call-over' });
    expect(await anna.client.read()).toEqual({ type: 'bye', code: 'call-over' });
    expect(await anna.client.closed).toBe(4403);
    expect(await eve.client.quiet()).toBe(true);
    expect(house.signaling.count('default', SESSION)).toBe(0);
  });

  it('one socket is closed by its registered connection', async () => {
    const bo = await house.join('bo');
    const anna = await house.join('anna');
    await bo.client.read();
    [...house.registered].find(({ claims }) => claims.person === 'anna')?.close('token-expired');
    expect(await anna.client.read()).toEqual({ type: 'bye', code: 'token-expired' });
    expect(await anna.client.closed).toBe(4401);
    expect(await bo.client.read()).toEqual({ type: 'left', peer: anna.you, gone: false });
    expect([...house.registered].map(({ claims, kind }) => `${kind} ${claims.person}`)).toEqual(['call bo']);
  });
});
