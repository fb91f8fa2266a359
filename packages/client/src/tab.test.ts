import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { liveClients, Tab, type ReturnNote } from './tab.ts';

const NOTE: ReturnNote = { session: 's1', entered: true, microphone: true, camera: false };
let ended: AbortController;
let ids: number;
const take = (place = 'p'): Promise<Tab> => Tab.take(place, () => `client-${++ids}`, ended.signal);

/** The page goes and its locks with it; what it stored stays. */
async function reload(): Promise<void> {
  const before = await liveClients();
  ended.abort();
  ended = new AbortController();
  while ((await liveClients())?.size === before?.size) await new Promise((resolve) => setTimeout(resolve));
}

beforeEach(() => {
  sessionStorage.clear();
  ended = new AbortController();
  ids = 0;
});
afterEach(() => {
  ended.abort();
  vi.useRealTimers();
});

it('keeps its id and its note over a reload', async () => {
  const before = await take();
  expect(before).toMatchObject({ client: 'client-1', note: null });
  before.remember(NOTE);
  await reload();
  expect(await take()).toMatchObject({ client: 'client-1', note: NOTE });
});

it('gives a duplicated tab an id of its own, and not the other’s note', async () => {
  (await take()).remember(NOTE);
  const copy = await take();
  expect(copy).toMatchObject({ client: 'client-2', note: null });
  expect([...((await liveClients()) ?? [])].sort()).toEqual(['client-1', 'client-2']);
});

it('forgets its note after a minute, and when told to', async () => {
  const tab = await take();
  vi.useFakeTimers({ toFake: ['Date'] });
  tab.remember(NOTE);
  await reload();
  vi.setSystemTime(Date.now() + 61_000);
  const late = await take();
  expect(late).toMatchObject({ client: 'client-1', note: null });
  late.remember(NOTE);
  late.remember(null);
  await reload();
  expect((await take()).note).toBeNull();
});

it('grows no older while it is remembered anew', async () => {
  const tab = await take();
  vi.useFakeTimers({ toFake: ['Date'] });
  tab.remember(NOTE);
  vi.setSystemTime(Date.now() + 61_000);
  tab.remember(NOTE, true); // as a page does when it is left
  await reload();
  expect((await take()).note).toEqual(NOTE);
});

it('keeps places apart', async () => {
  (await take('one')).remember(NOTE);
  expect((await take('other')).note).toBeNull();
});

it('does without storage and with what is not its own in it', async () => {
  sessionStorage.setItem('fireside/tab/p', '{"client":7}');
  expect((await take()).client).toBe('client-1');
  const { setItem } = Storage.prototype;
  Storage.prototype.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  try {
    const tab = await take('q');
    tab.remember(NOTE);
    expect(tab.client).toBe('client-2');
  } finally {
    Storage.prototype.setItem = setItem;
  }
});
