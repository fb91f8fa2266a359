/** How states reach the sockets of a document: at once among few, the latest of each client per window in a crowd. */
import type { Followers, Follower } from './followers.ts';
import { awarenessMessage, type AwarenessState } from './frames.ts';
import type { AwarenessLimits } from './limits.ts';
import { frameOf, type Frame } from './wire.ts';

/** Clients send back what they are told, so our frames stay well below what we take. */
const FRAME = { states: 500, bytes: 64 * 1024 };

/** What a frame costs beside its bytes: peers send back frame by frame. */
const TELLING = 4 * 1024;

/** As few frames as these states fit into. */
export function framesOf(states: Iterable<AwarenessState>): Frame[] {
  const frames: Frame[] = [];
  let part: AwarenessState[] = [];
  let bytes = 0;
  const end = (): void => {
    if (part.length > 0) frames.push(frameOf(awarenessMessage(part)));
    part = [];
    bytes = 0;
  };
  for (const state of states) {
    part.push(state);
    bytes += state.json.length;
    if (part.length >= FRAME.states || bytes >= FRAME.bytes) end();
  }
  end();
  return frames;
}

export interface RelayOptions {
  readonly limits: AwarenessLimits;
  readonly followers: Followers;
  readonly now: () => number;
  /** What is known of a client now; undefined where it is forgotten. */
  readonly stateOf: (client: number) => AwarenessState | undefined;
  /** Whether a socket must not hear of these clients yet. */
  readonly withholds: (follower: Follower, clients: readonly number[]) => boolean;
}

export class AwarenessRelay {
  readonly #options: RelayOptions;
  /** Clients whose latest state waits for the end of the window. */
  readonly #waiting = new Set<number>();
  #window: NodeJS.Timeout | undefined;
  #since = 0;
  /** Bytes told at once since then. */
  #spent = 0;

  constructor(options: RelayOptions) {
    this.#options = options;
  }

  /** Tells everybody what is known of these clients now; `except` has said it. */
  tell(clients: readonly number[], except: Follower | null = null): void {
    if (clients.length === 0) return;
    const states = this.#statesOf(clients);
    if (this.#mayTellNow(states)) return this.#broadcast(states, except);
    for (const client of clients) this.#waiting.add(client);
    this.#arm();
  }

  stop(): void {
    clearTimeout(this.#window);
    this.#waiting.clear();
  }

  #mayTellNow(states: readonly AwarenessState[]): boolean {
    const { limits, followers, now } = this.#options;
    if (followers.size > limits.crowd) return false;
    if (Math.abs(now() - this.#since) >= limits.window) {
      this.#since = now();
      this.#spent = 0;
    }
    // Each peer sends back what it hears: somebody who says much must not use up what the others may send.
    if (this.#spent > limits.windowBytes) return false;
    this.#spent += TELLING;
    for (const { json } of states) this.#spent += json.length;
    return true;
  }

  #broadcast(states: readonly AwarenessState[], except: Follower | null): void {
    const { followers, withholds } = this.#options;
    const clients = states.map(({ client }) => client);
    const hears = (follower: Follower): boolean => follower !== except && !withholds(follower, clients);
    for (const frame of framesOf(states)) followers.broadcast(frame, hears);
  }

  #arm(): void {
    this.#window ??= setTimeout(() => {
      this.#window = undefined;
      this.#flush();
    }, this.#options.limits.window).unref();
  }

  #flush(): void {
    const clients: number[] = [];
    let bytes = 0;
    for (const client of this.#waiting) {
      if (bytes > this.#options.limits.windowBytes) break;
      this.#waiting.delete(client);
      clients.push(client);
      bytes += this.#options.stateOf(client)?.json.length ?? 0;
    }
    this.#since = this.#options.now();
    this.#spent = bytes;
    // Also to who said it: one frame for all costs less than one for each.
    this.#broadcast(this.#statesOf(clients), null);
    if (this.#waiting.size > 0) this.#arm();
  }

  #statesOf(clients: readonly number[]): AwarenessState[] {
    return clients.map((client) => this.#options.stateOf(client)).filter((state) => state !== undefined);
  }
}
