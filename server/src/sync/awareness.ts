/**
 * Who is in a document, never stored. A plain map instead of y-protocols' `Awareness`: the server has no state of its own,
 * and must know which socket a state came from.
 *
 * A peer takes a state only with a higher clock than it ever heard of that client, and never forgets a clock. So whoever
 * comes back is *asked*: told that its own client has gone. Every client of y-protocols answers by saying its state
 * again, one clock higher than what it was told, and nothing at all where it has none. Others may have heard its last
 * clock and, when a server ended it, the one after that.
 */
import { checkState, GONE, readStates, type Claim } from './awareness-claims.ts';
import { AwarenessEntries, isHere, type Entry } from './awareness-entries.ts';
import { Joiners, type Joiner } from './awareness-joiners.ts';
import { AwarenessRelay, framesOf } from './awareness-relay.ts';
import type { Follower, Followers } from './followers.ts';
import type { AwarenessState } from './frames.ts';
import type { AwarenessLimits } from './limits.ts';

/** A clock counts what its client said; nobody honest comes near this by counting, and from there on only in small steps. */
const CLOCK = { first: 2 ** 40, step: 1_000 };

export class AwarenessStates {
  readonly #limits: AwarenessLimits;
  readonly #followers: Followers;
  readonly #now: () => number;
  readonly #entries = new AwarenessEntries();
  readonly #relay: AwarenessRelay;
  readonly #joiners: Joiners;
  /** Ids that a socket's client may not have because somebody else has them, and what others hear instead. */
  readonly #aliases = new Map<Follower, Map<number, number>>();

  constructor(limits: AwarenessLimits, followers: Followers, now: () => number) {
    this.#limits = limits;
    this.#followers = followers;
    this.#now = now;
    this.#relay = new AwarenessRelay({
      limits,
      followers,
      now,
      stateOf: (client) => this.#entries.get(client),
      withholds: (follower, clients) => this.#withholds(follower, clients),
    });
    this.#joiners = new Joiners(limits.round, (due) => this.#look(due));
  }

  /** Who introduced a client: a page of Yjs is here under the id that it writes with. */
  personOf(client: number): string | undefined {
    return this.#entries.get(client)?.person;
  }

  /** A socket has come: it is told who is here, and who has left, for its client may have been here before. */
  enter(follower: Follower): void {
    if (this.#entries.here().length > 0) this.#joiners.add(follower);
    this.catchUp(follower);
  }

  /** Tells a socket who is here. */
  answer(to: Follower): void {
    this.#tell(to, this.#entries.here());
  }

  /** Tells a socket that may have missed something who is here and who has left. */
  catchUp(to: Follower): void {
    this.#tell(to, this.#entries.all());
  }

  /**
   * Takes the states that a socket sent. What it may not say (an echo of somebody else's state) is ignored.
   * @throws FiresideError `malformed`, `too-large`: then nothing was taken
   */
  receive(body: Uint8Array, from: Follower): void {
    const states = readStates(body);
    const joiner = this.#joiners.get(from);
    for (const { client, json } of states) {
      if (json !== GONE && this.#entries.get(client)) joiner?.seen.add(client);
    }
    if (!from.speaks) return;
    const claims = states
      .filter((state) => !this.#isEcho(state, from, joiner))
      .map((state) => checkState(state, this.#limits.stateBytes));
    const taken = claims.map((claim) => this.#take(claim, from, joiner)).filter((client) => client !== null);
    if (joiner) joiner.claims = false;
    this.#relay.tell(taken, from);
  }

  /** Speaks for a socket until it leaves. */
  introduce(owner: Follower, state: Readonly<Record<string, unknown>>): void {
    const client = this.#entries.newId();
    this.#entries.set({ client, clock: 1, json: JSON.stringify(state), owner, own: client, ours: true }, this.#now());
    this.#relay.tell([client]);
  }

  /** A socket has closed: everything that it introduced is gone. */
  leave(owner: Follower): void {
    this.#joiners.delete(owner);
    this.#aliases.delete(owner);
    this.#end(this.#entries.release(owner));
  }

  /** Renews ours, asks those who are silent, ends those who do not answer, forgets those long gone. */
  beat(): void {
    const now = this.#now();
    const ended: Entry[] = [];
    for (const entry of this.#entries.here()) {
      const age = now - entry.at;
      if (entry.ours) {
        if (age >= this.#limits.renewEvery) this.#ask(entry);
      } else if (age > this.#limits.expireAfter) ended.push(entry);
      // The timers of a page in the background are slow; what comes through its socket is not.
      else if (age >= this.#limits.askAfter) this.#ask(entry);
    }
    this.#end(ended);
    this.#entries.forget(now);
  }

  /** Stops what is under way; nobody is told anything more. */
  stop(): void {
    this.#relay.stop();
    this.#joiners.stop();
  }

  /** Says of a state that it is not the socket's own, without looking into it. */
  #isEcho({ client, clock, json }: AwarenessState, from: Follower, joiner: Joiner | undefined): boolean {
    const known = this.#entries.get(client);
    if (!known || known.owner === from || this.#aliases.get(from)?.has(client)) return false;
    if (json === GONE) return true;
    if (known.person !== from.person) return json === known.json;
    const may = joiner?.claims === true || known.previous === from || !isHere(known);
    return clock <= known.clock && !may;
  }

  /** Answers the id that others are to be told about; null where nothing is new to them. */
  #take(claim: Claim, from: Follower, joiner: Joiner | undefined): number | null {
    const client = this.#idOf(claim, from);
    const known = this.#entries.get(client);
    if (known && known.person !== from.person) return null;
    const clock = claim.clock;
    if (clock > Math.max(CLOCK.first, (known?.clock ?? 0) + CLOCK.step)) return null;
    if (claim.json === GONE) {
      if (known?.owner !== from || !isHere(known) || clock < known.clock) return null;
    } else {
      if (claim.person !== undefined && claim.person !== from.person) return null;
      if (known && clock <= known.clock) {
        this.#takeAgain(known, clock, from, joiner);
        return null;
      }
      if (known?.owner !== from && this.#entries.countOf(from) >= this.#limits.idsPerSocket) return null;
    }
    this.#entries.set({ client, clock, json: claim.json, owner: from, own: claim.client, ours: false }, this.#now());
    // Whoever was here before us may know this client with any clock.
    if (!known && claim.json !== GONE && this.#followers.size > 1) this.#tellGone(from, claim.client, clock + 1);
    return client;
  }

  /** A state that is not new: its client has come back, on a new socket or after it was taken for gone. */
  #takeAgain(known: Entry, clock: number, from: Follower, joiner: Joiner | undefined): void {
    if (!isHere(known)) return this.#tellGone(from, known.own, known.clock);
    if (known.owner === from) return;
    if (!joiner?.claims && !(known.previous === from && clock === known.clock)) return;
    known.owner = from;
    known.previous = null;
    known.asked = -1;
    if (clock < known.clock) this.#tellGone(from, known.own, known.clock);
  }

  /** The id under which a claim is known to others. Somebody else's id does not make a person invisible. */
  #idOf({ client, person }: Claim, from: Follower): number {
    const alias = this.#aliases.get(from)?.get(client);
    if (alias !== undefined) return alias;
    const known = this.#entries.get(client);
    if (!known || known.person === from.person || person !== from.person) return client;
    if (this.#entries.countOf(from) >= this.#limits.idsPerSocket) return client;
    const made = this.#entries.newId();
    this.#aliases.set(from, (this.#aliases.get(from) ?? new Map<number, number>()).set(client, made));
    return made;
  }

  /** A socket that may still claim its client is not told of other sockets of its person: then it could only echo. */
  #withholds(follower: Follower, clients: readonly number[]): boolean {
    const joiner = this.#joiners.get(follower);
    if (!joiner?.claims) return false;
    const withheld = clients.some((client) => {
      const entry = this.#entries.get(client);
      return entry?.person === follower.person && entry.owner !== follower;
    });
    if (withheld) joiner.missed = true;
    return withheld;
  }

  /** Makes those say themselves again whom somebody who came does not see: once for all who came. */
  #look(due: readonly (readonly [Follower, Joiner])[]): void {
    const here = this.#entries.here();
    for (const [follower, { missed }] of due) if (missed) send(follower, here);
    for (const entry of here) {
      const unseen = due.some(([follower, { seen }]) => entry.owner !== follower && !seen.has(entry.client));
      if (unseen) this.#ask(entry);
    }
  }

  /** Has a client say itself again. One that has not answered yet is not asked twice. */
  #ask(entry: Entry): void {
    if (entry.ours) {
      entry.clock += 1;
      entry.at = this.#now();
      this.#relay.tell([entry.client]);
    } else if (entry.owner && entry.asked !== entry.clock) {
      entry.asked = entry.clock;
      this.#tellGone(entry.owner, entry.own, entry.clock + 1);
    }
  }

  #tell(to: Follower, entries: readonly Entry[]): void {
    send(
      to,
      entries.filter(({ client }) => !this.#withholds(to, [client])),
    );
  }

  #tellGone(to: Follower, client: number, clock: number): void {
    send(to, [{ client, clock, json: GONE }]);
  }

  /** The clock goes one up, or a client that has heard the last state would ignore that it ended. */
  #end(entries: readonly Entry[]): void {
    for (const entry of entries) {
      entry.clock += 1;
      entry.json = GONE;
      entry.at = this.#now();
    }
    this.#relay.tell(entries.map(({ client }) => client));
  }
}

function send(to: Follower, states: Iterable<AwarenessState>): void {
  for (const frame of framesOf(states)) to.send(frame);
}
