/** Keeps what this person has looked at, and finds where something was written since. Never from a page that nobody sees. */
import type { FiresideSession, SharedDocument } from '@fireside/client';
import { readLooked, setLooked, setOwnClient, type Seen } from '@fireside/protocol';
import * as Y from 'yjs';
import type { SharedKind } from './people.ts';

/** While somebody looks on, what has come meanwhile is noted this often (ms). */
const NOTE_EVERY = 25_000;
/** Who comes back to a page after this time (ms) is told what has come meanwhile. */
const LONG_AWAY = 10 * 60_000;

/** A document in which somebody has written beyond what was seen. */
export interface News {
  readonly kind: SharedKind;
  readonly doc: Y.Doc;
  readonly seen: Seen;
}

interface Options {
  /** Shows what is new and answers whether it could; only then it is noted as seen, else it is asked for again. */
  readonly show: (news: readonly News[]) => Promise<boolean>;
  /** Whether the list has a place on the page just now. */
  readonly placed: () => boolean;
}

interface Followed {
  readonly document: SharedDocument;
  readonly stop: () => void;
  /** Something came that is not noted yet. */
  changed: boolean;
  /** What was new has been shown. */
  shown: boolean;
}

export class Looking {
  readonly #session: FiresideSession;
  readonly #options: Options;
  readonly #followed = new Map<Y.Doc, Followed>();
  readonly #lifetime = new AbortController();
  readonly #stopDocuments: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #hiddenAt = 0;

  constructor(session: FiresideSession, options: Options) {
    this.#session = session;
    this.#options = options;
    this.#stopDocuments = session.documents.subscribe(() => this.#follow());
    const { signal } = this.#lifetime;
    document.addEventListener('visibilitychange', () => this.#turned(), { signal });
    this.#follow();
  }

  /** Notes what has been seen until now. */
  stop(): void {
    if (isSeen()) this.#note();
    this.#stopDocuments();
    this.#lifetime.abort();
    clearTimeout(this.#timer);
    this.#forget();
  }

  /** Looks again, for the list may have its place now. */
  look(): void {
    this.#follow();
  }

  #own(): SharedDocument | null {
    const own = this.#session.documents.value.private;
    return own?.writable && own.synced ? own : null;
  }

  #follow(): void {
    const { session, mentorship } = this.#session.documents.value;
    const shared = [session, mentorship].filter((one) => one !== null);
    const own = this.#own();
    if (!own || shared.length === 0 || !shared.every((one) => one.synced)) return;
    if (!isSeen() || !this.#options.placed()) return;
    const fresh = shared.filter((one) => !this.#followed.has(one.doc));
    if (fresh.length === 0) return;
    for (const [doc, followed] of this.#followed) {
      if (!shared.some((one) => one.doc === doc)) this.#end(followed);
    }
    const news = fresh.flatMap((one) => newsOf(one, own.doc));
    void this.#show(
      news,
      fresh.map((one) => this.#begin(one, own.doc)),
    );
  }

  async #show(news: readonly News[], begun: readonly Followed[]): Promise<void> {
    const shown = news.length === 0 || (await this.#options.show(news));
    if (this.#lifetime.signal.aborted) return;
    for (const one of begun) {
      one.shown = shown;
      if (!shown) this.#end(one);
    }
    if (isSeen()) this.#note();
  }

  #begin(shared: SharedDocument, own: Y.Doc): Followed {
    const { doc, name } = shared;
    const followed: Followed = {
      document: shared,
      stop: () => doc.off('update', changed),
      changed: true,
      shown: false,
    };
    // Looking again would find this person's own words new.
    const write = (): void => setOwnClient(own, name, doc.clientID);
    let written = doc.store.clients.has(doc.clientID);
    if (written) write();
    const changed = (_: Uint8Array, __: unknown, ___: Y.Doc, { local }: Y.Transaction): void => {
      followed.changed = true;
      if (!local) this.#noteLater();
      else if (!written) {
        written = true;
        write();
      }
    };
    doc.on('update', changed);
    this.#followed.set(doc, followed);
    return followed;
  }

  #noteLater(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (isSeen()) this.#note();
    }, NOTE_EVERY);
  }

  #note(): void {
    const own = this.#own();
    // What was only looked at must not be what waits on this device.
    const { kind } = this.#session.save.value;
    if (!own || kind === 'offline' || kind === 'not-saved') return;
    for (const followed of this.#followed.values()) {
      if (!followed.changed || !followed.shown) continue;
      followed.changed = false;
      setLooked(own.doc, followed.document.name, followed.document.doc);
    }
  }

  #turned(): void {
    if (!isSeen()) {
      this.#hiddenAt = Date.now();
      this.#note(); // seen until this moment
      return;
    }
    if (Date.now() - this.#hiddenAt >= LONG_AWAY) this.#forget();
    else this.#noteLater();
    this.#follow();
  }

  /** As at a new visit. */
  #forget(): void {
    for (const followed of this.#followed.values()) this.#end(followed);
  }

  #end(followed: Followed): void {
    const { doc } = followed.document;
    followed.stop();
    if (this.#followed.get(doc) === followed) this.#followed.delete(doc);
  }
}

const isSeen = (): boolean => document.visibilityState === 'visible';

function newsOf({ kind, name, doc }: SharedDocument, own: Y.Doc): News[] {
  const looked = readLooked(own, name);
  if (looked === null) return [];
  const { state } = looked;
  const seen: Seen = { state, own: new Set([...looked.own, doc.clientID]) };
  const written = [...doc.store.clients.keys()].some(
    (client) => !seen.own.has(client) && Y.getState(doc.store, client) > (state.get(client) ?? 0),
  );
  return written ? [{ kind: kind as SharedKind, doc, seen }] : [];
}
