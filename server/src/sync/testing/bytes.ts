/**
 * Writes Yjs updates (v1) by hand, so that a test can say what no Y.Doc would.
 * Layout: `readClientsStructRefs` of yjs/src/utils/encoding.js and `readDeleteSet` of yjs/src/utils/DeleteSet.js.
 */
import * as encoding from 'lib0/encoding';

type Id = readonly [client: number, clock: number];

/** Where an item stands: beside others, or in a parent that is a root's name or the id of the item that holds the type. */
export interface Place {
  readonly origin?: Id;
  readonly rightOrigin?: Id;
  readonly parent?: string | Id;
  readonly key?: string;
}

/** `refs` of yjs/src/structs/Item.js. */
export const CONTENT = { deleted: 1, json: 2, binary: 3, string: 4, embed: 5, format: 6, type: 7, any: 8, doc: 9 };
/** `typeRefs` of yjs/src/structs/ContentType.js. */
export const TYPE = { array: 0, map: 1, text: 2, xmlElement: 3, xmlFragment: 4, xmlHook: 5, xmlText: 6 };

const KEY = 1 << 5;
const RIGHT_ORIGIN = 1 << 6;
const ORIGIN = 1 << 7;

export type Struct = (encoder: encoding.Encoder) => void;

function writeId(encoder: encoding.Encoder, [client, clock]: Id): void {
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, clock);
}

function item(ref: number, { origin, rightOrigin, parent = 'notes', key }: Place, content: Struct): Struct {
  return (encoder) => {
    const beside = origin !== undefined || rightOrigin !== undefined;
    const info = ref | (origin ? ORIGIN : 0) | (rightOrigin ? RIGHT_ORIGIN : 0) | (key === undefined ? 0 : KEY);
    encoding.writeUint8(encoder, info);
    if (origin) writeId(encoder, origin);
    if (rightOrigin) writeId(encoder, rightOrigin);
    if (!beside) {
      encoding.writeVarUint(encoder, typeof parent === 'string' ? 1 : 0);
      if (typeof parent === 'string') encoding.writeVarString(encoder, parent);
      else writeId(encoder, parent);
      if (key !== undefined) encoding.writeVarString(encoder, key);
    }
    content(encoder);
  };
}

export const text = (value: string, place: Place = {}): Struct =>
  item(CONTENT.string, place, (encoder) => encoding.writeVarString(encoder, value));
export const deleted = (length: number, place: Place = {}): Struct =>
  item(CONTENT.deleted, place, (encoder) => encoding.writeVarUint(encoder, length));
export const format = (key: string, json: string, place: Place = {}): Struct =>
  item(CONTENT.format, place, (encoder) => {
    encoding.writeVarString(encoder, key);
    encoding.writeVarString(encoder, json);
  });
/** An XML element or hook has a name of its own. */
export const type = (ref: number, place: Place = {}, name = 'p'): Struct =>
  item(CONTENT.type, place, (encoder) => {
    encoding.writeVarUint(encoder, ref);
    if (ref === TYPE.xmlElement || ref === TYPE.xmlHook) encoding.writeVarString(encoder, name);
  });
/** `count` values, each the bytes of one of lib0's `readAny`. */
export const any = (count: number, values: Uint8Array, place: Place = {}): Struct =>
  item(CONTENT.any, place, (encoder) => {
    encoding.writeVarUint(encoder, count);
    encoding.writeUint8Array(encoder, values);
  });
export const json = (values: readonly string[], place: Place = {}): Struct =>
  item(CONTENT.json, place, (encoder) => {
    encoding.writeVarUint(encoder, values.length);
    for (const value of values) encoding.writeVarString(encoder, value);
  });
export const subdocument = (guid: string, place: Place = {}): Struct =>
  item(CONTENT.doc, place, (encoder) => {
    encoding.writeVarString(encoder, guid);
    encoding.writeAny(encoder, {});
  });
/** Content of a kind that Yjs does not know. */
export const unknown = (ref: number, bytes: Uint8Array, place: Place = {}): Struct =>
  item(ref, place, (encoder) => encoding.writeUint8Array(encoder, bytes));
export const gc =
  (length: number): Struct =>
  (encoder) => {
    encoding.writeUint8(encoder, 0);
    encoding.writeVarUint(encoder, length);
  };
export const skip =
  (length: number): Struct =>
  (encoder) => {
    encoding.writeUint8(encoder, 10);
    encoding.writeVarUint(encoder, length);
  };

export interface Section {
  readonly client: number;
  readonly clock?: number;
  readonly structs: readonly Struct[];
  /** The number of structs that the section claims, where it lies. */
  readonly claims?: number;
}
export interface Deletions {
  readonly client: number;
  readonly ranges: readonly (readonly [clock: number, length: number])[];
  readonly claims?: number;
}

export function updateOf(sections: readonly Section[], deletions: readonly Deletions[] = []): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, sections.length);
  for (const { client, clock = 0, structs, claims = structs.length } of sections) {
    encoding.writeVarUint(encoder, claims);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
    for (const write of structs) write(encoder);
  }
  encoding.writeVarUint(encoder, deletions.length);
  for (const { client, ranges, claims = ranges.length } of deletions) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, claims);
    for (const [clock, length] of ranges) {
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarUint(encoder, length);
    }
  }
  return encoding.toUint8Array(encoder);
}

export function stateVectorOf(clocks: Iterable<Id>): Uint8Array {
  const all = [...clocks];
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, all.length);
  for (const id of all) writeId(encoder, id);
  return encoding.toUint8Array(encoder);
}
