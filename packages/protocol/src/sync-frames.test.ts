import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { expect, it } from 'vitest';
import {
  encodeRefused,
  encodeSaved,
  encodeState,
  MESSAGE_REFUSED,
  MESSAGE_STATE,
  readRefused,
  readSaved,
  readState,
} from './sync-frames.ts';

/** A decoder behind the type of a frame. */
function body(frame: Uint8Array): decoding.Decoder {
  const decoder = decoding.createDecoder(frame);
  decoding.readVarUint(decoder);
  return decoder;
}

/** A frame of the type with a version and a text, where they are given. */
function frame(type: number, version: number | null, text: string): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, type);
  if (version !== null) encoding.writeVarUint(encoder, version);
  encoding.writeVarString(encoder, text);
  return encoding.toUint8Array(encoder);
}

it('lays frames out byte by byte as scripts rely on', () => {
  expect([...encodeSaved(0)]).toEqual([102, 0]);
  expect([...encodeSaved(300)]).toEqual([102, 0b1010_1100, 2]);
  expect([...encodeRefused(1, 'storage')]).toEqual([103, 1, 7, ...new TextEncoder().encode('storage')]);
  expect([...encodeState('live')]).toEqual([104, 4, ...new TextEncoder().encode('live')]);
});

it('reads what it has written', () => {
  expect(readSaved(body(encodeSaved(2 ** 40)))).toBe(2 ** 40);
  expect(readRefused(body(encodeRefused(7, 'read-only')))).toEqual({ version: 7, code: 'read-only' });
  expect(readState(body(encodeState('wrapped-up')))).toBe('wrapped-up');
});

it('takes words of a newer server for what it knows', () => {
  expect(readRefused(body(frame(MESSAGE_REFUSED, 1, 'later')))).toEqual({ version: 1, code: 'malformed' });
  expect(readRefused(body(frame(MESSAGE_REFUSED, 1, 'toString')))).toEqual({ version: 1, code: 'malformed' });
  expect(readState(body(frame(MESSAGE_STATE, null, 'postponed')))).toBeNull();
});

it('throws on a truncated frame', () => {
  expect(() => readSaved(body(Uint8Array.of(102)))).toThrow();
  expect(() => readRefused(body(Uint8Array.of(103, 1)))).toThrow();
  expect(() => readState(body(Uint8Array.of(104, 9, 97)))).toThrow();
});
