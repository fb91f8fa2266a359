/** What is known of each client of a document: who is here, and for a while who has left. */
import { GONE } from './awareness-claims.ts';
import type { Follower } from './followers.ts';
import type { AwarenessState } from './frames.ts';

export interface Entry extends AwarenessState {
  /** The id that others hear. */
  readonly client: number;
  clock: number;
  /** JSON; `GONE` once the client has left. */
  json: string;
  readonly person: string;
  /** The socket that speaks for it; null once that has ended. */
  owner: Follower | null;
  /** The socket that it came from: if that says the same again, what moved it was an echo between two tabs. */
  previous: Follower | null;
  /** The id that its own client knows. */
  readonly own: number;
  /** The server speaks for this owner, whatever the client sends. */
  readonly ours: boolean;
  at: number;
  /** The clock at which it was last asked in a round. */
  asked: number;
}

/** What a socket has said; the rest of an entry follows from it. */
export type Said = Pick<Entry, 'client' | 'clock' | 'json' | 'own' | 'ours'> & { readonly owner: Follower };

/** How long and how many of those who left are remembered: their clocks, and whose ids they were. */
const REMEMBER = { time: 600_000, clients: 200 };

export const isHere = ({ json }: Entry): boolean => json !== GONE;

export class AwarenessEntries {
  readonly #entries = new Map<number, Entry>();

  get(client: number): Entry | undefined {
    return this.#entries.get(client);
  }

  all(): Entry[] {
    return [...this.#entries.values()];
  }

  here(): Entry[] {
    return this.all().filter(isHere);
  }

  set(said: Said, at: number): void {
    const known = this.#entries.get(said.client);
    const previous = known?.owner === said.owner ? known.previous : (known?.owner ?? null);
    this.#entries.set(said.client, { ...said, person: said.owner.person, previous, at, asked: -1 });
  }

  /** An id that nobody has here. */
  newId(): number {
    let client: number;
    do client = Math.floor(Math.random() * 2 ** 32);
    while (this.#entries.has(client));
    return client;
  }

  /** Those that have left count, too, as long as they are remembered: or one frame could bring ids without end. */
  countOf(owner: Follower): number {
    let count = 0;
    for (const entry of this.#entries.values()) if (entry.owner === owner) count += 1;
    return count;
  }

  /** A socket has closed; answers whom it leaves behind without one. */
  release(owner: Follower): Entry[] {
    const left: Entry[] = [];
    for (const entry of this.#entries.values()) {
      if (entry.previous === owner) entry.previous = null;
      if (entry.owner !== owner) continue;
      entry.owner = null;
      if (isHere(entry)) left.push(entry);
    }
    return left;
  }

  /** Lets go of those who left long ago. */
  forget(now: number): void {
    const gone = this.all()
      .filter((entry) => !isHere(entry))
      .sort((a, b) => b.at - a.at);
    for (const [index, { at, client }] of gone.entries()) {
      if (index >= REMEMBER.clients || now - at > REMEMBER.time) this.#entries.delete(client);
    }
  }
}
