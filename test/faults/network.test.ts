/** What a network does to one of two people, and that the other and the server do not notice. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AckedProvider } from './acked-provider.ts';
import { House } from './house.ts';
import { FaultProxy } from './proxy.ts';

const HEARTBEAT = 5_000;
/** Milliseconds that a busy machine may take for what takes none. */
const PATIENCE = 60_000;
/** How long the server keeps a document that nobody uses, and a little more. */
const EVICTED_AFTER = 61_000;

let house: House;
let proxy: FaultProxy;
let anna: AckedProvider;
let bo: AckedProvider;
/** How often Bo, whose network is well, lost his connection. */
let boLost: number;

beforeEach(async () => {
  // Heartbeats come when a test says so; every other timer is real.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  house = await House.open();
  proxy = await FaultProxy.to(house.server.port);
  anna = await house.client('anna', { via: proxy.address });
  bo = await house.client('bo');
  boLost = 0;
  bo.provider.on('connection-close', () => (boLost += 1));
});
afterEach(async () => {
  await house.end();
  await proxy.end();
  vi.useRealTimers();
});

/** Lets time pass for the server, as its own timers see it; whoever is well answers meanwhile. */
async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += HEARTBEAT) {
    house.clock += HEARTBEAT;
    vi.advanceTimersByTime(HEARTBEAT);
    bo.type('.');
    await bo.saved();
  }
}

/** Everybody has everything, once, and nothing is left on the server when they go. */
async function allIsWell(words: readonly string[]): Promise<void> {
  anna.type('at last; ');
  await anna.saved();
  await bo.hears('at last; ');
  bo.type('indeed; ');
  await bo.saved();
  await anna.hears('indeed; ');
  expect(bo.text).toBe(anna.text);
  for (const word of words) expect(anna.text.split(word)).toHaveLength(2);
  expect(boLost).toBe(0);
  const { text } = anna;
  anna.discard();
  bo.discard();
  expect(await house.read()).toBe(text);
  await nothingStays();
}

/** After the last has gone there is no socket, and a minute later no document in memory. */
async function nothingStays(): Promise<void> {
  // Their sockets end in a later turn, so the minute that begins then is in our hand.
  vi.useRealTimers();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  await vi.waitFor(async () => expect(await house.sockets()).toBe(0), { timeout: PATIENCE });
  vi.advanceTimersByTime(EVICTED_AFTER);
  vi.useRealTimers();
  await vi.waitFor(async () => expect(await house.openDocuments()).toBe(0), { timeout: PATIENCE });
}

it('a connection that is reset: what was not acknowledged comes again, once', { timeout: PATIENCE }, async () => {
  anna.type('before; ');
  proxy.link.reset();
  anna.type('meanwhile; ');
  await anna.saved();
  await allIsWell(['before; ', 'meanwhile; ']);
});

it('a slow network: late, and in order', { timeout: PATIENCE }, async () => {
  proxy.link.up.latency = 60;
  proxy.link.down.latency = 60;
  for (const word of ['one; ', 'two; ', 'three; ']) anna.type(word);
  await anna.saved();
  await bo.hears('one; two; three; ');
  await allIsWell(['one; two; three; ']);
});

it('a frame that is cut in the middle is never applied', { timeout: PATIENCE }, async () => {
  anna.type('before; ');
  await anna.saved();
  proxy.accepts = false;
  const cut = proxy.link.up.cut(20_000);
  anna.type(`whole ${'x'.repeat(50_000)}; `);
  await cut;
  proxy.link.reset();
  await vi.waitFor(async () => expect(await house.sockets()).toBe(1), { timeout: PATIENCE });
  expect(bo.text).toBe('before; ');
  expect(await house.read()).toBe('before; ');
  proxy.accepts = true;
  await anna.saved();
  await allIsWell(['before; ', 'whole x']);
});

describe.each(['blackHole', 'halfOpen'] as const)(
  '[FR10] a peer who is gone without a word (%s)',
  { timeout: PATIENCE },
  (fault) => {
    it('is seen by nobody after 40 s, holds no socket, and has lost nothing when it comes back', async () => {
      anna.provider.awareness.setLocalState({ person: 'anna' });
      await vi.waitFor(() => expect(bo.provider.awareness.getStates().has(anna.doc.clientID)).toBe(true), {
        timeout: PATIENCE,
      });
      anna.type('before; ');
      await anna.saved();
      proxy.accepts = false;
      const gone = proxy.link;
      gone[fault]();
      anna.type('meanwhile; ');
      await pass(40_000);
      expect(bo.provider.awareness.getStates().has(anna.doc.clientID)).toBe(false);
      expect(await house.sockets()).toBe(1);
      expect(bo.text).not.toContain('meanwhile; ');
      proxy.accepts = true;
      gone.reset(); // now its own side hears of it
      await anna.saved();
      await allIsWell(['before; ', 'meanwhile; ']);
    });
  },
);

describe('a peer who does not read', { timeout: PATIENCE }, () => {
  const CHUNK = 'y'.repeat(64 * 1024);
  const WRITERS = 4;
  const CHUNKS = 80;

  /** Others write far more than any buffer between here and there holds; answers how many bytes. */
  async function writeALot(): Promise<number> {
    const writers = await Promise.all(Array.from({ length: WRITERS }, () => house.client('bo')));
    for (let count = 0; count < CHUNKS; count += 1) {
      for (const writer of writers) {
        writer.change((doc) => {
          const words = doc.getText('words');
          const at = words.length;
          words.insert(at, CHUNK);
          words.delete(at, CHUNK.length);
        });
      }
      await Promise.all(writers.map((one) => one.saved()));
    }
    for (const writer of writers) writer.discard();
    return WRITERS * CHUNKS * CHUNK.length;
  }

  it('[SL1] is kept no queue: what it missed comes as one state when it reads again', async () => {
    const { down } = proxy.link;
    down.set('shut');
    const before = down.passed;
    const written = await writeALot();
    bo.type('the end; ');
    await bo.saved();
    const slowly = setImmediateLoop(() => down.sip(16 * 1024));
    await anna.hears('the end; ');
    slowly.stop();
    down.set('open');
    // All that the server and the kernel had kept for it has passed: far less than was written.
    expect(down.passed - before).toBeLessThan(written / 2);
    await allIsWell(['the end; ']);
  });

  it('[SL2] is told 1013 after 30 s, and converges when it comes back', async () => {
    const { down } = proxy.link;
    down.set('shut');
    await writeALot();
    const closed = anna.closes();
    await pass(35_000);
    await vi.waitFor(async () => expect(await house.sockets()).toBe(1), { timeout: PATIENCE });
    down.set('open');
    expect(await closed).toBe(1013);
    await allIsWell([]);
  });
});

/** Does something in every turn of the event loop until it is stopped. */
function setImmediateLoop(act: () => void): { stop(): void } {
  let going = true;
  const turn = (): void => {
    if (!going) return;
    act();
    setImmediate(turn);
  };
  setImmediate(turn);
  return { stop: () => void (going = false) };
}
