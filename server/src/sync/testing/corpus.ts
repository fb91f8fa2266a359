/** One document under attack: a hostile writer, an honest one beside, and a judge who has read neither server nor mind. */
import { encodeSaved } from '@fireside/protocol';
import * as Y from 'yjs';
import { createConnections } from '../../connections.ts';
import type { SyncStore } from '../../storage/store.ts';
import { step2Message, updateMessage } from '../frames.ts';
import { createSync, type Sync } from '../sync.ts';
import { hear } from './client.ts';
import { CrankedSocket } from './crank.ts';
import type { Dice } from './dice.ts';
import { Ledger } from './fuzz-ledger.ts';
import { operate } from './fuzz-operations.ts';
import { FuzzPeer } from './fuzz-peer.ts';
import type { Target } from './mutate.ts';
import { claimsOf, TestLog } from './server.ts';

/** What the server did with bytes. */
export type Answer = 'acknowledged' | `refused: ${string}` | `closed: ${number}`;
/** What Yjs itself says of them: whether they can be read, and be applied to what is on disk. */
export type Verdict = 'valid' | 'unreadable' | 'inapplicable';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const NOTHING = Uint8Array.of(0, 0);
const UNLIMITED = { frames: 2 ** 50, bytes: 2 ** 50 };
/** Turns of the event loop after which nothing more is expected. */
const PATIENCE = 1_000;

/** Whether anybody who gets the whole of a document can read it. */
export function isReadable(doc: Y.Doc): boolean {
  const copy = new Y.Doc();
  try {
    Y.decodeStateVector(Y.encodeStateVector(doc));
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
    return Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(copy));
  } catch {
    return false;
  } finally {
    copy.destroy();
  }
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

export class Siege {
  readonly ledger: Ledger;
  readonly log = new TestLog();
  readonly wrongs: string[] = [];
  readonly #sync: Sync;
  readonly #name: string;
  readonly #dice: Dice;
  readonly #peers: FuzzPeer[] = [];
  readonly #honest: FuzzPeer;
  readonly #ids: string[] = [];
  #hostile: CrankedSocket | null = null;
  #heard: Answer[] = [];
  #version = 0;

  constructor(store: SyncStore, name: string, dice: Dice) {
    this.#name = name;
    this.#dice = dice;
    this.ledger = new Ledger(store, { tenant: 'default', name });
    const connections = createConnections({
      grants: () => ({ current: async () => null }),
      now: Date.now,
      log: this.log,
    });
    this.#sync = createSync({
      store: this.ledger.life().store,
      connections,
      log: this.log,
      now: Date.now,
      stateOf: () => 'live',
      // Who asks much of the server has to wait; a test would wait with it.
      limits: { work: { free: Infinity, rest: 0 }, burst: UNLIMITED, perSecond: UNLIMITED },
    });
    this.#honest = this.#peer('bo');
  }

  #peer(person: string): FuzzPeer {
    const peer = new FuzzPeer(claimsOf(person, this.#access), this.#name, this.#dice, {
      acknowledging: (_, copy, version) => {
        if (!copy.written.slice(0, version).every((update) => this.ledger.has(update))) {
          this.wrongs.push(`${version} was acknowledged to ${person}, and is not on disk.`);
        }
      },
      wronged: (_, what) => this.wrongs.push(`${person} ${what}.`),
    });
    this.#peers.push(peer);
    return peer;
  }

  get #access() {
    return { access: { [this.#name]: 'rw' as const }, epochs: { [this.#name]: 1 } };
  }

  /** What was stored of the attacker. */
  get bytes(): number {
    return this.ledger.bytesOf('anna');
  }

  /** The honest one writes, and hears that it is saved. */
  async write(operations: number): Promise<void> {
    const peer = this.#honest;
    if (!peer.socket) peer.connect(this.#sync);
    for (let left = operations; left > 0; left -= 1) {
      operate('session', { doc: peer.copy.doc, dice: this.#dice, person: 'bo', ids: this.#ids });
    }
    peer.tellVersion();
    for (let left = PATIENCE; left > 0 && peer.copy.saved < peer.copy.written.length; left -= 1) await this.#move();
    if (peer.copy.saved !== peer.copy.written.length) this.wrongs.push('The honest one is not saved any more.');
  }

  /** What an attacker knows: everything that was written so far, and what somebody might write next. */
  target(): Target {
    const { doc } = this.#honest.copy;
    const next = new Y.Doc();
    Y.applyUpdate(next, Y.encodeStateAsUpdate(doc));
    next.clientID = 1 + this.#dice.below(2 ** 31);
    const samples: Uint8Array[] = [...this.#honest.copy.written, Y.encodeStateAsUpdate(doc)];
    next.on('update', (bytes: Uint8Array) => samples.push(bytes));
    for (let left = 20; left > 0; left -= 1) {
      operate('session', { doc: next, dice: this.#dice, person: 'anna', ids: this.#ids });
    }
    samples.push(Y.encodeStateAsUpdate(next));
    return {
      samples,
      clocks: [...next.store.clients.keys()].map((client) => [client, Y.getState(next.store, client)]),
    };
  }

  /** Sends bytes as an update or as a step 2, asks for an acknowledgement, and answers what came of it. */
  async attack(bytes: Uint8Array): Promise<Answer> {
    const message = this.#dice.once(2) ? step2Message(bytes) : updateMessage(bytes);
    return this.say({ data: message, binary: true });
  }

  /** The same with a whole message of any kind. */
  async say({ data, binary }: { data: Uint8Array; binary: boolean }): Promise<Answer> {
    const socket = this.#hostile ?? (await this.#enter());
    this.#version += 1;
    this.#heard = [];
    socket.send(data, binary);
    socket.send(encodeSaved(this.#version));
    const answer = await this.#answer();
    if (answer !== 'acknowledged') {
      this.#version += 1;
      socket.send(encodeSaved(this.#version));
      for (let left = PATIENCE; left > 0 && this.#hostile; left -= 1) await this.#move();
      await this.#move();
      if (this.#heard.includes('acknowledged')) this.wrongs.push('Something was acknowledged after a refusal.');
    }
    return answer;
  }

  /** Says of bytes what is right, from what is on disk and from Yjs alone; `after` is the document with them. */
  judge(bytes: Uint8Array): { verdict: Verdict; after: Y.Doc | null } {
    try {
      Y.decodeUpdate(bytes);
    } catch {
      return { verdict: 'unreadable', after: null };
    }
    const after = copyOf(this.ledger.doc);
    try {
      Y.applyUpdate(after, bytes);
      return { verdict: 'valid', after };
    } catch {
      after.destroy();
      return { verdict: 'inapplicable', after: null };
    }
  }

  /** At the end: everybody has the document, and the disk gives it back. */
  async end(): Promise<void> {
    await this.write(1);
    await this.#move();
    this.#compare('the honest one', this.#honest.copy.doc);
    await this.#sync.documents.read({ tenant: 'default', name: this.#name }, (doc) => this.#compare('the server', doc));
    await this.#newcomer();
    await this.#disk();
    await this.ledger.compact();
    await this.#disk();
    if (this.log.events.includes('document-failed')) this.wrongs.push('The document failed.');
    this.#honest.socket?.breakOff();
    this.#hostile?.breakOff();
    await this.#sync.close();
  }

  /** Somebody who has nothing gets all of it, whatever waits in it. */
  async #newcomer(): Promise<void> {
    const { doc } = this.ledger;
    const newcomer = this.#peer('cleo');
    newcomer.connect(this.#sync);
    const { clientID } = this.#honest.copy.doc;
    const lacks = () => Y.getState(newcomer.copy.doc.store, clientID) < Y.getState(doc.store, clientID);
    for (let left = PATIENCE; left > 0 && lacks(); left -= 1) await this.#move();
    if (lacks()) this.wrongs.push('Words of the honest one are hidden from who comes now.');
    this.#compare('who comes now', newcomer.copy.doc);
    newcomer.socket?.breakOff();
  }

  async #disk(): Promise<void> {
    const { doc, stored } = await this.ledger.load();
    if (stored.quarantined.length > 0) this.wrongs.push(`${stored.quarantined.length} rows were quarantined.`);
    this.#compare('the disk', doc);
  }

  #compare(name: string, doc: Y.Doc): void {
    if (doc.store.pendingStructs || doc.store.pendingDs) this.wrongs.push(`Something waits in what ${name} has.`);
    const same = Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(this.ledger.doc));
    if (!same) this.wrongs.push(`${name} has another document.`);
    if (!isReadable(doc)) this.wrongs.push(`What ${name} has cannot be read by a newcomer.`);
  }

  async #enter(): Promise<CrankedSocket> {
    const socket: CrankedSocket = new CrankedSocket({
      message: (message) => {
        const heard = hear(message);
        if (heard.type === 'saved' && heard.version === this.#version) this.#heard.push('acknowledged');
        if (heard.type === 'refused') this.#heard.push(`refused: ${heard.code}`);
        if (heard.type === 'step-1') socket.send(step2Message(NOTHING));
      },
      closed: (code) => {
        this.#heard.push(`closed: ${code}`);
        this.#hostile = null;
      },
    });
    this.#hostile = socket;
    this.#version = 0;
    this.#heard = [];
    this.#sync.open(socket.wire, claimsOf('anna', this.#access), this.#name);
    socket.send(step2Message(NOTHING));
    socket.send(encodeSaved(0));
    await this.#answer();
    return socket;
  }

  async #answer(): Promise<Answer> {
    for (let left = PATIENCE; left > 0; left -= 1) {
      const [answer] = this.#heard;
      if (answer) return answer;
      await this.#move();
    }
    throw new Error('The server does not answer any more.');
  }

  /** One turn of everything. */
  async #move(): Promise<void> {
    const sockets = [this.#hostile, ...this.#peers.map(({ socket }) => socket)];
    for (const socket of sockets) {
      socket?.flushToServer();
      socket?.flushToClient();
    }
    await turn();
    for (const socket of sockets) socket?.flushToClient();
  }
}
