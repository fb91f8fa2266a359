/** What a raw client says: y-websocket's messages, and their WebSocket frames (RFC 6455), made before they are needed. */
import { randomFillSync } from 'node:crypto';
import * as encoding from 'lib0/encoding';
import type { Door } from '../servers/kind.ts';

export const SYNC = 0;
export const AUTH = 2;
/** Hocuspocus: a sync message that asks for no step 1 in return. */
export const SYNC_REPLY = 4;
export const SAVED = 102;
export const REFUSED = 103;

export const STEP_1 = 0;
export const STEP_2 = 1;
export const UPDATE = 2;

/** An update that holds nothing. */
export const NOTHING = Uint8Array.of(0, 0);

/** What stands before each message of this wire: Hocuspocus names the document. */
export function prefixOf({ dialect, document }: Pick<Door, 'dialect' | 'document'>): Uint8Array {
  return encoding.encode((encoder) => {
    if (dialect === 'hocuspocus') encoding.writeVarString(encoder, document);
  });
}

export function syncFrame(prefix: Uint8Array, step: number, body: Uint8Array): Buffer {
  return message(prefix, (encoder) => {
    encoding.writeVarUint(encoder, SYNC);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, body);
  });
}

export function savedFrame(version: number): Buffer {
  return message(NO_PREFIX, (encoder) => {
    encoding.writeVarUint(encoder, SAVED);
    encoding.writeVarUint(encoder, version);
  });
}

/** Hocuspocus wants a token before anything else, also where nobody checks it. */
export function tokenFrame(prefix: Uint8Array): Buffer {
  return message(prefix, (encoder) => {
    encoding.writeVarUint(encoder, AUTH);
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarString(encoder, 'bench');
  });
}

const NO_PREFIX = new Uint8Array(0);
const BINARY = 0x2;
export const PONG = 0xa;
export const CLOSE = 0x8;

function message(prefix: Uint8Array, write: (encoder: encoding.Encoder) => void): Buffer {
  const encoder = encoding.createEncoder();
  encoding.writeUint8Array(encoder, prefix);
  write(encoder);
  return frame(BINARY, encoding.toUint8Array(encoder));
}

/** One whole frame of a client, masked with a random key as servers expect: a key of zero would save them work. */
export function frame(opcode: number, payload: Uint8Array): Buffer {
  const length = payload.length;
  const header = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const bytes = Buffer.allocUnsafeSlow(header + 4 + length);
  bytes[0] = 0x80 | opcode;
  bytes[1] = 0x80 | (header === 2 ? length : header === 4 ? 126 : 127);
  if (header === 4) bytes.writeUInt16BE(length, 2);
  if (header === 10) bytes.writeBigUInt64BE(BigInt(length), 2);
  const mask = randomFillSync(bytes.subarray(header, header + 4));
  for (let i = 0; i < length; i += 1) bytes[header + 4 + i] = payload[i]! ^ mask[i & 3]!;
  return bytes;
}
