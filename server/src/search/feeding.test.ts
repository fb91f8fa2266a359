import { addItem } from '@fireside/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Log } from '../log.ts';
import { openMemory } from '../storage/memory.ts';
import type { DocumentKey } from '../storage/store.ts';
import { createFeeding, FEEDING_LIMITS, type Feeding, type FeedingLimits } from './feeding.ts';
import type { SearchIndex } from './index-port.ts';
import { openMemoryIndex } from './memory.ts';
import { Library, START, TENANT, type Opened } from './testing/library.ts';

/** Never by itself, within a test. */
const NEVER = 1e9;

let opened: Opened;
let feeding: Feeding;
/** What the index was asked to update. */
let updated: string[];
let fails: boolean;
let time: number;
let logged: string[];
/** Resolves with the next update. */
let nextUpdate: PromiseWithResolvers<void>;
/** Resolves when it is looked for what is not in the index. */
let looked: PromiseWithResolvers<void>;
const library = new Library(() => opened);

function start(limits: Partial<FeedingLimits> = {}): void {
  const index: Pick<SearchIndex, 'update' | 'stale'> = {
    stale(after) {
      looked.resolve();
      return opened.index.stale(after);
    },
    async update(document) {
      updated.push(document.name);
      try {
        if (fails) throw new Error('The disk is gone.');
        return await opened.index.update(document);
      } finally {
        nextUpdate.resolve();
        nextUpdate = Promise.withResolvers();
      }
    },
  };
  const note = (event: string): void => void logged.push(event);
  const log: Log = { info: note, warn: note, error: note };
  const never = { begin: 0, quiet: NEVER, latest: NEVER, look: 1, freshen: 10_000, again: NEVER };
  feeding = createFeeding({ index, now: () => time, log, limits: { ...never, ...limits } });
}
const key = (name: string): DocumentKey => ({ tenant: TENANT, name });

beforeEach(() => {
  const storage = openMemory();
  opened = { storage, index: openMemoryIndex(storage.db) };
  [updated, fails, time, logged] = [[], false, 0, []];
  [nextUpdate, looked] = [Promise.withResolvers(), Promise.withResolvers()];
});
afterEach(async () => {
  await feeding.close();
  await opened.index.close();
  await opened.storage.store.close();
});

async function write(id: string): Promise<string> {
  const name = await library.session(id, START);
  await library.write('bo', name, (doc) => addItem(doc, { title: 'Apples', author: 'bo' }));
  return name;
}

describe('feeding the index', () => {
  it('indexes at the start what is not in it, and nothing twice', async () => {
    await write('s1');
    await write('s2');
    start();
    feeding.start();
    await looked.promise;
    await feeding.idle();
    expect(updated.sort()).toEqual(['session/s1', 'session/s2']);
    expect(await library.hits('apples')).toHaveLength(2);
    looked = Promise.withResolvers();
    feeding.start();
    await looked.promise;
    await feeding.idle();
    expect(updated).toHaveLength(2);
  });

  it('indexes what was written when it has been quiet', async () => {
    start({ quiet: 5 });
    const name = await write('s1');
    feeding.touch(key(name));
    await nextUpdate.promise;
    await feeding.idle();
    expect(await library.hits('apples')).toHaveLength(1);
  });

  it('waits no longer than it may where somebody goes on and on', async () => {
    start({ latest: 5 });
    const name = await write('s1');
    const going = setInterval(() => feeding.touch(key(name)), 1);
    await nextUpdate.promise;
    clearInterval(going);
    expect(updated).toEqual([name]);
  });

  it('waits for nothing when the last client has left', async () => {
    start();
    const name = await write('s1');
    feeding.left(key(name));
    expect(updated).toEqual([]);
    feeding.touch(key(name));
    feeding.left(key(name));
    await feeding.idle();
    expect(updated).toEqual([name]);
  });

  it('looks once more at what may have changed untold since', async () => {
    start();
    const name = await write('s1');
    feeding.touch(key(name));
    await feeding.freshen(feeding.dirty());
    expect(feeding.dirty()).toEqual([key(name)]);
    await library.write('bo', name, (doc) => addItem(doc, { title: 'Pears', author: 'bo' }));
    time += FEEDING_LIMITS.untold;
    await feeding.freshen(feeding.dirty());
    expect(await library.hits('pears')).toHaveLength(1);
    expect(feeding.dirty()).toEqual([]);
  });

  it('brings what a search needs up to date first, and keeps it waiting no longer than it may', async () => {
    const names = [await write('s1'), await write('s2'), await write('s3')];
    start({ freshen: 1 });
    for (const name of names) {
      feeding.touch(key(name));
      feeding.left(key(name));
    }
    await feeding.freshen([key('session/s3')]);
    await feeding.idle();
    expect(updated).toEqual(['session/s1', 'session/s3', 'session/s2']);
  });

  it('says once that it cannot, tries again later, and hurts nobody', async () => {
    const name = await write('s1');
    await write('s2');
    start({ again: 5 });
    fails = true;
    feeding.touch(key(name));
    await feeding.freshen([key(name)]);
    feeding.start();
    await nextUpdate.promise;
    expect(logged).toEqual(['index-failed']);
    fails = false;
    for (let isFed = false; !isFed;) {
      const next = nextUpdate.promise;
      isFed = (await library.hits('apples')).length === 2;
      if (!isFed) await next;
    }
    await feeding.idle();
    expect(logged).toEqual(['index-failed', 'index-caught-up']);
  });

  it('indexes nothing more once it is closed, and answers who waits', async () => {
    start();
    const name = await write('s1');
    feeding.touch(key(name));
    const waiting = feeding.freshen([key(name), key('session/s2')]);
    await feeding.close();
    await waiting;
    feeding.touch(key(name));
    feeding.start();
    await feeding.freshen([key(name)]);
    expect(updated.length).toBeLessThanOrEqual(1);
  });
});
