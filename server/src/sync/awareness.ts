/**
 * Who is in a document, never stored. A plain map instead of y-protocols' `Awareness`: the server has no state of its own,
 * and must know which socket a state came from.
 */
import { FiresideError } from '@fireside/protocol';
import { awarenessMessage, readAwareness, type AwarenessState } from './frames.ts';
import type { SyncLimits } from './limits.ts';

/** A socket, as far as its states are concerned. */
export interface AwarenessOwner {
  readonly person: string;
}

interface Entry {
  clock: number;
  /** JSON; `null` once the client has left. */
  json: string;
  owner: AwarenessOwner;
  /** The server speaks for this owner, whatever the client sends. */
  ours: boolean;
  at: number;
}

const GONE = 'null';
/** How long the clock of somebody who left is remembered, so that a late echo does not bring them back. */
const REMEMBER = 60_000;
/** y-protocols counts renewals; nobody honest comes near. */
const MAX_CLOCK = 2 ** 48;

export class AwarenessStates {
  readonly #limits: SyncLimits['awareness'];
  readonly #entries = new Map<number, Entry>();

  constructor(limits: SyncLimits['awareness']) {
    this.#limits = limits;
  }

  /**
   * Takes the states that a socket sent. What it may not say (an echo of somebody else's state) is ignored.
   * Answers a frame for the others, and one for the sender where it does not know that it was taken for gone.
   * @throws FiresideError `malformed`, `too-large`: then nothing was taken
   */
  receive(body: Uint8Array, from: AwarenessOwner, now: number): { relay: Uint8Array | null; reply: Uint8Array | null } {
    const states = parse(body, this.#limits.stateBytes);
    const relay: AwarenessState[] = [];
    const reply: AwarenessState[] = [];
    for (const { state, person } of states) {
      const known = this.#entries.get(state.client);
      const newer = !known || state.clock > known.clock;
      if (state.json === GONE) {
        const leaves = known?.owner === from && known.json !== GONE && state.clock >= known.clock;
        if (!leaves) continue;
      } else {
        if (!this.#maySay(person, known, from)) continue;
        if (!newer) {
          if (known.json === GONE) reply.push({ ...state, clock: known.clock, json: GONE });
          continue;
        }
        if (known?.owner !== from && this.#idsOf(from) >= this.#limits.idsPerSocket) continue;
      }
      this.#entries.set(state.client, { clock: state.clock, json: state.json, owner: from, ours: false, at: now });
      relay.push(state);
    }
    return { relay: frameOf(relay), reply: frameOf(reply) };
  }

  /** Speaks for a socket until it leaves; answers the frame for everybody. */
  introduce(owner: AwarenessOwner, state: Readonly<Record<string, unknown>>, now: number): Uint8Array {
    let client: number;
    do client = Math.floor(Math.random() * 2 ** 32);
    while (this.#entries.has(client));
    const entry = { clock: 1, json: JSON.stringify(state), owner, ours: true, at: now };
    this.#entries.set(client, entry);
    return awarenessMessage([{ client, clock: entry.clock, json: entry.json }]);
  }

  /** A socket has closed: everything it introduced is gone. */
  leave(owner: AwarenessOwner, now: number): Uint8Array | null {
    return this.#end((entry) => entry.owner === owner, now);
  }

  /** Ends states that nobody has renewed, renews ours, forgets those long gone. */
  beat(now: number): Uint8Array | null {
    const renewed: AwarenessState[] = [];
    for (const [client, entry] of this.#entries) {
      if (entry.json === GONE && now - entry.at > REMEMBER) this.#entries.delete(client);
      if (entry.json === GONE || !entry.ours || now - entry.at < this.#limits.renewEvery) continue;
      entry.clock += 1;
      entry.at = now;
      renewed.push({ client, clock: entry.clock, json: entry.json });
    }
    return this.#end((entry) => !entry.ours && now - entry.at > this.#limits.expireAfter, now, renewed);
  }

  /** Everybody who is here, for who joins. */
  all(): Uint8Array | null {
    const here = [...this.#entries].filter(([, entry]) => entry.json !== GONE);
    return frameOf(here.map(([client, { clock, json }]) => ({ client, clock, json })));
  }

  /** A state must name the ticket's person where it names one; the id of somebody else is theirs. */
  #maySay(person: unknown, known: Entry | undefined, from: AwarenessOwner): boolean {
    if (person !== undefined && person !== from.person) return false;
    return !known || known.json === GONE || known.owner.person === from.person;
  }

  /** Those that have left count, too, as long as they are remembered: or one frame could bring ids without end. */
  #idsOf(owner: AwarenessOwner): number {
    let count = 0;
    for (const entry of this.#entries.values()) if (entry.owner === owner) count += 1;
    return count;
  }

  /** The clock goes one up, or a client that has heard the last state would ignore that it ended. */
  #end(ends: (entry: Entry) => boolean, now: number, also: AwarenessState[] = []): Uint8Array | null {
    const ended = also;
    for (const [client, entry] of this.#entries) {
      if (entry.json === GONE || !ends(entry)) continue;
      entry.clock += 1;
      entry.json = GONE;
      entry.at = now;
      ended.push({ client, clock: entry.clock, json: GONE });
    }
    return frameOf(ended);
  }
}

function frameOf(states: readonly AwarenessState[]): Uint8Array | null {
  return states.length === 0 ? null : awarenessMessage(states);
}

/** Reads and checks every state before any is taken; `person` is what the state says, undefined where it says nothing. */
function parse(body: Uint8Array, stateBytes: number): { state: AwarenessState; person: unknown }[] {
  try {
    return readAwareness(body).map((state) => {
      if (Buffer.byteLength(state.json) > stateBytes) throw new FiresideError('too-large');
      if (state.clock > MAX_CLOCK) throw new FiresideError('malformed');
      const value: unknown = JSON.parse(state.json);
      if (typeof value !== 'object' || Array.isArray(value)) throw new FiresideError('malformed');
      return { state: value === null ? { ...state, json: GONE } : state, person: personOf(value) };
    });
  } catch (error) {
    throw error instanceof FiresideError ? error : new FiresideError('malformed', { cause: error });
  }
}

function personOf(value: object | null): unknown {
  return value !== null && 'person' in value ? value.person : undefined;
}
