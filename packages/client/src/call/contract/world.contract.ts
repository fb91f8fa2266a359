/** What every call must do: the world that the suite needs, and how it waits. */
import type { ErrorCode } from '@fireside/protocol';
import type { Call, CallPerson, CallSnapshot, Tile } from '../port.ts';

export interface Party {
  readonly call: Call;
  /** Ends the session of this person. */
  readonly end: () => void;
}

/** One session with everything around it. */
export interface CallWorld {
  /** A person's call in one tab; nothing is joined yet. */
  tab(person: string, client?: string): Party;
  /** The next time that one of this person's devices is asked for, the browser refuses. */
  refuse(person: string, device: 'microphone' | 'camera' | 'screen', code: ErrorCode): void;
  /** One of this person's devices is pulled out, and put back. */
  unplug(person: string, id: string): void;
  plug(person: string, id: string): void;
  /** What cannot be had at the moment is everybody's way to the server. */
  loseServer(): void;
  restoreServer(): void;
  /** Nothing passes between the people any more, while the server is there for all. */
  cutPath(): void;
  mendPath(): void;
  /** Resolves after so many signs of life between the people. */
  beats(count: number): Promise<void>;
  /** The server ends a person's part in the call. */
  dismiss(person: string, code: ErrorCode): void;
  /** What is still open: live tracks, peer connections, sockets. */
  remains(): number;
  /** Ends whatever is left. */
  close(): void;
}

/** For what tells no event. Not a frame: a tab in the background has none. */
export const aMoment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10));

/** Waits for a snapshot that passes `test`. */
export function until(call: Call, test: (snapshot: CallSnapshot) => unknown): Promise<CallSnapshot> {
  return new Promise((resolve) => {
    let stop = (): void => undefined;
    const look = (): void => {
      if (!test(call.value)) return;
      stop();
      resolve(call.value);
    };
    stop = call.subscribe(look);
    look();
  });
}

/** Waits for somebody else, as one sees them, to pass `test`. */
export async function untilOther(
  call: Call,
  person: string,
  test: (other: CallPerson) => unknown = ({ connection }) => connection === 'connected',
): Promise<CallPerson> {
  const find = ({ others }: CallSnapshot): CallPerson | undefined => others.find((one) => one.person === person);
  const snapshot = await until(call, (one) => {
    const other = find(one);
    return other && test(other);
  });
  return find(snapshot)!;
}

export const ON = { on: true, pending: false };
export const OFF = { on: false, pending: false };
export const cameraTile = (call: Call, person: string): Tile =>
  call.value.tiles.find((tile) => tile.person === person && tile.kind === 'camera')!;
export const tileNames = (call: Call): string[] =>
  call.value.tiles.map(({ person, kind, self }) => `${person} ${kind}${self ? ' self' : ''}`);

/** Waits until nothing is left: closing a socket takes a moment. */
export async function nothingRemains(world: CallWorld): Promise<void> {
  while (world.remains() > 0) await aMoment();
}

/** Anna and Bo in one call, connected. */
export async function pairIn(world: CallWorld): Promise<[Call, Call]> {
  const calls: [Call, Call] = [world.tab('anna').call, world.tab('bo').call];
  await Promise.all(calls.map((call) => call.join()));
  await Promise.all([untilOther(calls[0], 'bo'), untilOther(calls[1], 'anna')]);
  return calls;
}
