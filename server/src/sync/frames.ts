/** The y-websocket wire: what a client may say, and what we say (y-protocols `sync.js` and `awareness.js`). */
import { MESSAGE_AWARENESS, MESSAGE_QUERY_AWARENESS, MESSAGE_SAVED, MESSAGE_SYNC, readSaved } from '@fireside/protocol';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { allocateFrame, type Frame } from './wire.ts';

const STEP_1 = 0;
const STEP_2 = 1;
const UPDATE = 2;

export type Message =
  | { type: 'step-1'; stateVector: Uint8Array }
  /** `answer`: a step 2, the client's reply to our step 1. */
  | { type: 'update'; update: Uint8Array; answer: boolean }
  | { type: 'awareness'; body: Uint8Array }
  | { type: 'query-awareness' }
  | { type: 'saved'; version: number };

/** Reads the next message of a frame; bodies are views of it. @throws on what is no message that a client sends */
export function readMessage(decoder: decoding.Decoder): Message {
  switch (decoding.readVarUint(decoder)) {
    case MESSAGE_SYNC:
      return readSync(decoder);
    case MESSAGE_AWARENESS:
      return { type: 'awareness', body: decoding.readVarUint8Array(decoder) };
    case MESSAGE_QUERY_AWARENESS:
      return { type: 'query-awareness' };
    case MESSAGE_SAVED:
      return { type: 'saved', version: readSaved(decoder) };
    default:
      throw new Error('An unknown type of message.');
  }
}

function readSync(decoder: decoding.Decoder): Message {
  const step = decoding.readVarUint(decoder);
  const body = decoding.readVarUint8Array(decoder);
  if (step === STEP_1) return { type: 'step-1', stateVector: body };
  if (step === STEP_2 || step === UPDATE) return { type: 'update', update: body, answer: step === STEP_2 };
  throw new Error('An unknown step of sync.');
}

function syncMessage(step: number, body: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE_SYNC);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, body);
  return encoding.toUint8Array(encoder);
}

export const step1Message = (stateVector: Uint8Array): Uint8Array => syncMessage(STEP_1, stateVector);
export const step2Message = (update: Uint8Array): Uint8Array => syncMessage(STEP_2, update);
export const updateMessage = (update: Uint8Array): Uint8Array => syncMessage(UPDATE, update);

/** An update as everybody gets it: message and WebSocket header in one piece, the bytes copied once. */
export function updateFrame(update: Uint8Array): Frame {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE_SYNC);
  encoding.writeVarUint(encoder, UPDATE);
  encoding.writeVarUint(encoder, update.byteLength);
  const head = encoding.length(encoder);
  const { frame, at } = allocateFrame(head + update.byteLength);
  frame.set(encoding.toUint8Array(encoder), at);
  frame.set(update, at + head);
  return frame;
}

/** One client's state as the wire has it; a null state means that the client has left. */
export interface AwarenessState {
  readonly client: number;
  readonly clock: number;
  readonly json: string;
}

export function awarenessMessage(states: readonly AwarenessState[]): Uint8Array {
  const body = encoding.createEncoder();
  encoding.writeVarUint(body, states.length);
  for (const { client, clock, json } of states) {
    encoding.writeVarUint(body, client);
    encoding.writeVarUint(body, clock);
    encoding.writeVarString(body, json);
  }
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE_AWARENESS);
  encoding.writeVarUint8Array(encoder, encoding.toUint8Array(body));
  return encoding.toUint8Array(encoder);
}

/** Says nothing and resets the 30 s watchdog of y-websocket, which does not see the pings of WebSocket. */
export const KEEP_ALIVE = awarenessMessage([]);

/** An honest frame names everybody in a document at most. */
const MAX_STATES = 1_000;

/** Reads the body of an awareness frame. @throws on a truncated one, and on one of too many states */
export function readAwareness(body: Uint8Array): AwarenessState[] {
  const decoder = decoding.createDecoder(body);
  const states: AwarenessState[] = [];
  const count = decoding.readVarUint(decoder);
  if (count > MAX_STATES) throw new Error('Too many states in one frame.');
  for (let left = count; left > 0; left -= 1) {
    const client = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    states.push({ client, clock, json: decoding.readVarString(decoder) });
  }
  return states;
}
