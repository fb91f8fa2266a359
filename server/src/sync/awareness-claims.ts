/** What a socket says of clients in an awareness message, read and checked before any of it is taken. */
import { FiresideError } from '@fireside/protocol';
import { readAwareness, type AwarenessState } from './frames.ts';

/** The state of a client that has left. */
export const GONE = 'null';

/** One state that a socket claims for its person; `json` is what `JSON.stringify` makes of it. */
export interface Claim extends AwarenessState {
  /** Whom the state names as its person; undefined where it names nobody. */
  readonly person: unknown;
}

/** Every peer compares states by recursion; one that is deeper would overflow their stacks, not ours. */
const LEVELS = 16;

/**
 * The states of a message, not yet checked.
 * @throws FiresideError `malformed`
 */
export function readStates(body: Uint8Array): AwarenessState[] {
  try {
    return readAwareness(body);
  } catch (cause) {
    throw new FiresideError('malformed', { cause });
  }
}

/** @throws FiresideError `malformed`, `too-large` */
export function checkState({ client, clock, json }: AwarenessState, stateBytes: number): Claim {
  if (Buffer.byteLength(json) > stateBytes) throw new FiresideError('too-large');
  const value = parse(json);
  if (typeof value !== 'object' || Array.isArray(value) || !isTame(value, LEVELS)) throw new FiresideError('malformed');
  if (value === null) return { client, clock, json: GONE, person: undefined };
  // Not the bytes that came: of a key that stands there twice other parsers may take the other one.
  const said = JSON.stringify(value);
  if (Buffer.byteLength(said) > stateBytes) throw new FiresideError('too-large');
  return { client, clock, json: said, person: 'person' in value ? value.person : undefined };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new FiresideError('malformed', { cause });
  }
}

/** Not deeper than `levels`, and nothing in it that changes a prototype where somebody merges it into an object. */
function isTame(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  return Object.entries(value).every(([key, one]) => key !== '__proto__' && isTame(one, levels - 1));
}
