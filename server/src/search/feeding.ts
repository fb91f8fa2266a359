/**
 * Feeds the index off the path of an update: what has changed is indexed when it has been quiet for a while, when its last
 * client has left, or before a search that could find it; and at the start whatever is not in the index as it is stored. One
 * document at a time, so that a search never waits behind more than one.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { describeError, type Log } from '../log.ts';
import type { DocumentKey } from '../storage/store.ts';
import { SYNC_LIMITS } from '../sync/limits.ts';
import type { SearchIndex } from './index-port.ts';

/** Times in ms. */
export interface FeedingLimits {
  /** After the start, before it is looked for what is not in the index: others come first. */
  begin: number;
  /** A document is indexed when nobody has written in it for so long: a search does not wait for that … */
  quiet: number;
  /** … and after so long where they go on. */
  latest: number;
  /** How often it is looked for what is due. */
  look: number;
  /** For how long after a change others of the same person may be untold. */
  untold: number;
  /** How long a search waits for what was just written. */
  freshen: number;
  /** After an error everything is looked through again, so much later. */
  again: number;
}

export const FEEDING_LIMITS: FeedingLimits = {
  begin: 1_000,
  quiet: 60_000,
  latest: 600_000,
  look: 1_000,
  untold: SYNC_LIMITS.tellEvery,
  freshen: 300,
  again: 60_000,
};

export interface Feeding {
  /** Indexes, in the background, what is not in the index as it is stored. */
  start(): void;
  /** What is searched of a document has changed. */
  touch(document: DocumentKey): void;
  /** Its last client has left: no need to wait for quiet. */
  left(document: DocumentKey): void;
  /** Documents that may not be in the index as they are stored. */
  dirty(): readonly DocumentKey[];
  /** Brings these up to date before anything else, within `freshen`; what takes longer goes on. */
  freshen(documents: readonly DocumentKey[]): Promise<void>;
  /** Resolves when nothing is under way, and nothing is due. */
  idle(): Promise<void>;
  /** Indexes nothing more. */
  close(): Promise<void>;
}

export interface FeedingOptions {
  readonly index: Pick<SearchIndex, 'update' | 'stale'>;
  /** The server's clock, by which changes are told. */
  readonly now: () => number;
  readonly log: Log;
  readonly limits?: Partial<FeedingLimits>;
}

interface Dirty {
  readonly document: DocumentKey;
  /** By the server's clock. */
  toldAt: number;
  /** By this process's: when it was told first and last since it was indexed. */
  since: number;
  last: number;
}

/** After so many failures in a row nothing more is tried for a while. */
const ENOUGH = 3;
/** No document has this name. */
const STALE = '';

/** Names have no spaces (`documentName`), so no two keys share an id. */
const idOf = ({ tenant, name }: DocumentKey): string => `${name} ${tenant}`;

export function createFeeding({ index, now, log, ...options }: FeedingOptions): Feeding {
  const limits = { ...FEEDING_LIMITS, ...options.limits };
  const dirty = new Map<string, Dirty>();
  /** What is to be indexed next, the first one first; whoever waits for one of them. */
  const due = new Map<string, { readonly document: DocumentKey; readonly done: PromiseWithResolvers<boolean> }>();
  const closing = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let again: NodeJS.Timeout | undefined;
  let pumping: Promise<void> | null = null;
  let lookingThrough: Promise<void> | null = null;
  /** Documents that could not be indexed, and `STALE`. */
  const failing = new Set<string>();

  function look(): void {
    const at = performance.now();
    for (const { document, since, last } of dirty.values()) {
      if (at - last >= limits.quiet || at - since >= limits.latest) void enqueue(document);
    }
    if (dirty.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  }

  /** Answers whether it is indexed. */
  function enqueue(document: DocumentKey, first = false): Promise<boolean> {
    if (closing.signal.aborted) return Promise.resolve(false);
    const id = idOf(document);
    const one = due.get(id) ?? { document, done: Promise.withResolvers<boolean>() };
    if (first) {
      const rest = [...due].filter(([other]) => other !== id);
      due.clear();
      for (const [key, value] of [[id, one] as const, ...rest]) due.set(key, value);
    } else {
      due.set(id, one);
    }
    pumping ??= pump();
    return one.done.promise;
  }

  async function pump(): Promise<void> {
    try {
      for (let next = due.values().next().value; next; next = due.values().next().value) {
        due.delete(idOf(next.document));
        next.done.resolve(await update(next.document));
      }
    } finally {
      pumping = null;
    }
  }

  async function update(document: DocumentKey): Promise<boolean> {
    const id = idOf(document);
    const one = dirty.get(id);
    const [before, at] = [one?.last, performance.now()];
    // A change by who was told of a moment ago is untold: it is looked at once more.
    const isTold = one && Math.abs(now() - one.toldAt) >= limits.untold;
    try {
      await index.update(document);
      failing.delete(id);
    } catch (error) {
      fail(id, error);
      return false;
    }
    if (one && isTold && one.last === before) dirty.delete(id);
    if (one) one.since = at;
    if (one && one.last === before) one.last = at;
    return true;
  }

  /** Saving goes on, and searches say that they cannot. */
  function fail(what: string, error: unknown): void {
    if (closing.signal.aborted) return;
    if (failing.size === 0) log.error('index-failed', describeError(error));
    failing.add(what);
    lookThroughIn(limits.again);
  }

  function lookThroughIn(ms: number): void {
    if (closing.signal.aborted) return;
    again ??= setTimeout(() => {
      again = undefined;
      lookThrough();
    }, ms).unref();
  }

  function lookThrough(): void {
    lookingThrough ??= indexStale()
      .catch((error: unknown) => fail(STALE, error))
      .finally(() => {
        lookingThrough = null;
        if (failing.size > 0) lookThroughIn(limits.again);
      });
  }

  async function indexStale(): Promise<void> {
    let refused = 0;
    let indexed = 0;
    for (let after: number | null = 0; after !== null && !closing.signal.aborted;) {
      const { documents, next } = await index.stale(after);
      failing.delete(STALE);
      after = next;
      for (const document of documents) {
        if (closing.signal.aborted) return;
        const began = performance.now();
        const done = await enqueue(document);
        refused = done ? 0 : refused + 1;
        if (done) indexed += 1;
        if (refused === ENOUGH) return; // it is not the document
        // As long a rest as it took: there is time, and others may need the machine.
        await wait(performance.now() - began, undefined, { signal: closing.signal, ref: false }).catch(() => undefined);
      }
    }
    if (indexed > 0 && failing.size === 0) log.info('index-caught-up', { documents: indexed });
  }

  return {
    start: () => lookThroughIn(limits.begin),
    touch(document) {
      if (closing.signal.aborted) return;
      const at = performance.now();
      const one = dirty.get(idOf(document)) ?? { document, toldAt: now(), since: at, last: at };
      Object.assign(one, { toldAt: now(), last: at });
      dirty.set(idOf(document), one);
      timer ??= setInterval(look, limits.look).unref();
    },
    left(document) {
      if (dirty.has(idOf(document))) void enqueue(document);
    },
    dirty: () => [...dirty.values()].map(({ document }) => document),
    async freshen(documents) {
      if (documents.length === 0) return;
      const all = Promise.all(documents.toReversed().map((document) => enqueue(document, true)));
      const enough = new AbortController();
      const late = wait(limits.freshen, undefined, { signal: enough.signal }).catch(() => undefined);
      await Promise.race([all, late]);
      enough.abort();
    },
    async idle() {
      while (pumping ?? lookingThrough) await (pumping ?? lookingThrough);
    },
    async close() {
      closing.abort();
      clearInterval(timer);
      clearTimeout(again);
      for (const { done } of due.values()) done.resolve(false);
      due.clear();
      await Promise.all([pumping, lookingThrough]);
    },
  };
}
