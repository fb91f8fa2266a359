/**
 * One document in memory: its Y.Doc, its queue, and the sockets that follow it. The path of an update:
 *
 *   write → apply to the Y.Doc → queue → one commit → `committed` of the writer, fan out to everybody else
 */
import { FiresideError, type ErrorCode } from '@fireside/protocol';
import * as Y from 'yjs';
import { describeError, type Log } from '../log.ts';
import {
  CommitConflict,
  type Append,
  type DocumentKey,
  type StoredDocument,
  type SyncStore,
} from '../storage/store.ts';
import { AwarenessStates } from './awareness.ts';
import { Followers, type Follower } from './followers.ts';
import { step1Message, step2Message, updateFrame } from './frames.ts';
import type { SyncLimits } from './limits.ts';
import { LiveDoc, type Applied, type DecodedUpdate } from './live-doc.ts';
import { stateInParts, type State } from './parts.ts';
import { DocumentQueue } from './queue.ts';
import { isBearable } from './update-check.ts';
import { frameOf, type Frame } from './wire.ts';

export interface HotDocumentDeps {
  readonly store: SyncStore;
  readonly limits: SyncLimits;
  readonly log: Log;
  readonly now: () => number;
  /** Something is on disk, told every few seconds while a person goes on; never throws. */
  readonly onChange: (key: DocumentKey, at: number, actor: string) => void;
  /** @throws where what is made of a document that was erased is not gone */
  readonly onErase: (key: DocumentKey) => Promise<void>;
}

/** What a client wrote. */
export interface Write {
  readonly update: Uint8Array;
  /** The same, read. */
  readonly decoded: DecodedUpdate;
  /** A step 2: the client's reply to our step 1. */
  readonly answer: boolean;
  readonly from: Follower;
  /** It is on disk; gets the frame that all others get, null where there was nothing new. */
  readonly committed: (frame: Frame | null) => void;
  /** It decodes and cannot be applied, there is no room for it, it speaks for somebody else, or nobody may write any more. */
  readonly refused: (code: 'malformed' | 'too-large' | 'not-allowed' | 'read-only') => void;
}

/** Bytes of an update up to which it is not worth looking how long it took: more than any keystroke. */
const MAY_BE_SLOW = 1024;
/** The state vector of somebody who has nothing. */
const NOTHING = Uint8Array.of(0);

export class HotDocument {
  readonly key: DocumentKey;
  readonly epoch: number;
  readonly queue: DocumentQueue;
  readonly #deps: HotDocumentDeps;
  readonly #ended: () => void;
  readonly #followers = new Followers();
  #awareness: AwarenessStates | null = null;
  #live!: LiveDoc;
  /** Updates since it was opened. */
  #count = 0;
  #tail = { rows: 0, bytes: 0 };
  /** When a change by whom was told. */
  readonly #told = new Map<string, number>();
  /** Why it can no longer be used. */
  #over: ErrorCode | null = null;
  #frozen = false;
  #followed = false;

  /**
   * `ended` is called when the document can no longer be used: storage failed, or it was erased elsewhere.
   * @throws FiresideError `storage`
   */
  static async open(key: DocumentKey, deps: HotDocumentDeps, ended: () => void): Promise<HotDocument> {
    try {
      return new HotDocument(key, await deps.store.load(key), deps, ended);
    } catch (error) {
      deps.log.error('load-failed', describeError(error));
      throw new FiresideError('storage', { cause: error });
    }
  }

  private constructor(key: DocumentKey, stored: StoredDocument, deps: HotDocumentDeps, ended: () => void) {
    this.key = key;
    this.epoch = stored.epoch;
    this.#deps = deps;
    this.#ended = ended;
    this.queue = new DocumentQueue(
      (appends) => this.#commit(appends),
      (error) => this.#fail(error),
    );
    this.#fill(stored);
  }

  /** For reading inside the queue. */
  get doc(): Y.Doc {
    return this.#live.doc;
  }

  /** Who is here; most documents are opened and written before anybody says so. */
  get awareness(): AwarenessStates {
    this.#awareness ??= new AwarenessStates(this.#deps.limits.awareness, this.#followers, this.#deps.now);
    return this.#awareness;
  }

  /** Whether the log has rows that a snapshot would be smaller than. */
  get hasTail(): boolean {
    return this.#tail.rows > 1;
  }

  /** How many sockets this person has here. */
  socketsOf(person: string): number {
    return this.#followers.countOf(person);
  }

  /** Whether somebody has had a socket here, and may come back to it soon. */
  get wasFollowed(): boolean {
    return this.#followed;
  }

  /** A socket that has come in the moment in which the document ended is closed like those before it. */
  follow(follower: Follower): void {
    if (this.#over) return follower.close(this.#over);
    this.#followed = true;
    this.#followers.add(follower);
    if (follower.writes) follower.send(frameOf(step1Message(Y.encodeStateVector(this.doc))));
    this.#awareness?.enter(follower);
  }

  unfollow(follower: Follower): void {
    if (this.#followers.delete(follower)) this.#awareness?.leave(follower);
  }

  beat(): void {
    this.#awareness?.beat();
  }

  /** Answers a step 1 once everything that the answer says is committed; from there on the socket hears every update. */
  join(follower: Follower, stateVector: Uint8Array, answered: () => void): void {
    this.queue.run(() => {
      const { before, last } = this.#stateFor(follower, stateVector);
      this.queue.afterCommit(() => {
        for (const part of before) follower.send(updateFrame(part));
        follower.send(frameOf(step2Message(last)));
        answered();
      });
    });
  }

  /** What a socket that could not follow has missed; `caughtUp` is called when it has been sent. */
  catchUp(follower: Follower, caughtUp: () => void): void {
    this.queue.run(() => {
      const { before, last } = this.#stateFor(follower, this.#followers.baseOf(follower) ?? NOTHING);
      this.queue.afterCommit(() => {
        // Not `deliver`: a large one would count as falling behind again.
        for (const part of [...before, last]) follower.send(updateFrame(part));
        caughtUp();
      });
    });
  }

  write({ update, decoded, answer, from, committed, refused }: Write): void {
    this.queue.run(() => {
      if (this.#frozen && !this.contains(update)) return refused('read-only');
      if (!isBearable(decoded, this.doc)) return refused('malformed');
      const { documentBytes } = this.#deps.limits;
      if (!this.#live.fits(update.byteLength, documentBytes) && !this.contains(update)) return refused('too-large');
      const at = this.#deps.now();
      const clients = this.#live.meet(decoded, from.person, (client) => this.#awareness?.personOf(client));
      if (!clients) return refused('not-allowed');
      const began = update.byteLength > MAY_BE_SLOW ? process.threadCpuUsage() : null;
      let applied: Applied;
      try {
        applied = this.#live.apply(update, answer);
      } catch (error) {
        this.#deps.log.warn('update-refused', describeError(error));
        refused('malformed');
        return this.#rebuild();
      }
      if (began && this.#wasTooHard(began, decoded)) {
        refused('too-large');
        return this.#rebuild();
      }
      // A step 2 has everything that its sender could apply; what is left out of it, they have not applied either.
      const asks = applied.incomplete && !answer;
      if (asks) from.ask(frameOf(step1Message(Y.encodeStateVector(this.doc))));
      const number = (this.#count += 1);
      const logged = applied.update ? [applied.update, ...applied.own] : applied.own;
      const appends = logged.map((bytes) => this.#append(bytes, from.person, at, clients));
      this.queue.append(appends, () => {
        const frame = applied.update && updateFrame(applied.update);
        if (frame) this.#followers.tell(frame, number, from);
        if (!asks) committed(frame);
        for (const own of applied.own) this.#followers.tell(updateFrame(own), number, null);
        if (logged.length > 0) this.#committed(logged, at, from.person);
      });
    });
  }

  /** Whether everything that an update says is in the document already. */
  contains(update: Uint8Array): boolean {
    return this.#live.contains(update);
  }

  /** Yjs clients that this document meets with an update of `person`. */
  meet(decoded: DecodedUpdate, person: string): readonly number[] {
    return this.#live.meet(decoded, person, () => undefined) ?? [];
  }

  /** Takes what a command has committed; only its holder may call this. */
  take({ bytes, actor }: { bytes: Uint8Array; actor: string }, at: number): void {
    this.#live.apply(bytes, false);
    this.#count += 1;
    this.#followers.tell(updateFrame(bytes), this.#count, null);
    this.#committed([bytes], at, actor);
  }

  /** From now on clients change nothing; only the holder of the queue may call this. */
  freeze(): void {
    this.#frozen = true;
  }

  /** The document can no longer be used: its sockets are closed with `code`, and what waits is refused. */
  end(code: ErrorCode): void {
    this.rest(code);
    this.#followers.close(code);
  }

  /** Leaves the memory; sockets that still follow hear nothing more. */
  rest(code: ErrorCode = 'restart'): void {
    this.#over = code;
    this.#awareness?.stop();
    this.queue.end(new FiresideError(code));
    this.doc.destroy();
  }

  /**
   * Some updates take Yjs time that grows with the square of their length, and would take it again at every load and from
   * every client. The thread's own time, not the clock's: a busy machine must not make honest text too hard.
   */
  #wasTooHard(began: NodeJS.CpuUsage, { structs }: DecodedUpdate): boolean {
    const { user, system } = process.threadCpuUsage(began);
    const ms = (user + system) / 1_000;
    const { most, perStruct } = this.#deps.limits.apply;
    return ms > most && ms > structs.length * perStruct;
  }

  /** What a socket with `stateVector` lacks; from here on it hears every update. */
  #stateFor(follower: Follower, stateVector: Uint8Array): State {
    this.#followers.seat(follower, this.#count, Y.encodeStateVector(this.doc));
    return stateInParts(this.doc, stateVector, this.#deps.limits.partBytes);
  }

  #append(bytes: Uint8Array, actor: string, at: number, clients: readonly number[]): Append {
    return { document: this.key, bytes, actor, at, epoch: this.epoch, clients };
  }

  #committed(updates: readonly Uint8Array[], at: number, actor: string): void {
    this.#tail.rows += updates.length;
    for (const bytes of updates) this.#tail.bytes += bytes.byteLength;
    const { rows, bytes } = this.#deps.limits.compactAfter;
    if (this.#tail.rows > rows || this.#tail.bytes > bytes) this.compact();
    // Who listens decides over minutes, and every keystroke must not cost what that costs.
    if (Math.abs(at - (this.#told.get(actor) ?? -Infinity)) < this.#deps.limits.tellEvery) return;
    this.#told.set(actor, at);
    this.#deps.onChange(this.key, at, actor);
  }

  /** Folds the log in the store; the document in memory is not touched. */
  compact(): void {
    this.#tail = { rows: 0, bytes: 0 };
    this.#deps.store
      .compact(this.key)
      .catch((error: unknown) => this.#deps.log.error('compact-failed', describeError(error)));
  }

  /** Tries again a few times; a conflict says that the document was erased elsewhere, and stays one. */
  async #commit(appends: readonly Append[]): Promise<void> {
    for (const wait of [...this.#deps.limits.retries, null]) {
      try {
        return await this.#deps.store.commit({ appends, rows: [] });
      } catch (error) {
        if (error instanceof CommitConflict || wait === null) throw error;
        this.#deps.log.warn('commit-failed', { ...describeError(error), retryIn: wait });
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  }

  #fail(error: Error): void {
    if (this.#over) return;
    this.#deps.log.error('document-failed', describeError(error));
    this.end(error instanceof CommitConflict ? 'epoch-changed' : 'storage');
    this.#ended();
  }

  /** An update was half applied: the log knows better. Until it has been read nothing else happens here. */
  #rebuild(): void {
    this.queue
      .hold()
      .then(async (release) => {
        this.#fill(await this.#deps.store.load(this.key));
        release();
      })
      .catch((error: Error) => this.#fail(error));
  }

  #fill(stored: StoredDocument): void {
    if (stored.quarantined.length > 0) this.#deps.log.error('rows-quarantined', { rows: stored.quarantined });
    this.#live = new LiveDoc(stored);
    this.#tail = { rows: stored.updates.length, bytes: stored.updates.reduce((sum, one) => sum + one.byteLength, 0) };
  }
}
