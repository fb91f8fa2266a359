/** What a tab keeps over a reload: its id in the call, and the session it was in. */
import { webStorage } from './web-storage.ts';

/** Milliseconds within which a reload comes back by itself. */
const RETURN_WITHIN = 60_000;
/** Milliseconds that the page before a reload has to let go of the tab's id. */
const LOCK_PATIENCE = 500;

const lockName = (client: string): string => `fireside/client/${client}`;
// Where the browser has no locks (insecure origins), a tab gets an id per load.
const locks = (): LockManager | undefined => globalThis.navigator?.locks;

/** Whether this page came by a reload; who came by a link wants the lobby. Where nobody can tell (no browser), it did. */
function isReload(): boolean {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return navigation === undefined || navigation.type === 'reload';
}

/** The session of a tab, with the wishes for its devices. */
export interface ReturnNote {
  readonly session: string;
  /** Was in the session, not only in its lobby. */
  readonly entered: boolean;
  readonly microphone: boolean;
  readonly camera: boolean;
}

export class Tab {
  /** This tab's id in the call. */
  readonly client: string;
  /** Resolves when other tabs can see that this one is open, or will not. */
  readonly seen: Promise<unknown>;
  readonly #key: string;
  readonly #before: Kept | null;
  #said = '';

  private constructor(key: string, client: string, before: Kept | null, seen: Promise<unknown>) {
    this.#key = key;
    this.client = client;
    this.seen = seen;
    this.#before = before;
  }

  /** What the page before the reload left behind; null for another load, a copy of a tab, or after a minute. */
  get note(): ReturnNote | null {
    return this.#before && isFresh(this.#before) ? this.#before.note : null;
  }

  /**
   * Takes this tab's id and holds it by a Web Lock until the signal is aborted. A duplicated tab, which comes with a copy of
   * the storage, finds it held and makes its own; it does not return to the other's call either.
   */
  static async take(place: string, newClient: () => string, signal: AbortSignal): Promise<Tab> {
    const key = `fireside/tab/${place}`;
    const kept = read(key);
    if (kept && (await hold(kept.client, LOCK_PATIENCE, signal))) {
      return new Tab(key, kept.client, kept, Promise.resolve());
    }
    const client = newClient(); // nobody else has it: what follows need not wait for the lock
    const seen = hold(client, LOCK_PATIENCE, signal);
    write(key, { client, note: null, at: 0 });
    return new Tab(key, client, locks() ? null : kept, seen);
  }

  /**
   * Remembers where this tab is; null when a reload should start anew. The same note is written again only when asked to:
   * it says so a meter's tick at a time.
   */
  remember(note: ReturnNote | null, anew = false): void {
    const said = JSON.stringify(note);
    if (said === this.#said && !anew) return;
    this.#said = said;
    write(this.#key, { client: this.client, note, at: Date.now() });
  }
}

interface Kept {
  readonly client: string;
  readonly note: ReturnNote | null;
  readonly at: number;
}

const isFresh = ({ at }: Kept): boolean => Date.now() - at <= RETURN_WITHIN;

function read(key: string): Kept | null {
  try {
    const text = webStorage('sessionStorage')?.getItem(key);
    const kept = text ? (JSON.parse(text) as Partial<Kept>) : null;
    if (typeof kept?.client !== 'string') return null;
    const { client, note = null, at = 0 } = kept;
    return { client, note: isReload() ? note : null, at };
  } catch {
    return null; // storage is closed to this page, or holds something else: as on a first load
  }
}

function write(key: string, kept: Kept): void {
  try {
    webStorage('sessionStorage')?.setItem(key, JSON.stringify(kept));
  } catch {
    // Full or closed: a reload then starts in the lobby, which loses no word.
  }
}

/** Whether the id was free and is held now. */
function hold(client: string, patience: number, signal: AbortSignal): Promise<boolean> {
  const manager = locks();
  if (!manager) return Promise.resolve(false);
  return new Promise((resolve) => {
    const patient = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
    manager
      .request(lockName(client), { signal: patient }, () => {
        resolve(true);
        return new Promise<void>((release) => {
          if (signal.aborted) release();
          else signal.addEventListener('abort', () => release(), { once: true });
        });
      })
      .catch(() => resolve(false)); // not free in time
  });
}

/** The ids of all tabs that are open now; null where the browser cannot tell. */
export async function liveClients(): Promise<ReadonlySet<string> | null> {
  let held: LockInfo[] | undefined;
  try {
    held = (await locks()?.query())?.held;
  } catch {
    return null; // a page without an origin of its own (Web Locks section 3.2)
  }
  if (!held) return null;
  const prefix = lockName('');
  return new Set(held.flatMap(({ name }) => (name?.startsWith(prefix) ? [name.slice(prefix.length)] : [])));
}
