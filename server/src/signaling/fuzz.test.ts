/**
 * One client that says whatever comes to its mind, in a room with two others and beside a room with one, in peer calls and in
 * SFU calls. All that anybody hears is compared with what the rules of signaling make of it; a server that throws fails the run.
 */
import { parseFromClient, type CallKind, type SignalingFromServer } from '@fireside/protocol';
import { describe, expect, it } from 'vitest';
import { FakeLiveKit } from '../livekit/testing/fake-livekit.ts';
import { Dice, randomSeed } from '../sync/testing/dice.ts';
import { CallHouse, candidate, claimsOf, hello, SDP, SESSION, type Hello, type Joined } from './testing/call-house.ts';

const given = process.env['FUZZ_SEED'];
const seeds = given ? [Number(given)] : [1, 2, 3, ...Array.from({ length: 40 }, randomSeed)];
const ROUNDS = 6;
const FRAMES = 12;

/** JSON of any shape, made of words that mean something here. */
function anything(dice: Dice, words: readonly unknown[], depth = 0): unknown {
  if (depth > 3 || dice.once(2)) return dice.pick(words);
  const parts = Array.from({ length: dice.below(4) }, () => anything(dice, words, depth + 1));
  if (dice.once(3)) return parts;
  return Object.fromEntries(parts.map((part) => [String(dice.pick(words)), part]));
}

function frameOf(dice: Dice, ids: readonly string[], kind: CallKind): string | Buffer {
  const to = dice.pick([...ids, 'nobody', '__proto__', '']);
  const valid: unknown[] = [
    { type: 'ping' },
    { type: 'signal', to, signal: candidate },
    { type: 'signal', to, signal: { candidate: null } },
    { type: 'signal', to, signal: { description: { type: dice.pick(['offer', 'answer', 'rollback']), sdp: SDP } } },
    { type: 'signal', to, from: dice.pick(ids), signal: { ...candidate, more: '<b>' } },
  ];
  if (kind === 'sfu') valid.push({ type: 'token' }, { type: 'token', identity: dice.pick(ids), room: 'x' });
  if (dice.once(25)) {
    valid.push({ type: 'leave' }, { type: 'token' }, hello('mallory'), hello('mallory', { identity: dice.pick(ids) }));
  }
  const text = JSON.stringify(dice.pick(valid));
  if (!dice.once(6)) return text;
  const at = dice.below(text.length);
  const words = [
    ...ids,
    'type',
    'to',
    'signal',
    'candidate',
    'description',
    'sdp',
    'offer',
    'hello',
    'token',
    'identity',
    SDP,
    0,
    -1,
    null,
    '__proto__',
  ];
  return dice.pick<() => string | Buffer>([
    () => text.slice(0, at),
    () => text.slice(0, at) + String.fromCodePoint(dice.below(0x300)) + text.slice(at + dice.below(2)),
    () => text.slice(at) + text,
    () => JSON.stringify(anything(dice, words)),
    () => JSON.stringify({ type: 'signal', to, signal: anything(dice, words) }),
    () =>
      JSON.stringify({
        type: 'signal',
        to,
        signal: { description: anything(dice, words), candidate: anything(dice, words) },
      }),
    () => Buffer.from(text),
    () => '',
  ])();
}

interface Expected {
  mallory: SignalingFromServer[];
  others: Map<string, SignalingFromServer[]>;
  /** Tokens come when they are signed, between the other frames. */
  tokens: number;
  /** How the socket ends by these frames; null where it stays. */
  end: { close: number; gone: boolean } | null;
}

/** What the rules say of these frames, after hello. */
function expectedOf(
  frames: readonly (string | Buffer)[],
  you: string,
  others: readonly string[],
  kind: CallKind,
): Expected {
  const told = { mallory: [], others: new Map(others.map((id) => [id, []])), tokens: 0, end: null } as Expected;
  for (const frame of frames) {
    const read = typeof frame === 'string' ? parseFromClient(frame) : null;
    if (!read || read.type === 'hello' || (read.type === 'token' && kind === 'peer')) {
      told.mallory.push({ type: 'bye', code: 'malformed' });
      return { ...told, end: { close: 4400, gone: true } };
    }
    if (read.type === 'leave') return { ...told, end: { close: 1000, gone: true } };
    if (read.type === 'token') told.tokens += 1;
    else if (read.type === 'ping') told.mallory.push({ type: 'pong' });
    else {
      const to = read.to === you ? told.mallory : told.others.get(read.to);
      to?.push({ type: 'signal', from: you, signal: read.signal });
    }
  }
  return told;
}

async function expectHeard(who: Joined, frames: readonly SignalingFromServer[]): Promise<void> {
  for (const frame of frames) expect(await who.client.read()).toEqual(frame);
}

/** As `expectHeard`, with tokens of one's own in between: all that were asked for, where the socket stays. */
async function expectHeardWithTokens(
  who: Joined,
  { mallory, tokens, end }: Expected,
  fake: FakeLiveKit,
): Promise<void> {
  const [frames, heard] = [[...mallory], { tokens: 0 }];
  while (frames.length > 0 || (!end && heard.tokens < tokens)) {
    const frame = await who.client.read();
    if (frame.type !== 'token') expect(frame).toEqual(frames.shift());
    else {
      heard.tokens += 1;
      expect((await fake.claims(frame.token)).sub).toBe(who.you);
    }
  }
  expect(heard.tokens).toBeLessThanOrEqual(tokens);
}

async function run(seed: number): Promise<void> {
  const dice = new Dice(seed);
  const fake = await FakeLiveKit.open();
  const house = await CallHouse.open();
  fake.now = house.now;
  const kind: CallKind = dice.once(2) ? 'sfu' : 'peer';
  if (kind === 'sfu') house.restart({ livekit: fake.settings });
  const join = (person: string, change: Hello = {}, session = SESSION): Promise<Joined> => {
    const identity = kind === 'sfu' ? { identity: house.identity(person, session) } : {};
    return house.join(person, { ...change, ...identity }, claimsOf(person, { session }));
  };
  try {
    const bo = await join('bo');
    const anna = await join('anna');
    await bo.client.read();
    const eve = await join('eve', {}, 's2');
    for (let round = 0; round < ROUNDS; round += 1) {
      const mallory = await join('mallory', { visit: `visit-${String(dice.below(3))}-of-mallory` });
      const ids = [anna.you, bo.you, eve.you, mallory.you];
      const frames = Array.from({ length: FRAMES }, () => frameOf(dice, ids, kind));
      frames.push('{"type":"ping"}'); // its answer says that all before it was read
      for (const frame of frames) mallory.client.send(frame);
      const expected = expectedOf(frames, mallory.you, [anna.you, bo.you], kind);
      await expectHeardWithTokens(mallory, expected, fake);
      if (!expected.end) mallory.client.ws.terminate();
      else expect(await mallory.client.closed).toBe(expected.end.close);
      const peer = { id: mallory.you, person: 'mallory', name: 'MALLORY' };
      for (const who of [anna, bo]) {
        const left = { type: 'left', peer: mallory.you, gone: expected.end?.gone ?? false } as const;
        await expectHeard(who, [{ type: 'joined', peer }, ...(expected.others.get(who.you) ?? []), left]);
      }
    }
    for (const who of [anna, bo, eve]) expect(await who.client.quiet()).toBe(true);
    expect([...house.registered].map(({ claims }) => claims.person).toSorted()).toEqual(['anna', 'bo', 'eve']);
  } finally {
    await house.close();
    await fake.close();
  }
}

describe('whatever one client says', () => {
  it.each(seeds)('reaches others by the rules, or nobody (FUZZ_SEED=%i)', run);
});
