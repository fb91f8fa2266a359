/**
 * One document socket, from its verified ticket to its end. What a frame goes through:
 *
 *   frame → size, rate → message → role → decode → `HotDocument.write` → … committed → echo, 102
 */
import { FiresideError, type ErrorCode, type SessionState } from '@fireside/protocol';
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import type { TicketClaims } from '../auth/claims.ts';
import type { Connections } from '../connections.ts';
import { describeError, type Log } from '../log.ts';
import { Rate } from '../rate.ts';
import { Acks } from './acks.ts';
import type { Follower } from './followers.ts';
import { readMessage, updateFrame, type Message } from './frames.ts';
import type { HotDocument } from './hot-document.ts';
import type { DecodedUpdate } from './live-doc.ts';
import type { SyncLimits } from './limits.ts';
import { Line, type Turn } from './line.ts';
import type { DocumentRegistry, Lease } from './registry.ts';
import type { Frame, Wire } from './wire.ts';

export interface SocketDeps {
  readonly registry: DocumentRegistry;
  readonly connections: Connections;
  readonly limits: SyncLimits;
  readonly log: Log;
  readonly now: () => number;
  readonly turn: Turn;
  readonly stateOf: (tenant: string, session: string) => SessionState | null | Promise<SessionState | null>;
  /** Called once, when the socket has ended. */
  readonly closed: (socket: DocumentSocket) => void;
}

export class DocumentSocket implements Follower {
  readonly person: string;
  readonly writes: boolean;
  readonly speaks: boolean;
  readonly #claims: TicketClaims;
  readonly #name: string;
  readonly #deps: SocketDeps;
  readonly #line: Line;
  readonly #acks: Acks;
  readonly #rate: Rate;
  readonly #unregister: () => void;
  #lease: Lease | null = null;
  /** Frames that had been read when the socket was paused. */
  #waiting: Uint8Array[] = [];
  /** A step 1 is being answered. */
  #asked: { again: Uint8Array | null } | null = null;
  #resume: NodeJS.Timeout | undefined;
  /** Nothing more is taken: refused, stopped or closed. */
  #deaf = false;
  #refused = false;
  #closed = false;
  constructor(wire: Wire, claims: TicketClaims, name: string, deps: SocketDeps) {
    this.person = claims.person;
    this.writes = claims.access[name] === 'rw';
    this.speaks = claims.role !== 'observer';
    this.#claims = claims;
    this.#name = name;
    this.#deps = deps;
    this.#rate = new Rate(deps.limits, deps.now());
    const events = {
      message: (data: Uint8Array, binary: boolean) => this.#receive(data, binary),
      closed: () => this.#end(),
      drained: () => this.#catchUp(),
      resumed: () => this.#work(),
    };
    this.#line = new Line(wire, events, deps);
    this.#line.pause('loading');
    this.#acks = new Acks({
      writes: this.writes,
      log: deps.log,
      send: (frame) => this.send(frame),
      whenCommitted: (then) => this.#whenCommitted(then),
      stateOf: () => deps.stateOf(claims.tenant, claims.session),
    });
    this.#unregister = deps.connections.add({
      kind: 'document',
      claims,
      document: name,
      close: (code) => this.close(code),
      tell: (state) => this.#acks.tell(state),
    });
  }

  /** Loads the document and lets the frames in. Never throws: what goes wrong closes the socket. */
  async start(): Promise<void> {
    if (!Object.hasOwn(this.#claims.access, this.#name)) return this.close('not-allowed');
    try {
      const lease = await this.#deps.registry.lease({ tenant: this.#claims.tenant, name: this.#name });
      if (this.#closed) return lease.release();
      this.#lease = lease;
    } catch (error) {
      return this.close(error instanceof FiresideError ? error.code : 'internal');
    }
    const { document } = this.#lease;
    if (this.#claims.epochs[this.#name] !== document.epoch) return this.close('epoch-changed');
    if (document.socketsOf(this.person) >= this.#deps.limits.socketsPerPerson) return this.close('too-many');
    this.#enter(document);
    this.#line.resume('loading');
  }

  send(frame: Frame): void {
    this.#line.send(frame);
  }

  deliver(frame: Frame): void {
    this.#line.deliver(frame);
  }

  ask(step1: Frame): void {
    if (this.#acks.asked()) this.send(step1);
  }

  close(code: ErrorCode): void {
    this.#line.close(code);
  }

  beat(): void {
    this.#line.beat();
  }

  /** Takes no more frames; what was taken is still committed and acknowledged. */
  stop(): void {
    this.#deaf = true;
  }

  #enter(document: HotDocument): void {
    document.follow(this);
    const { person, name, role } = this.#claims;
    // Nobody reads unseen: the server speaks for an observer, whatever their client says.
    if (!this.speaks) document.awareness.introduce(this, { person, name, role });
  }

  #receive(data: Uint8Array, binary: boolean): void {
    if (this.#deaf) return;
    if (data.byteLength > this.#deps.limits.frameBytes) return this.#refuse('too-large');
    if (!binary) return this.#refuse('malformed');
    this.#count(data.byteLength);
    this.#waiting.push(data);
    this.#work();
  }

  /** Handles what has been read, as long as nothing pauses it: a chunk from the network can hold thousands of frames. */
  #work(): void {
    while (this.#lease && !this.#line.paused && !this.#deaf) {
      const frame = this.#waiting.shift();
      if (!frame) return;
      const started = performance.now();
      this.#handleFrame(frame, this.#lease.document);
      const took = performance.now() - started;
      // Everybody else waited meanwhile; now it is this socket's turn to wait.
      if (took > this.#deps.limits.work.free) this.#rest(took * this.#deps.limits.work.rest);
    }
  }

  #count(bytes: number): void {
    const wait = this.#rate.take(bytes, this.#deps.now());
    if (wait > 0) this.#rest(wait);
  }

  #rest(wait: number): void {
    this.#line.pause('rate');
    clearTimeout(this.#resume);
    this.#resume = setTimeout(() => this.#line.resume('rate'), wait);
  }

  #handleFrame(data: Uint8Array, document: HotDocument): void {
    try {
      const decoder = decoding.createDecoder(data);
      this.#handle(readMessage(decoder), document);
      if (!decoding.hasContent(decoder)) return;
      // y-websocket sends one message per frame; what follows one is read, not lost, and counts as another frame.
      this.#waiting.unshift(data.subarray(decoder.pos));
      this.#count(0);
    } catch (error) {
      if (!(error instanceof FiresideError)) this.#deps.log.info('frame-malformed', describeError(error));
      this.#refuse(error instanceof FiresideError ? error.code : 'malformed');
    }
  }

  #handle(message: Message, document: HotDocument): void {
    switch (message.type) {
      case 'step-1':
        Y.decodeStateVector(message.stateVector);
        return this.#answerStep1(message.stateVector, document);
      case 'update': {
        const decoded = Y.decodeUpdate(message.update); // pure: bad bytes end here
        return this.writes ? this.#write(message, decoded, document) : this.#checkReadOnly(message.update, document);
      }
      case 'saved':
        return this.#acks.ask(message.version);
      case 'query-awareness':
        return document.awareness.answer(this);
      case 'awareness':
        return document.awareness.receive(message.body, this);
    }
  }

  /** One at a time, then the last that was asked meanwhile: each answer may be as large as the document. */
  #answerStep1(stateVector: Uint8Array, document: HotDocument): void {
    if (this.#asked) {
      this.#asked.again = stateVector;
      return;
    }
    const asked: { again: Uint8Array | null } = { again: null };
    this.#asked = asked;
    document.join(this, stateVector, () => {
      this.#asked = null;
      if (asked.again && !this.#closed) this.#answerStep1(asked.again, document);
    });
  }

  #write(message: { update: Uint8Array; answer: boolean }, decoded: DecodedUpdate, document: HotDocument): void {
    const { update, answer } = message;
    const echoes = !answer || update.byteLength <= this.#deps.limits.echoBytes;
    document.write({
      update,
      decoded,
      answer,
      from: this,
      // The sender's own bytes, also when they said nothing new: newer y-websocket clients take them for "saved".
      committed: (frame) => {
        if (echoes) this.send(answer || !frame ? updateFrame(update) : frame);
      },
      refused: (code) => this.#refuse(code),
    });
    if (answer) this.#acks.answered();
    this.#waitForQueue(document);
  }

  /** A disk that is slower than its writers slows them down. */
  #waitForQueue(document: HotDocument): void {
    if (document.queue.bytes <= this.#deps.limits.queueBytes) return;
    this.#line.pause('queue');
    document.queue.afterCommit(() => this.#line.resume('queue'));
  }

  #checkReadOnly(update: Uint8Array, document: HotDocument): void {
    document.queue.run(() => {
      if (!document.contains(update)) this.#refuse('read-only');
    });
  }

  #whenCommitted(then: () => void): void {
    const queue = this.#lease?.document.queue;
    queue?.run(() => queue.afterCommit(then));
  }

  #catchUp(): void {
    const document = this.#lease?.document;
    document?.catchUp(this, () => document.awareness.catchUp(this));
  }

  /** What was sent is not taken and never will be. */
  #refuse(code: ErrorCode): void {
    if (this.#refused) return;
    this.#refused = true;
    this.#deaf = true;
    this.#acks.refuse(code);
    this.close(code);
  }

  #end(): void {
    this.#closed = true;
    this.#deaf = true;
    clearTimeout(this.#resume);
    this.#unregister();
    this.#lease?.document.unfollow(this);
    this.#lease?.release();
    this.#deps.closed(this);
  }
}
