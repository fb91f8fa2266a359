/**
 * The way to the media server: one connection after the other, each with a token of its own, for as long as the call goes on.
 * After a short cut media come back by themselves, and sooner than another connection would be there; after a long one the
 * media server has given us up.
 */
import { FiresideError, type ErrorCode } from '@fireside/protocol';
import { type MediaEnd, MediaRoom, type MediaRoomOptions } from './livekit.ts';

export interface MediaConnectionOptions extends Omit<MediaRoomOptions, 'onEnd'> {
  /** Asks our server for a new token, which `take` is given; false where it cannot be asked. */
  readonly askToken: () => boolean;
  /** The first one is there, or another one in place of one that was lost. */
  readonly onOpened: () => void;
  readonly onLost: () => void;
  /** There was no first one. */
  readonly onRefused: (code: ErrorCode) => void;
}

/** From one attempt to the next, at first and at most, in ms. */
const AGAIN = 2000;
const LONGEST_AGAIN = 16_000;
/** After a cut of so many ms a new connection is quicker than the old one. */
const GIVEN_UP = 10_000;
/** Otherwise the old one has so many ms to come back. */
const PATIENCE = 2500;

export class MediaConnection {
  readonly #options: MediaConnectionOptions;
  #room: MediaRoom;
  #token: string;
  #connected = false;
  #everConnected = false;
  /** An attempt is under way. */
  #opening = false;
  #openedAt = 0;
  #pause = 0;
  #failures = 0;
  /** The media server sent us away; only a new token of our own server lets us in again. */
  #removed = false;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(options: MediaConnectionOptions) {
    this.#options = options;
    this.#token = options.token;
    this.#room = this.#open();
  }

  /** The newest one, connected or not. */
  get room(): MediaRoom {
    return this.#room;
  }

  get connected(): boolean {
    return this.#connected;
  }

  get everConnected(): boolean {
    return this.#everConnected;
  }

  /** Whether nothing is known to be wrong with it. */
  get well(): boolean {
    return this.#connected && this.#room.well;
  }

  /** A token has come. */
  take(token: string): void {
    if (this.#closed) return;
    this.#token = token;
    this.#room.close();
    this.#room = this.#open();
  }

  /** Now and then: tries again where there is none. */
  tend(): void {
    if (!this.#connected && this.#everConnected) this.#tryAgain();
  }

  /** Our server has answered again, so we are in a network. `cutSince`: since when nothing passes; null where something does. */
  mend(cutSince: number | null): void {
    clearTimeout(this.#patience);
    this.#failures = 0;
    if (!this.#connected) return this.#reopen(); // an attempt of before has met a network that was not there
    if (cutSince === null) return;
    if (performance.now() - cutSince > GIVEN_UP) this.#reopen();
    else this.#patience = setTimeout(() => !this.#options.passes() && this.#reopen(), PATIENCE);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#patience);
    this.#room.close();
  }

  #open(): MediaRoom {
    this.#openedAt = performance.now();
    this.#opening = true;
    const room = new MediaRoom({
      ...this.#options,
      token: this.#token,
      onEnd: (reason) => this.#isCurrent(room) && this.#ended(reason),
    });
    room.connect().then(
      () => this.#isCurrent(room) && this.#opened(),
      (error: unknown) => this.#isCurrent(room) && this.#refused(error),
    );
    return room;
  }

  #isCurrent(room: MediaRoom): boolean {
    return room === this.#room && !this.#closed;
  }

  #opened(): void {
    this.#opening = false;
    this.#failures = 0;
    this.#removed = false;
    this.#everConnected = true;
    this.#connected = true;
    this.#options.onOpened();
  }

  #refused(error: unknown): void {
    this.#opening = false;
    this.#failures += 1;
    this.#connected = false;
    if (this.#everConnected) this.#options.onLost();
    else this.#options.onRefused(error instanceof FiresideError ? error.code : 'internal');
  }

  #ended(reason: MediaEnd): void {
    this.#removed = reason !== 'lost';
    this.#connected = false;
    this.#options.onLost();
    this.#tryAgain();
  }

  /** An attempt that is under way may take as long as a slow network needs; those that fail come at growing intervals. */
  #tryAgain(): void {
    if (this.#opening || performance.now() - this.#openedAt < this.#pause) return;
    this.#reopen();
  }

  /** With a token that the server has just made; with the last one where it cannot be asked. */
  #reopen(): void {
    this.#pause = Math.min(LONGEST_AGAIN, AGAIN * 2 ** this.#failures) * (0.5 + Math.random() / 2);
    this.#openedAt = performance.now();
    if (!this.#options.askToken() && !this.#removed) this.take(this.#token);
  }
}
