import { describe, expect, it } from 'vitest';
import { candidate, SESSION } from './testing/call-house.ts';
import { useSfuHouse } from './testing/sfu-house.ts';

const at = useSfuHouse();
const { join, refused, there } = at;

describe('in an SFU call', () => {
  it('people are introduced under the identities that LiveKit has, and pass signals', async () => {
    const bo = await join('bo');
    const anna = await join('anna');
    expect(anna.peers).toEqual(['bo']);
    expect(await bo.client.read()).toEqual({ type: 'joined', peer: { id: anna.you, person: 'anna', name: 'ANNA' } });
    expect(there()).toEqual([bo.you, anna.you]);
    anna.client.send({ type: 'signal', to: bo.you, signal: candidate });
    expect(await bo.client.read()).toEqual({ type: 'signal', from: anna.you, signal: candidate });
    expect(at.house.logged).toContainEqual(
      expect.objectContaining({ event: 'call joined', people: 2, kind: 'sfu', why: 'in use' }),
    );
    expect(at.house.logged).toContainEqual(expect.objectContaining({ people: 1, kind: 'sfu', why: 'configured' }));
  });

  it('a token is for the asker’s own identity, and lets them in', async () => {
    const anna = await join('anna');
    anna.client.send({ type: 'token', identity: at.house.identity('bo') });
    const frame = await anna.client.read();
    const claims = await at.fake.claims(frame.type === 'token' ? frame.token : '');
    expect(claims).toMatchObject({ sub: anna.you, video: { room: at.house.room, roomJoin: true } });
    expect(await anna.client.quiet()).toBe(true);
  });

  it.each([
    ['of somebody else', () => at.house.identity('bo')],
    ['of another session', () => at.house.identity('anna', 's2')],
    ['that nobody gave', () => '0123456789abcdef-0123456789abcdef'],
    ['of no form', () => 'anna-anna-anna'],
  ])('an identity %s is refused', async (_, identity) => {
    const bo = await join('bo');
    expect(await refused('anna', { identity: identity() })).toEqual({ type: 'bye', code: 'not-allowed' });
    expect(await bo.client.quiet()).toBe(true);
    expect(at.fake.did).toEqual([]);
  });

  it.each(['', 'short', '<img src=x>', 'a'.repeat(65), 7, null, {}])(
    'an identity such as %j is malformed',
    async (odd) => {
      expect(await refused('anna', { identity: odd as string })).toEqual({ type: 'bye', code: 'malformed' });
    },
  );

  it('a fifth comes in, and a thirty-third does not', async () => {
    for (let i = 0; i < 32; i += 1) await join(`person-${i}`);
    expect(at.house.signaling.count('default', SESSION)).toBe(32);
    const fake33 = at.house.identity('person-33');
    expect(await refused('person-33', { identity: fake33 })).toEqual({ type: 'bye', code: 'call-full' });
  });
});

describe('the kind of a call', () => {
  it('is LiveKit where it is configured: who comes for the other kind joins again', async () => {
    expect(await refused('anna', {})).toEqual({ type: 'bye', code: 'join-again' });
    expect(at.house.agreed()).toEqual({ kind: 'sfu', why: 'configured' });
  });

  it('is peer where LiveKit is not configured', async () => {
    const identity = at.house.identity('anna');
    at.house.restart();
    expect(await refused('anna', { identity })).toEqual({ type: 'bye', code: 'join-again' });
    await at.house.join('anna');
    expect(at.house.agreed()).toEqual({ kind: 'peer', why: 'in use' });
    expect(at.house.logged.at(-1)).toMatchObject({ event: 'call joined', kind: 'peer', why: 'configured' });
  });

  it('is what members chose, and a fifth is refused there', async () => {
    at.house.chosen = 'peer';
    for (const person of ['a', 'b', 'c', 'd']) await at.house.join(person);
    expect(at.house.logged.at(-4)).toMatchObject({ kind: 'peer', why: 'chosen' });
    expect(await refused('e', {})).toEqual({ type: 'bye', code: 'call-full' });
    expect(await refused('e', { identity: at.house.identity('e') })).toEqual({ type: 'bye', code: 'join-again' });
  });

  it('is what people use already, whatever was chosen meanwhile', async () => {
    await join('anna');
    at.house.chosen = 'peer';
    expect(await refused('bo', {})).toEqual({ type: 'bye', code: 'join-again' });
    await join('bo');
    expect(at.house.agreed()).toEqual({ kind: 'sfu', why: 'in use' });
  });

  it('lasts until the last has left', async () => {
    const anna = await join('anna');
    at.house.chosen = 'peer';
    anna.client.send({ type: 'leave' });
    await anna.client.closed;
    await at.house.join('bo');
  });

  it('in a mesh has no tokens', async () => {
    at.house.chosen = 'peer';
    const { client } = await at.house.join('anna');
    client.send({ type: 'token' });
    expect(await client.read()).toEqual({ type: 'bye', code: 'malformed' });
  });

  it('changes over a restart with LiveKit only for whoever comes next', async () => {
    at.house.restart();
    const bo = await at.house.join('bo');
    at.house.signaling.close();
    expect(await bo.client.read()).toEqual({ type: 'bye', code: 'restart' });
    at.house.restart({ livekit: at.fake.settings });
    expect(await refused('bo', {})).toEqual({ type: 'bye', code: 'join-again' });
    await join('bo');
  });
});
