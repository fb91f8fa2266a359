/** The sockets that follow a document, and what each of them is told. */
import type { ErrorCode } from '@fireside/protocol';
import type { Frame } from './wire.ts';

/** A socket as its document sees it. */
export interface Follower {
  readonly person: string;
  /** Whether it says itself who is there; for others the server does. */
  readonly speaks: boolean;
  /** Whether it may write; only then it is asked for what the server misses. */
  readonly writes: boolean;
  send(frame: Frame): void;
  /** Like `send`, for what a slow socket may miss: it gets that all at once later. */
  deliver(frame: Frame): void;
  /** What it sent needs what it has not sent: its answer to this step 1 says both. */
  ask(step1: Frame): void;
  close(code: ErrorCode): void;
}

interface Seat {
  /** The number of the last update that its step 2 covers; infinite before it has asked. */
  joined: number;
  /** The state vector of the last state that it was sent: what it lacks is at most what came since. */
  base: Uint8Array | null;
}

export class Followers {
  readonly #seats = new Map<Follower, Seat>();

  add(follower: Follower): void {
    this.#seats.set(follower, { joined: Infinity, base: null });
  }

  delete(follower: Follower): boolean {
    return this.#seats.delete(follower);
  }

  /** How many sockets this person has here. */
  countOf(person: string): number {
    let count = 0;
    for (const follower of this.#seats.keys()) if (follower.person === person) count += 1;
    return count;
  }

  /** From update `number` on the socket hears every one. */
  seat(follower: Follower, number: number, base: Uint8Array): void {
    const seat = this.#seats.get(follower);
    if (!seat) return;
    seat.joined = Math.min(seat.joined, number);
    seat.base = base;
  }

  baseOf(follower: Follower): Uint8Array | null {
    return this.#seats.get(follower)?.base ?? null;
  }

  /** Tells update `number` to those whose state does not have it. */
  tell(frame: Frame, number: number, except: Follower | null): void {
    for (const [follower, { joined }] of this.#seats) {
      if (follower !== except && number > joined) follower.deliver(frame);
    }
  }

  get size(): number {
    return this.#seats.size;
  }

  /** Says something to every socket that `hears` it, asked for the document or not. */
  broadcast(frame: Frame, hears: (follower: Follower) => boolean): void {
    for (const follower of this.#seats.keys()) if (hears(follower)) follower.deliver(frame);
  }

  close(code: ErrorCode): void {
    for (const follower of [...this.#seats.keys()]) follower.close(code);
  }
}
