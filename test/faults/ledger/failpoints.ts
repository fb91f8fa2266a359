/** Places in the storage where the server can be made to die, around any `Storage`: they know nothing of what is inside. */
import { setImmediate } from 'node:timers/promises';
import type { DocumentKey, Storage } from '@fireside/server';
import { die } from './program.ts';
import type { Failpoint } from './rig.ts';

/** Milliseconds in which these are usually done; the moment of death is drawn from them. */
const USUAL = { commit: 1.5, load: 2, erase: 40 };

export class Failpoints {
  #armed: Failpoint | null = null;
  /** From 0 to 1: how far the work has come when the server dies. */
  #when = 0;
  #storage: Storage | null = null;

  arm(failpoint: Failpoint, when: number): void {
    this.#armed = failpoint;
    this.#when = when;
  }

  wrap(storage: Storage): Storage {
    this.#storage = storage;
    const { store } = storage;
    return {
      reader: storage.reader,
      store: {
        ...store,
        commit: async (commit) => {
          if (commit.appends.length === 0) return store.commit(commit);
          if (this.#armed === 'during-commit') await this.#dieDuring(store.commit(commit), USUAL.commit);
          await store.commit(commit);
          if (this.#armed === 'after-commit') die('after-commit');
        },
        load: async (document) => {
          if (this.#armed === 'during-load') await this.#dieDuring(store.load(document), USUAL.load);
          return store.load(document);
        },
        erase: async (document) => {
          // A compaction that has begun must not bring back what is erased.
          const folding = store.compact(document);
          if (this.#armed === 'during-erase') await this.#dieDuring(store.erase(document), USUAL.erase);
          const epoch = await store.erase(document);
          await folding;
          return epoch;
        },
      },
    };
  }

  /**
   * Compacts these documents again and again until the server has died in the middle of one: at a moment of chance, or as
   * soon as others can see a new snapshot next to the rows that it covers.
   */
  async dieCompacting(documents: readonly DocumentKey[]): Promise<never> {
    const { store } = this.#opened();
    const atHalf = this.#armed === 'half-compacted';
    let usual = 2;
    for (;;) {
      for (const document of documents) {
        const before = await this.#hasHalf(); // of an earlier death: says nothing about this one
        const began = performance.now();
        const work = store.compact(document);
        const done = atHalf
          ? await during(work, Infinity, async () => !before && (await this.#hasHalf()))
          : await during(work, this.#when * usual);
        if (!done) die(this.#armed ?? 'nowhere');
        await work;
        usual = performance.now() - began;
      }
    }
  }

  async #dieDuring(work: Promise<unknown>, usual: number): Promise<never> {
    await during(work, this.#when * usual);
    return die(this.#armed ?? 'nowhere');
  }

  /** Whether a snapshot stands next to rows that it covers. */
  async #hasHalf(): Promise<boolean> {
    const covered = await this.#opened()
      .reader.selectFrom('doc_update')
      .innerJoin('doc_snapshot', 'doc_snapshot.doc', 'doc_update.doc')
      .select('doc_update.seq')
      .whereRef('doc_update.seq', '<=', 'doc_snapshot.upto_seq')
      .limit(1)
      .execute();
    return covered.length > 0;
  }

  #opened(): Storage {
    if (!this.#storage) throw new Error('The storage is not open.');
    return this.#storage;
  }
}

/**
 * Waits until the work is done, the time is over, or `enough` says so, and answers whether it is done. Timers are too
 * coarse for parts of a commit.
 */
async function during(work: Promise<unknown>, ms: number, enough = async () => false): Promise<boolean> {
  let done = false;
  const finish = (): void => void (done = true);
  work.then(finish, finish);
  const until = performance.now() + ms;
  do await setImmediate();
  while (!done && performance.now() < until && !(await enough()));
  return done;
}
