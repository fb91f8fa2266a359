/**
 * Frames of the document socket. 0 and 1 and 3 are y-protocols' own (sync, awareness, query awareness);
 * 102 to 104 are ours and opt-in: a client that never sends 102 never meets one.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { isErrorCode, type ErrorCode } from './errors.ts';
import type { SessionState } from './ticket.ts';

export const MESSAGE_SYNC = 0;
export const MESSAGE_AWARENESS = 1;
export const MESSAGE_QUERY_AWARENESS = 3;
/** `varUint(102) varUint(version)`: both ways; the answer means "committed to disk". */
export const MESSAGE_SAVED = 102;
/** `varUint(103) varUint(version) varString(code)`: refused, and never will be. */
export const MESSAGE_REFUSED = 103;
/** `varUint(104) varString(state)`: the state of the session. */
export const MESSAGE_STATE = 104;

export function encodeSaved(version: number): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE_SAVED);
  encoding.writeVarUint(encoder, version);
  return encoding.toUint8Array(encoder);
}

/** Reads the body of a 102; the type was read before. @throws on a truncated frame */
export function readSaved(decoder: decoding.Decoder): number {
  return decoding.readVarUint(decoder);
}

export function encodeRefused(version: number, code: ErrorCode): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE_REFUSED);
  encoding.writeVarUint(encoder, version);
  encoding.writeVarString(encoder, code);
  return encoding.toUint8Array(encoder);
}

/** Reads the body of a 103. An unknown code of a newer server reads as `malformed`. */
export function readRefused(decoder: decoding.Decoder): { version: number; code: ErrorCode } {
  const version = decoding.readVarUint(decoder);
  const code = decoding.readVarString(decoder);
  return { version, code: isErrorCode(code) ? code : 'malformed' };
}

export function encodeState(state: SessionState): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE_STATE);
  encoding.writeVarString(encoder, state);
  return encoding.toUint8Array(encoder);
}

const STATES: ReadonlySet<string> = new Set<SessionState>([
  'scheduled',
  'live',
  'wrapped-up',
  'archived',
  'cancelled',
  'did-not-happen',
]);

/** Reads the body of a 104; null for a state that this client does not know. */
export function readState(decoder: decoding.Decoder): SessionState | null {
  const state = decoding.readVarString(decoder);
  return STATES.has(state) ? (state as SessionState) : null;
}
