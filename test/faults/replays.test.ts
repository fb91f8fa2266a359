/** Failures that other servers are known for (hocuspocus#382, #738, #995), played on ours. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { House } from './house.ts';
import { DISK_FULL, READ_ONLY, StorageHand } from './storage-hand.ts';

/** Milliseconds that a busy machine may take for what takes none. */
const PATIENCE = 30_000;

let hand: StorageHand;
let house: House;
beforeEach(async () => {
  hand = new StorageHand();
  house = await House.open({ wrap: (storage) => hand.wrap(storage) });
});
afterEach(async () => {
  vi.useRealTimers();
  hand.release();
  hand.refuse(null);
  await house.end();
});

describe('a store that is slow', { timeout: PATIENCE }, () => {
  it('loses nothing to a reconnect while a save is pending, and calls nothing saved before', async () => {
    const anna = await house.client('anna');
    const ticket = await house.join('bo');
    hand.hold();
    anna.type('written; ');
    await hand.holds();
    const left = anna.closes();
    anna.provider.disconnect();
    await left;
    anna.provider.connect();
    const bo = await house.connect('bo', { ticket });
    anna.type('written again; ');
    await vi.waitFor(async () => expect(await house.sockets()).toBe(2), { timeout: PATIENCE });
    expect(bo.text).toBe('');
    expect(anna.acknowledged).toBe(0);
    hand.release();
    await anna.saved();
    await bo.hears('again; ');
    expect(bo.text).toBe('written; written again; ');
  });

  it('keeps a document whose save is pending when everybody has left', async () => {
    const anna = await house.client('anna');
    const ticket = await house.join('bo');
    hand.hold();
    anna.type('the last word');
    await hand.holds();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    anna.discard();
    await vi.waitFor(async () => expect(await house.sockets()).toBe(0), { timeout: PATIENCE });
    vi.advanceTimersByTime(61_000); // longer than a document stays in memory
    vi.useRealTimers();
    const bo = await house.connect('bo', { ticket });
    hand.release();
    await bo.hears('the last word');
    await house.server.close();
    await house.start();
    expect(await house.read()).toBe('the last word');
  });

  it('is waited for at the end: what was taken is committed and acknowledged', async () => {
    const anna = await house.client('anna');
    hand.hold();
    anna.type('written at the last moment');
    await hand.holds();
    const closed = anna.closes();
    const ended = house.server.close();
    hand.release();
    await anna.saved();
    expect(await closed).toBe(1012);
    await ended;
    anna.discard();
    await house.start();
    expect(await house.read()).toBe('written at the last moment');
  });
});

describe('a document that cannot be loaded', { timeout: PATIENCE }, () => {
  it('is opened to nobody, overwritten by nobody, and there when it can be', async () => {
    const anna = await house.client('anna');
    anna.type('what was there; ');
    await anna.saved();
    const ticket = await house.join('bo');
    await house.server.close();
    hand.refuseLoads(new Error('disk I/O error'));
    await house.start();
    // Anna comes back by herself; Bo has never been here, and writes all the same.
    const bo = await house.connect('bo', { ticket });
    await hand.refusesLoad();
    bo.type('what came; ');
    expect(await bo.closes()).toBe(4500);
    expect([bo.provider.synced, bo.acknowledged]).toEqual([false, 0]);
    hand.refuseLoads(null);
    await bo.saved();
    await anna.hears('what came; ');
    anna.discard();
    bo.discard();
    const text = await house.read();
    expect(text.split('what was there; ')).toHaveLength(2);
    expect(text.split('what came; ')).toHaveLength(2);
  });
});

describe.each([
  ['full', DISK_FULL],
  ['read-only', READ_ONLY],
])('a disk that is %s', { timeout: PATIENCE }, (_, error) => {
  it('[WR6] makes nobody believe anything; when it is mended everything arrives without a restart', async () => {
    const anna = await house.client('anna');
    const bo = await house.client('bo');
    anna.type('before; ');
    await anna.saved();
    await bo.hears('before; ');
    hand.refuse(error);
    anna.type('meanwhile; ');
    expect(await anna.closes()).toBe(4500);
    expect(anna.acknowledged).toBe(1);
    expect(bo.text).toBe('before; ');
    expect(await house.isReady()).toBe(false);
    anna.type('and on; ');
    hand.refuse(null);
    expect(await house.isReady()).toBe(true);
    await anna.saved();
    await bo.hears('and on; ');
    anna.discard();
    bo.discard();
    expect(await house.read()).toBe('before; meanwhile; and on; ');
  });
});
