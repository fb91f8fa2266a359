import type { FiresideSession } from '@fireside/client';
import type * as Y from 'yjs';
import type { SharedKind } from './people.ts';
import type { RemoteAnnouncer } from './remote-announcer.ts';

interface Options {
  readonly session: FiresideSession;
  readonly announce: (text: string) => void;
}

/**
 * Announces what others change in the documents of `session`, each from when the server's state is there; answers how to
 * stop. What says it is loaded when the first of them writes.
 */
export function followOthers(session: FiresideSession, announce: (text: string) => void): () => void {
  const followed = new Map<Y.Doc, Others>();
  const follow = (): void => {
    const { session: own, mentorship } = session.documents.value;
    const open = new Map([own, mentorship].flatMap((one) => (one?.synced ? [[one.doc, one] as const] : [])));
    for (const [doc, others] of followed) {
      if (open.has(doc)) continue;
      others.stop();
      followed.delete(doc);
    }
    for (const [doc, { kind }] of open) {
      if (followed.has(doc) || kind === 'private') continue;
      followed.set(doc, new Others(kind, doc, { session, announce }));
    }
  };
  const stop = session.documents.subscribe(follow);
  follow();
  return () => {
    stop();
    for (const others of followed.values()) others.stop();
    followed.clear();
  };
}

/** Waits for what others write in one document, and has it said. */
class Others {
  readonly #kind: SharedKind;
  readonly #doc: Y.Doc;
  readonly #options: Options;
  /** How far everybody had written before the first of it. */
  #before: ReadonlyMap<number, number> | null = null;
  #loading = false;
  #stopped = false;
  #announcer: RemoteAnnouncer | null = null;

  constructor(kind: SharedKind, doc: Y.Doc, options: Options) {
    this.#kind = kind;
    this.#doc = doc;
    this.#options = options;
    doc.on('afterTransaction', this.#changed);
  }

  stop(): void {
    this.#stopped = true;
    this.#doc.off('afterTransaction', this.#changed);
    this.#announcer?.stop();
  }

  readonly #changed = ({ local, beforeState }: Y.Transaction): void => {
    if (local) return;
    this.#before ??= beforeState;
    void this.#load(this.#before);
  };

  async #load(before: ReadonlyMap<number, number>): Promise<void> {
    if (this.#loading) return;
    this.#loading = true;
    const module = await import('./remote-announcer.ts').catch(() => null);
    this.#loading = false;
    // Where it could not be loaded, it is tried again with the next change; the browser has logged why.
    if (module === null || this.#stopped) return;
    this.#doc.off('afterTransaction', this.#changed);
    this.#announcer = new module.RemoteAnnouncer(this.#kind, this.#doc, { ...this.#options, before });
  }
}
