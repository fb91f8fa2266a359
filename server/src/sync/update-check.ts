/**
 * What a decoded update may say. Yjs applies more than it can bear: some updates leave a document that nobody can read any
 * more, others take time or memory that grows with the square of their size. An honest client never comes near these
 * numbers, so what is refused here was made to hurt.
 */
import * as Y from 'yjs';
import type { DecodedUpdate } from './live-doc.ts';
import { Places } from './update-places.ts';

/** A clock counts characters that one page has written. */
const MAX_CLOCK = 2 ** 31;
/** Pages that ever wrote: each costs something at every keystroke of everybody. */
const MAX_CLIENTS = 20_000;
/** Names of root types; ours are fewer than twenty. */
const MAX_ROOTS = 100;
/** Types within types, values within values; rich text is about ten deep. */
const MAX_DEPTH = 100;
/** Items of one update that compete for one place: Yjs compares each with each. */
const MAX_CONTENDERS = 1_000;
/** Types of one update: each is an object with maps of its own. */
const MAX_TYPES = 50_000;

/** Whether the update is one that some editor could have made, as far as `doc` can bear it. */
export function isBearable({ structs, ds }: DecodedUpdate, doc: Y.Doc): boolean {
  for (const [client, ranges] of ds.clients) if (!areDeletions(client, ranges)) return false;
  let seen: Seen | null = null;
  const sections = new Sections();
  const places = new Places(doc, structs);
  for (const struct of structs) {
    if (!sections.takes(struct) || !hasPlace(struct, doc)) return false;
    if (struct instanceof Y.Item && !places.agree(struct)) return false;
    if (isPlain(struct, doc)) continue;
    seen ??= new Seen(doc);
    if (!seen.takes(struct)) return false;
  }
  return true;
}

/** One for each client, without gaps: of two for one client Yjs reads both and applies the last. */
class Sections {
  #client: number | null = null;
  #end = 0;
  readonly #before = new Set<number>();

  takes({ id: { client, clock }, length }: Y.AbstractStruct): boolean {
    if (client !== this.#client) {
      if (this.#before.has(client)) return false;
      this.#before.add(client);
      this.#client = client;
    } else if (clock !== this.#end) return false;
    this.#end = clock + length;
    return true;
  }
}

/** Sorted and apart, as every editor writes them: Yjs sets them aside as differences, which become others where they are not. */
function areDeletions(client: number, ranges: readonly { clock: number; len: number }[]): boolean {
  let end = 0;
  for (const { clock, len } of ranges) {
    if (len <= 0 || clock < end || clock + len > MAX_CLOCK) return false;
    end = clock + len;
  }
  return Number.isSafeInteger(client);
}

/** Whether the struct has a length and an id that can be told, and refers to what can have been there before it. */
function hasPlace(struct: Y.AbstractStruct, doc: Y.Doc): boolean {
  const { id, length } = struct;
  // A struct without length stands where the next one does: what is encoded from it cannot be read.
  if (length <= 0 || id.clock + length > MAX_CLOCK || !Number.isSafeInteger(id.client)) return false;
  if (!(struct instanceof Y.Item)) return true;
  const isKnown = id.clock < Y.getState(doc.store, id.client); // at least its first part
  return (
    isBefore(struct.origin, id, isKnown, doc) &&
    isBefore(struct.rightOrigin, id, isKnown, doc) &&
    isBefore(struct.parent instanceof Y.ID ? struct.parent : null, id, isKnown, doc)
  );
}

/**
 * lib0 reads numbers that JavaScript cannot tell apart, and that SQLite would not give back. An item beside a later one of
 * its own client can never be applied; a copy of a known one beside something unknown, neither.
 */
function isBefore(reference: Y.ID | null, { client, clock }: Y.ID, isKnown: boolean, doc: Y.Doc): boolean {
  if (reference === null) return true;
  if (!Number.isSafeInteger(reference.client)) return false;
  if (reference.client === client && reference.clock >= clock) return false;
  return !isKnown || reference.clock < Y.getState(doc.store, reference.client);
}

/** A letter behind the one that the same client wrote before: nearly all of what is ever sent. */
function isPlain(struct: Y.AbstractStruct, doc: Y.Doc): boolean {
  if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) return false;
  const { id, origin } = struct;
  return origin?.client === id.client && origin.clock === id.clock - 1 && doc.store.clients.has(id.client);
}

class Seen {
  readonly #doc: Y.Doc;
  readonly #clients = new Set<number>();
  readonly #roots = new Set<string>();
  readonly #contenders = new Map<string, number>();
  /** How deep the types of this update are, by their ids. */
  readonly #depths = new Map<string, number>();
  #types = 0;

  constructor(doc: Y.Doc) {
    this.#doc = doc;
  }

  takes(struct: Y.AbstractStruct): boolean {
    if (!this.#takesClient(struct.id.client)) return false;
    return !(struct instanceof Y.Item) || this.#takesItem(struct);
  }

  #takesClient(client: number): boolean {
    const { clients } = this.#doc.store;
    if (clients.has(client)) return true;
    this.#clients.add(client);
    return clients.size + this.#clients.size <= MAX_CLIENTS;
  }

  #takesItem(item: Y.Item): boolean {
    const { content, origin } = item;
    // As it was decoded: a root's name, or the id of the item that holds the type; null beside another item.
    const parent = item.parent as string | Y.ID | null;
    if (content instanceof Y.ContentDoc) return false; // we have no documents within documents
    if (!isShallow(valuesOf(content))) return false;
    if (typeof parent === 'string' && !this.#takesRoot(parent)) return false;
    const place = origin ? `after ${keyOf(origin)}` : parent === null ? 'before another' : `in ${nameOf(parent)}`;
    if (!this.#takesContender(`${place} ${item.parentSub ?? ''}`)) return false;
    return !(content instanceof Y.ContentType) || this.#takesType(item, parent);
  }

  #takesRoot(name: string): boolean {
    if (!this.#doc.share.has(name)) this.#roots.add(name);
    return this.#doc.share.size + this.#roots.size <= MAX_ROOTS;
  }

  /** Items behind the same one, at the start of a parent, or values of one key that do not know of each other. */
  #takesContender(place: string): boolean {
    const count = (this.#contenders.get(place) ?? 0) + 1;
    this.#contenders.set(place, count);
    return count <= MAX_CONTENDERS;
  }

  #takesType({ id, origin, rightOrigin }: Y.Item, parent: string | Y.ID | null): boolean {
    this.#types += 1;
    const beside = origin ?? rightOrigin;
    const depth =
      typeof parent === 'string' ? 1 : parent ? this.#depthOf(parent) + 1 : beside ? this.#depthOf(beside) : 1;
    this.#depths.set(keyOf(id), depth);
    return depth <= MAX_DEPTH && this.#types <= MAX_TYPES;
  }

  /** Of the type at `id`, or of the one that the item at `id` stands in where it is no type of this update. */
  #depthOf(id: Y.ID): number {
    const known = this.#depths.get(keyOf(id));
    if (known !== undefined) return known;
    if (Y.getState(this.#doc.store, id.client) <= id.clock) return 1; // not here yet, so nothing is in it
    let depth = 1;
    let item: Y.Item | null = itemAt(this.#doc, id);
    for (; item && depth <= MAX_DEPTH; depth += 1)
      item = item.parent instanceof Y.AbstractType ? item.parent._item : null;
    return depth;
  }
}

function itemAt(doc: Y.Doc, id: Y.ID): Y.Item | null {
  const struct = Y.getItem(doc.store, id) as Y.AbstractStruct;
  return struct instanceof Y.Item ? struct : null;
}

function valuesOf(content: Y.Item['content']): readonly unknown[] {
  if (content instanceof Y.ContentAny || content instanceof Y.ContentJSON) return content.arr;
  if (content instanceof Y.ContentFormat) return [content.value];
  return content instanceof Y.ContentEmbed ? [content.embed] : [];
}

/** Level by level: whether a recursive reader gets through depends on how much stack it happens to have left. */
function isShallow(values: readonly unknown[]): boolean {
  let level: readonly unknown[] = values;
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    const next = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []));
    if (next.length === 0) return true;
    level = next;
  }
  return false;
}

const keyOf = ({ client, clock }: Y.ID): string => `${client} ${clock}`;
const nameOf = (parent: string | Y.ID): string => (typeof parent === 'string' ? `/${parent}` : keyOf(parent));
