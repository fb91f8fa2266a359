/** Keeps what this person has looked at, and finds what was written since. Never from a page that nobody sees. */
import type { FiresideSession, SharedDocument } from '@fireside/client';
import { changesSince, readLooked, setLooked, setOwnClient, type Change } from '@fireside/protocol';
import type * as Y from 'yjs';
import type { SharedKind } from './people.ts';

/** While somebody looks on, what has come meanwhile is noted this often (ms). */
const NOTE_EVERY = 25_000;
/** Who comes back to a page after this time (ms) is told what has come meanwhile. */
const LONG_AWAY = 10 * 60_000;

export interface News {
  readonly kind: SharedKind;
  readonly doc: Y.Doc;
  readonly changes: readonly Change[];
}

interface Options {
  /** Shows it; what has come is noted as seen when that is done. */
  readonly show: (news: readonly News[]) => Promise<void>;
  /** Whether the list has a place on the page just now. */
  readonly placed: () => boolean;
}

interface Followed {
  readonly document: SharedDocument;
  readonly stop: () => void;
  /** Something came that is not noted yet. */
  changed: boolean;
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
    for (const { stop } of this.#followed.values()) stop();
    this.#followed.clear();
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
      if (shared.some((one) => one.doc === doc)) continue;
      followed.stop();
      this.#followed.delete(doc);
    }
    void this.#show(
      fresh.map((one) => {
        const news = newsOf(one, own.doc);
        this.#followed.set(one.doc, this.#begin(one, own.doc));
        return news;
      }),
    );
  }

  async #show(news: readonly News[]): Promise<void> {
    const found = news.filter(({ changes }) => changes.length > 0);
    if (found.length > 0) await this.#options.show(found);
    if (!this.#lifetime.signal.aborted && isSeen()) this.#note();
  }

  #begin(shared: SharedDocument, own: Y.Doc): Followed {
    const { doc, name } = shared;
    const followed: Followed = { document: shared, stop: () => doc.off('update', changed), changed: true };
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
      if (!followed.changed) continue;
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
    for (const { stop } of this.#followed.values()) stop();
    this.#followed.clear();
  }
}

const isSeen = (): boolean => document.visibilityState === 'visible';

function newsOf({ kind, name, doc }: SharedDocument, own: Y.Doc): News {
  const looked = readLooked(own, name);
  const seen = looked && { state: looked.state, own: new Set([...looked.own, doc.clientID]) };
  return { kind: kind as SharedKind, doc, changes: seen ? changesSince(doc, seen) : [] };
}
