/**
 * One run of the fuzz: a few clients, a server whose every timer and byte the run moves by hand, a hundred operations, and
 * at the end one document everywhere. Everything comes from the seed; the caller has replaced the timers (`CLOCKS`).
 */
import { isDeepStrictEqual } from 'node:util';
import type { DocumentKind } from '@fireside/protocol';
import { vi } from 'vitest';
import * as Y from 'yjs';
import { createConnections, type ConnectionRegistry } from '../../connections.ts';
import type { SyncStore } from '../../storage/store.ts';
import { createSync, type Sync } from '../sync.ts';
import type { CrankedSocket } from './crank.ts';
import { Dice } from './dice.ts';
import { LIMITS, NAMES, OPERATIONS } from './fuzz-frame.ts';
import { Ledger } from './fuzz-ledger.ts';
import { commandUpdate, contentOf, operate } from './fuzz-operations.ts';
import { FuzzPeer, type Copy } from './fuzz-peer.ts';
import { gate, type GatedStore } from './gate.ts';
import { claimsOf, observerOf, TestLog } from './server.ts';

/** Resolves when the promises and I/O that are ready have had their turn; `setImmediate` is never replaced. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Waits for what a disk does in its own time and the server by its timers. */
async function patiently<T>(promise: Promise<T>): Promise<T> {
  let waits = true;
  const end = (): void => void (waits = false);
  promise.then(end, end);
  while (waits) {
    await turn();
    if (waits) vi.advanceTimersByTime(1);
  }
  return promise;
}

/** A server from its start to its end, with the sockets that it knows of. */
interface Life {
  readonly sync: Sync;
  readonly connections: ConnectionRegistry;
  readonly gate: GatedStore;
  readonly kill: () => void;
  readonly log: TestLog;
}

export interface FuzzResult {
  /** What happened, in words, to be read where a run fails. */
  readonly steps: readonly string[];
  /** How often each thing happened: a run in which nothing happens proves nothing. */
  readonly counts: ReadonlyMap<string, number>;
}

export class FuzzRun {
  readonly steps: string[] = [];
  readonly #counts = new Map<string, number>();
  readonly #dice: Dice;
  readonly #kind: DocumentKind;
  readonly #name: string;
  readonly #ledger: Ledger;
  readonly #peers: FuzzPeer[] = [];
  /** Sockets whose end the server has not noticed. */
  readonly #lost = new Set<CrankedSocket>();
  readonly #ids: string[] = [];
  readonly #wrongs: string[] = [];
  #life: Life;
  #shut = false;
  #finished = false;

  constructor(seed: number, store: SyncStore) {
    this.#dice = new Dice(seed);
    this.#kind = this.#dice.pick(['session', 'session', 'mentorship', 'private']);
    this.#name = NAMES[this.#kind];
    this.#ledger = new Ledger(store, this.#key);
    this.#life = this.#start();
    this.#gather();
  }

  /** @throws where something is wrong, with the steps that led there */
  async run(): Promise<FuzzResult> {
    try {
      for (let step = 0; step < OPERATIONS; step += 1) await this.#step();
      await this.#finish();
    } catch (error) {
      this.#wrongs.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
    if (this.#wrongs.length > 0) throw new Error(`${this.#wrongs.join('\n')}\n\n${this.steps.join('\n')}`);
    return { steps: this.steps, counts: this.#counts };
  }

  get #key() {
    return { tenant: 'default', name: this.#name };
  }

  #note(what: string, detail = ''): void {
    this.steps.push(`${what} ${detail}`.trim());
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
  }

  #start(): Life {
    const { store, kill } = this.#ledger.life();
    const gated = gate(store);
    const log = new TestLog();
    const connections = createConnections({ grants: () => ({ current: async () => null }), now: Date.now, log });
    const sync = createSync({
      store: gated,
      connections,
      log,
      now: Date.now,
      stateOf: () => 'live',
      limits: LIMITS,
    });
    this.#shut = false;
    return { sync, connections, gate: gated, kill, log };
  }

  #gather(): void {
    const over = { access: { [this.#name]: 'rw' as const }, epochs: { [this.#name]: 1 } };
    const readOnly = { access: { [this.#name]: 'ro' as const }, epochs: { [this.#name]: 1 } };
    const writers = this.#kind === 'private' ? ['anna', 'anna', 'anna'] : ['anna', 'bo', 'anna'];
    const claims = writers.slice(0, 2 + this.#dice.below(2)).map((person) => claimsOf(person, over));
    if (this.#kind === 'session' && this.#dice.once(2)) claims.push({ ...observerOf('olga'), ...readOnly });
    else if (this.#dice.once(3)) claims.push(claimsOf('bo', readOnly));
    for (const one of claims) {
      this.#peers.push(
        new FuzzPeer(one, this.#name, this.#dice, {
          acknowledging: (peer, copy, version) => this.#acknowledging(peer, copy, version),
          wronged: (peer, what) => this.#wrongs.push(`${peer.name} ${what}`),
        }),
      );
    }
  }

  /** The one promise: at the moment of an acknowledgement everything that it names is on disk. */
  #acknowledging(peer: FuzzPeer, copy: Copy, version: number): void {
    this.#note('acknowledged', `${peer.name} ${version}`);
    if (!peer.writes && version > 0) this.#wrongs.push(`A read-only peer was told that ${version} is saved.`);
    if (version > copy.written.length) this.#wrongs.push(`${peer.name} was told of ${version}, which it never named.`);
    const missing = copy.written.slice(0, version).findIndex((update) => !this.#ledger.has(update));
    if (missing >= 0)
      this.#wrongs.push(`${peer.name}: ${version} was acknowledged, and ${missing + 1} is not on disk.`);
  }

  async #step(): Promise<void> {
    const dice = this.#dice;
    this.#edit(dice.pick(this.#peers));
    this.#flushSome();
    const online = this.#peers.filter(({ socket }) => socket);
    const offline = this.#peers.filter(({ socket }) => !socket);
    if (online.length > 0 && dice.once(6)) this.#disconnect(dice.pick(online));
    if (offline.length > 0 && dice.once(2)) this.#connect(dice.pick(offline));
    if (online.length > 0 && dice.once(4)) this.#slowDown(dice.pick(online));
    if (dice.once(8)) this.#noticeSome();
    if (dice.once(10)) this.#turnGate();
    if (dice.once(15)) this.#command();
    if (dice.once(20)) this.#failCommits();
    if (dice.once(25)) await this.#evict();
    if (dice.once(25)) await this.#compact();
    if (dice.once(40)) await this.#restart();
    if (dice.once(3)) await this.#settle();
  }

  #edit(peer: FuzzPeer): void {
    // Most read-only clients let nobody write; one that does is refused.
    if (!peer.writes && !this.#dice.once(10)) return;
    const before = peer.copy.written.length;
    const did = operate(this.#kind, {
      doc: peer.copy.doc,
      dice: this.#dice,
      person: peer.claims.person,
      ids: this.#ids,
    });
    if (!peer.writes && peer.copy.written.length > before) peer.tainted = true;
    this.#note(did ? 'edit' : 'edit of nothing', `${peer.name} ${before} → ${peer.copy.written.length}`);
    if (this.#dice.once(2)) peer.tellVersion();
    if (this.#dice.once(10)) peer.announce();
    if (this.#dice.once(20)) peer.ask();
  }

  #flushSome(): void {
    const sockets = [...this.#peers.flatMap(({ socket }) => socket ?? []), ...this.#lost];
    for (let times = this.#dice.below(4); times > 0 && sockets.length > 0; times -= 1) {
      const socket = this.#dice.pick(sockets);
      const count = 1 + this.#dice.below(4);
      if (this.#dice.once(2)) socket.flushToServer(count);
      else socket.flushToClient(count);
    }
  }

  #connect(peer: FuzzPeer): void {
    if (this.#dice.once(6)) {
      this.#note('forget', peer.name);
      peer.forget();
    }
    this.#note('connect', peer.name);
    peer.connect(this.#life.sync);
  }

  #disconnect(peer: FuzzPeer): void {
    this.#note('disconnect', peer.name);
    const { socket } = peer;
    if (!socket) return;
    socket.leave();
    if (this.#dice.once(2)) socket.notice();
    else this.#lost.add(socket);
  }

  #noticeSome(): void {
    const [socket] = this.#lost;
    if (!socket) return;
    this.#note('notice');
    this.#lost.delete(socket);
    if (this.#dice.once(2)) socket.flushToServer();
    socket.notice();
  }

  #slowDown({ socket, name }: FuzzPeer): void {
    if (!socket || (socket.slow && !this.#dice.once(2))) return;
    socket.slow = !socket.slow;
    this.#note(socket.slow ? 'slow' : 'drain', name);
    if (!socket.slow) socket.drain();
  }

  #turnGate(): void {
    this.#shut = !this.#shut;
    this.#note(this.#shut ? 'shut' : 'open');
    if (this.#shut) this.#life.gate.shut();
    else this.#life.gate.open();
  }

  #failCommits(): void {
    const times = 1 + this.#dice.below(5);
    this.#note('fail', `${times}`);
    this.#life.gate.fail(new Error('The disk says no.'), times);
  }

  #command(): void {
    this.#note('command');
    const seed = this.#dice.below(2 ** 31);
    this.#life.sync.documents
      .command([this.#key], ([doc]) => {
        const bytes = commandUpdate(this.#kind, doc!, new Dice(seed));
        return { appends: [{ document: this.#key, bytes, actor: 'server' }], rows: [], result: null };
      })
      // A server that is killed, or whose disk says no, does not finish its commands.
      .catch((error: Error) => this.#note('command failed', error.message));
  }

  async #evict(): Promise<void> {
    this.#note('evict');
    for (const peer of this.#peers) peer.socket?.breakOff();
    for (const socket of this.#lost) socket.breakOff();
    this.#lost.clear();
    this.#openGate();
    await this.#settle();
    vi.advanceTimersByTime(LIMITS.evictAfter!);
    await this.#settle();
  }

  async #compact(): Promise<void> {
    this.#note('compact');
    await patiently(this.#ledger.compact());
    await this.#compareWithDisk();
  }

  async #restart(): Promise<void> {
    const { sync, connections, gate: store, kill } = this.#life;
    if (this.#dice.once(2)) {
      this.#note('restart');
      this.#openGate();
      await patiently(sync.close().then(() => connections.closeAll(0)));
    } else {
      const lose = this.#dice.once(2);
      this.#note('kill', lose ? 'before the commit' : 'after the commit');
      for (const socket of this.#sockets()) socket.breakOff();
      if (lose) kill();
      store.open();
      await this.#settle();
      kill();
      void sync.close(); // only its timers are left of it
    }
    for (const socket of this.#sockets()) socket.flushToClient();
    for (const socket of this.#sockets()) socket.breakOff();
    this.#lost.clear();
    this.#life = this.#start();
  }

  #sockets(): CrankedSocket[] {
    return [...this.#peers.flatMap(({ socket }) => socket ?? []), ...this.#lost];
  }

  #openGate(): void {
    this.#shut = false;
    this.#life.gate.open();
  }

  /** Lets the server do what it can without another byte from anybody. */
  async #settle(): Promise<void> {
    for (let left = 3; left > 0; left -= 1) {
      vi.advanceTimersByTime(3);
      await patiently(this.#ledger.settled());
      await turn();
    }
  }

  async #finish(): Promise<void> {
    this.#note('finish');
    this.#life.gate.fail(new Error('The disk is well again.'), 0);
    this.#openGate();
    for (const socket of this.#lost) {
      socket.flushToServer();
      socket.notice();
    }
    this.#lost.clear();
    await this.#quiet();
    for (const peer of this.#peers) peer.tellVersion();
    for (const peer of this.#peers) peer.announce();
    await this.#quiet();
    this.#finished = true;
    await this.#compareAll();
  }

  /** Moves everything until nothing moves any more, and everybody is here. */
  async #quiet(): Promise<void> {
    for (let round = 0, calm = 0; calm < 2; round += 1) {
      if (round > 200) throw new Error('It never becomes quiet.');
      for (const peer of this.#peers) {
        if (peer.tainted) {
          peer.socket?.breakOff();
          peer.forget();
        }
        peer.socket ??= peer.connect(this.#life.sync);
        peer.socket.slow = false;
        peer.socket.drain();
        peer.socket.flushToServer();
        peer.socket?.flushToClient();
      }
      await this.#settle();
      await patiently(this.#life.sync.idle());
      const busy = this.#peers.some(({ socket }) => !socket || socket.isBusy);
      calm = busy ? 0 : calm + 1;
    }
  }

  async #compareAll(): Promise<void> {
    const { sync, log } = this.#life;
    for (const peer of this.#peers) {
      const { saved, written } = peer.copy;
      if (peer.writes && saved !== written.length) {
        this.#wrongs.push(`${peer.name} wrote ${written.length} and heard of ${saved}.`);
      }
      this.#compare(peer.name, peer.copy.doc);
      for (const other of this.#peers) this.#compareStates(peer, other);
    }
    await patiently(sync.documents.read(this.#key, (doc) => this.#compare('the server', doc)));
    await this.#compareWithDisk();
    await patiently(this.#ledger.compact());
    const { stored } = await this.#compareWithDisk();
    if (stored.updates.length > 0) this.#wrongs.push(`${stored.updates.length} rows are left after a compaction.`);
    const bad = log.events.filter((event) => ['load-failed', 'rows-quarantined', 'compact-failed'].includes(event));
    if (bad.length > 0) this.#wrongs.push(`The server logged ${bad.join(', ')}.`);
    for (const peer of this.#peers) peer.socket?.breakOff();
    await patiently(sync.close());
  }

  #compareStates(peer: FuzzPeer, other: FuzzPeer): void {
    // The server itself speaks for an observer, under an id of its own.
    if (other.claims.role === 'observer' || !other.writes) return;
    if ((peer.states.get(other.copy.doc.clientID)?.json ?? 'null') === 'null') {
      this.#wrongs.push(`${peer.name} does not see that ${other.name} is here.`);
    }
  }

  async #compareWithDisk(): Promise<{ stored: Awaited<ReturnType<Ledger['load']>>['stored'] }> {
    const { doc, stored } = await patiently(this.#ledger.load());
    if (stored.quarantined.length > 0) this.#wrongs.push('Rows were quarantined.');
    this.#compare('the log', doc);
    return { stored };
  }

  #compare(name: string, doc: Y.Doc): void {
    const { doc: truth } = this.#ledger;
    const { pendingStructs, pendingDs } = doc.store;
    // Before the end it may: who edits while a step 2 is on its way sends what needs what is on its way.
    const waits = pendingStructs !== null || pendingDs !== null;
    if (this.#finished && waits) this.#wrongs.push(`${name}: something waits.`);
    if (!Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(truth))) this.#wrongs.push(`${name} is not what is on disk.`);
    const [said, expected] = [contentOf(doc), contentOf(truth)];
    if (!isDeepStrictEqual(said, expected)) {
      this.#wrongs.push(`${name} says ${JSON.stringify(said)} instead of ${JSON.stringify(expected)}`);
    }
  }
}
