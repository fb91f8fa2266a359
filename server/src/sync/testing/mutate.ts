/** Updates as no client makes them: real ones with damage, and well-formed ones that say nonsense. */
import * as encoding from 'lib0/encoding';
import { any, deleted, format, gc, json, skip, subdocument, text, type, unknown, updateOf } from './bytes.ts';
import type { Deletions, Place, Section, Struct } from './bytes.ts';
import type { Dice } from './dice.ts';

/** What is known of the document that is attacked, so that nonsense points at what is there. */
export interface Target {
  /** Updates that really were or might be written in it. */
  readonly samples: readonly Uint8Array[];
  /** Yjs clients that it knows, and how far. */
  readonly clocks: readonly (readonly [client: number, clock: number])[];
}

const TELLING_BYTES = [0, 1, 2, 7, 9, 10, 39, 0x7f, 0x80, 0x81, 0xc0, 0xff];
const TELLING_NUMBERS = [0, 1, 2, 127, 128, 3e7, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 48, Number.MAX_SAFE_INTEGER];

export type Mutation = (dice: Dice, target: Target) => Uint8Array;

function varUint(number: number): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, number);
  return encoding.toUint8Array(encoder);
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

const sample = (dice: Dice, { samples }: Target): Uint8Array => dice.pick(samples).slice();

/** By what they do; each is drawn as often as the others. */
export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'a bit flipped': (dice, target) => {
    const bytes = sample(dice, target);
    for (let times = 1 + dice.below(3); times > 0; times -= 1) bytes[dice.below(bytes.length)]! ^= 1 << dice.below(8);
    return bytes;
  },
  'a telling byte': (dice, target) => {
    const bytes = sample(dice, target);
    for (let times = 1 + dice.below(2); times > 0; times -= 1) {
      bytes[dice.below(bytes.length)] = dice.pick(TELLING_BYTES);
    }
    return bytes;
  },
  'cut off': (dice, target) => {
    const bytes = sample(dice, target);
    return bytes.slice(0, dice.below(bytes.length));
  },
  'a piece missing': (dice, target) => {
    const bytes = sample(dice, target);
    const at = dice.below(bytes.length);
    return join(bytes.subarray(0, at), bytes.subarray(at + 1 + dice.below(8)));
  },
  'a piece twice': (dice, target) => {
    const bytes = sample(dice, target);
    const at = dice.below(bytes.length);
    return join(bytes.subarray(0, at + 1 + dice.below(8)), bytes.subarray(at));
  },
  'two in one': (dice, target) => {
    const [one, other] = [sample(dice, target), sample(dice, target)];
    return join(one.subarray(0, dice.below(one.length)), other.subarray(dice.below(other.length)));
  },
  'more behind its end': (dice, target) => join(sample(dice, target), sample(dice, target)),
  'a huge number': (dice, target) => {
    const bytes = sample(dice, target);
    const at = dice.below(bytes.length);
    return join(bytes.subarray(0, at), varUint(dice.pick(TELLING_NUMBERS)), bytes.subarray(at + 1));
  },
  'a number without end': (dice, target) => {
    const bytes = sample(dice, target);
    const at = dice.below(bytes.length);
    return join(bytes.subarray(0, at), new Uint8Array(1 + dice.below(20)).fill(0xff), bytes.subarray(at + 1));
  },
  'broken UTF-8': (dice, target) => {
    const bytes = sample(dice, target);
    const letters = [...bytes.keys()].filter((at) => bytes[at]! >= 0x61 && bytes[at]! <= 0x7a);
    if (letters.length > 0) bytes[dice.pick(letters)] = dice.pick([0xc0, 0xed, 0xf8, 0xfe, 0xff, 0x80]);
    return bytes;
  },
  'a claim of structs': (dice) =>
    updateOf([{ client: 1 + dice.below(9), structs: [], claims: dice.pick(TELLING_NUMBERS) }]),
  'a claim of clients': (dice) => join(varUint(dice.pick(TELLING_NUMBERS)), Uint8Array.of(1, 1, 0, 0, 1)),
  'a claim of deletions': (dice, target) =>
    updateOf([], [{ client: clientOf(dice, target), ranges: [[0, 1]], claims: dice.pick(TELLING_NUMBERS) }]),
  'deep values': (dice) => updateOf([{ client: 1 + dice.below(2 ** 31), structs: [deepValue(dice)] }]),
  'well-formed nonsense': nonsense,
  'more well-formed nonsense': nonsense,
};

function deepValue(dice: Dice): Struct {
  // The deepest would cost most of the test's time.
  const depth = dice.once(20) ? 100_000 : dice.pick([10, 100, 1_000, 5_000]);
  if (dice.once(2)) return json([`${'['.repeat(depth)}${dice.once(2) ? ']'.repeat(depth) : ''}`]);
  const arrays = new Uint8Array(2 * depth + 1).fill(1).map((one, at) => (at % 2 === 0 ? 117 : one)); // 117: an array
  arrays[2 * depth] = 126; // null
  return any(1, arrays);
}

function clientOf(dice: Dice, { clocks }: Target): number {
  return dice.once(3) ? dice.pick([0, 1, 7, 2 ** 32, 2 ** 53 - 1]) : dice.pick(clocks)[0];
}

/** A clock that is taken, the next one, or one from the blue. */
function clockOf(dice: Dice, { clocks }: Target, client: number): number {
  const state = clocks.find(([known]) => known === client)?.[1] ?? 0;
  return dice.pick([
    state,
    state,
    state,
    state + 1,
    Math.max(0, state - 1),
    dice.below(state + 1),
    2 ** 31,
    2 ** 53 - 1,
  ]);
}

function nonsense(dice: Dice, target: Target): Uint8Array {
  const sections: Section[] = Array.from({ length: dice.below(3) }, () => {
    const client = clientOf(dice, target);
    const structs = Array.from({ length: 1 + dice.below(5) }, () => anyStruct(dice, target));
    return { client, clock: clockOf(dice, target, client), structs };
  });
  const deletions: Deletions[] = Array.from({ length: dice.below(3) }, () => {
    const client = clientOf(dice, target);
    const ranges = Array.from(
      { length: dice.below(4) },
      () => [clockOf(dice, target, client), lengthOf(dice)] as const,
    );
    return { client, ranges };
  });
  return updateOf(sections, deletions);
}

const lengthOf = (dice: Dice): number => dice.pick([0, 1, 1, 2, 5, 100, 2 ** 31, 2 ** 53 - 1]);

function placeOf(dice: Dice, target: Target): Place {
  const id = (): readonly [number, number] => {
    const client = clientOf(dice, target);
    return [client, dice.below(Math.max(1, clockOf(dice, target, client)))];
  };
  const parents = ['notes', 'agenda', 'outcomes', 'meta', '', '__proto__'];
  return dice.pick<() => Place>([
    () => ({ origin: id() }),
    () => ({ rightOrigin: id() }),
    () => ({ origin: id(), rightOrigin: id() }),
    () => ({ parent: id() }),
    () => ({ parent: id(), key: dice.pick(['title', 'deleted', '__proto__']) }),
    () => ({ parent: dice.pick(parents) }),
    () => ({ parent: dice.pick(parents), key: dice.pick(['', 'current', 'schema']) }),
  ])();
}

function anyStruct(dice: Dice, target: Target): Struct {
  const place = placeOf(dice, target);
  return dice.pick<() => Struct>([
    () => text(dice.pick(['', 'x', 'words', '😀', '\ud83d']), place),
    () => deleted(lengthOf(dice), place),
    () => format(dice.pick(['bold', '']), dice.pick(['true', 'null', '{}', '{', '[[]]']), place),
    () => type(dice.below(9), place),
    () => any(dice.below(3), Uint8Array.of(126, 120, 121), place),
    () => json([dice.pick(['1', 'undefined', '{', 'null'])], place),
    () => subdocument(dice.pick(['', 'guid']), place),
    () => unknown(dice.below(32), Uint8Array.of(1, 1, 1), place),
    () => gc(lengthOf(dice)),
    () => skip(lengthOf(dice)),
  ])();
}

/** Frames that are no messages, messages that nobody sends to a server, and awareness that lies. */
export function noise(dice: Dice, person: string): { data: Uint8Array; binary: boolean } {
  const random = (length: number, below: number) => Uint8Array.from({ length }, () => dice.below(below));
  const state = JSON.stringify(dice.pick<unknown>([{ person }, { person: 'bo' }, null, [], 'x', { cursor: 1 }]));
  const states = Array.from({ length: 1 + dice.below(3) }, () =>
    join(varUint(dice.below(2 ** 31)), varUint(dice.pick(TELLING_NUMBERS)), varUint(state.length), Buffer.from(state)),
  );
  const aware = join(varUint(dice.once(4) ? dice.pick(TELLING_NUMBERS) : states.length), ...states);
  const data = dice.pick<() => Uint8Array>([
    () => random(dice.below(60), 256),
    () => random(dice.below(60), 5),
    () => join(Uint8Array.of(dice.below(3)), random(dice.below(30), 256)),
    () => join(Uint8Array.of(0, 0), varUint(dice.pick(TELLING_NUMBERS)), random(dice.below(30), 256)),
    () => join(Uint8Array.of(0, 0, 5), varUint(dice.pick(TELLING_NUMBERS))),
    () => join(Uint8Array.of(1), varUint(dice.once(4) ? dice.below(200) : aware.byteLength), aware),
    () => join(Uint8Array.of(102), varUint(dice.pick(TELLING_NUMBERS))),
    () => join(Uint8Array.of(102), new Uint8Array(dice.below(12)).fill(0xff)),
    () => join(Uint8Array.of(103), varUint(1), Uint8Array.of(9), Buffer.from('malformed')),
    () => join(Uint8Array.of(104), Uint8Array.of(8), Buffer.from('archived')),
    () => join(varUint(dice.pick(TELLING_NUMBERS)), random(5, 256)),
    () => Uint8Array.of(2, 0, 1, 65),
    () => new Uint8Array(0),
    () => Uint8Array.from({ length: 300 }, () => 3),
  ])();
  return { data, binary: !dice.once(8) };
}
