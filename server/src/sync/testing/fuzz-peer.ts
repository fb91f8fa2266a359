/** A client in the manner of y-websocket 3.1 with our acknowledgements, over a socket that a test cranks by hand. */
import { encodeSaved, MESSAGE_QUERY_AWARENESS } from '@fireside/protocol';
import * as Y from 'yjs';
import type { TicketClaims } from '../../auth/claims.ts';
import { awarenessMessage, step1Message, step2Message, updateMessage, type AwarenessState } from '../frames.ts';
import type { Sync } from '../sync.ts';
import { hear } from './client.ts';
import { CrankedSocket } from './crank.ts';
import type { Dice } from './dice.ts';

/** What one client object holds; a browser that lost its storage starts with another one. */
export interface Copy {
  readonly doc: Y.Doc;
  /** Local changes since it was made; the index is the version less one. */
  readonly written: Uint8Array[];
  saved: number;
}

export interface PeerEvents {
  /** The server is just writing this acknowledgement. */
  acknowledging(peer: FuzzPeer, copy: Copy, version: number): void;
  /** What no honest client should ever hear. */
  wronged(peer: FuzzPeer, what: string): void;
}

export class FuzzPeer {
  readonly claims: TicketClaims;
  readonly #document: string;
  readonly #dice: Dice;
  readonly #events: PeerEvents;
  copy: Copy;
  socket: CrankedSocket | null = null;
  /** Of everybody, as y-protocols keeps them: a state of null has ended. */
  readonly states = new Map<number, { clock: number; json: string }>();
  /** A read-only peer has written: it will be refused where it says so. */
  tainted = false;
  #clock = 0;

  constructor(claims: TicketClaims, document: string, dice: Dice, events: PeerEvents) {
    this.claims = claims;
    this.#document = document;
    this.#dice = dice;
    this.#events = events;
    this.copy = this.#newCopy();
  }

  get name(): string {
    return `${this.claims.person}/${this.copy.doc.clientID}`;
  }

  get writes(): boolean {
    return this.claims.access[this.#document] === 'rw';
  }

  /** Its storage is lost, with everything in it that was not sent. */
  forget(): void {
    this.copy.doc.destroy();
    this.copy = this.#newCopy();
    this.states.clear();
    this.#clock = 0;
    this.tainted = false;
  }

  connect(sync: Sync): CrankedSocket {
    const { copy } = this;
    const socket: CrankedSocket = new CrankedSocket(
      {
        message: (message) => this.#receive(message, socket),
        closed: (code) => this.#closed(code, socket),
      },
      (message) => {
        const heard = hear(message);
        if (heard.type === 'saved') this.#events.acknowledging(this, copy, heard.version);
      },
    );
    this.socket = socket;
    sync.open(socket.wire, this.claims, this.#document);
    socket.send(step1Message(Y.encodeStateVector(copy.doc)));
    this.announce();
    this.tellVersion();
    return socket;
  }

  /** Message 102. */
  tellVersion(): void {
    this.socket?.send(encodeSaved(this.copy.written.length));
  }

  /** Says that it is here, as every 15 s. */
  announce(): void {
    this.#clock += 1;
    this.states.set(this.copy.doc.clientID, { clock: this.#clock, json: this.#own });
    this.#tellStates([this.copy.doc.clientID]);
  }

  ask(): void {
    this.socket?.send(Uint8Array.of(MESSAGE_QUERY_AWARENESS));
  }

  get #own(): string {
    return JSON.stringify({ person: this.claims.person });
  }

  #newCopy(): Copy {
    const doc = new Y.Doc();
    doc.clientID = 1 + this.#dice.below(2 ** 31);
    const copy: Copy = { doc, written: [], saved: 0 };
    doc.on('update', (bytes: Uint8Array, origin: unknown) => {
      if (origin === this) return;
      copy.written.push(bytes);
      if (copy === this.copy) this.socket?.send(updateMessage(bytes));
    });
    return copy;
  }

  #receive(message: Uint8Array, socket: CrankedSocket): void {
    if (socket !== this.socket) return;
    const { doc } = this.copy;
    const heard = hear(message);
    if (heard.type === 'step-1') socket.send(step2Message(Y.encodeStateAsUpdate(doc, heard.bytes)));
    else if (heard.type === 'step-2' || heard.type === 'update') Y.applyUpdate(doc, heard.bytes, this);
    else if (heard.type === 'awareness') this.#hearStates(heard.states);
    else if (heard.type === 'saved') this.copy.saved = heard.version;
    else if (heard.type === 'refused' && this.writes) this.#events.wronged(this, `was refused: ${heard.code}`);
  }

  /** y-protocols tells changes on, whoever made them: everybody hears an echo of everybody. */
  #hearStates(states: readonly AwarenessState[]): void {
    const changed: number[] = [];
    for (const { client, clock, json } of states) {
      const known = this.states.get(client);
      if (known && clock < known.clock) continue;
      if (known && clock === known.clock && !(json === 'null' && known.json !== 'null')) continue;
      if (client === this.copy.doc.clientID && json === 'null') {
        this.#clock = clock + 1;
        this.states.set(client, { clock: this.#clock, json: this.#own });
      } else {
        this.states.set(client, { clock, json });
      }
      changed.push(client);
    }
    if (changed.length > 0) this.#tellStates(changed);
  }

  #tellStates(clients: readonly number[]): void {
    const states = clients.map((client) => ({ client, ...this.states.get(client)! }));
    this.socket?.send(awarenessMessage(states));
  }

  #closed(code: number, socket: CrankedSocket): void {
    if (socket !== this.socket) return;
    this.socket = null;
    // y-protocols forgets the others' states, and remembers their clocks.
    for (const [client, { clock }] of this.states) {
      if (client !== this.copy.doc.clientID) this.states.set(client, { clock, json: 'null' });
    }
    if (code < 4400 || code >= 4500) return;
    if (this.writes) this.#events.wronged(this, `was closed with ${code}`);
    this.forget();
  }
}
