/**
 * Where the items of an update stand. Yjs takes the place of an item from its left neighbour, from its right one, or from
 * what is known of its first part, depending on how it came and on what is still there. Editors write items for which all of
 * these agree; where they do not, each copy ends with another document.
 */
import * as Y from 'yjs';
import type { DecodedUpdate } from './live-doc.ts';

/** A type, and the key of a value in it; `type` is a root's name where the document has no such root yet. */
interface Place {
  readonly type: unknown;
  readonly key: string | null;
}
/** Of what has been deleted with everything around it. */
const GONE: Place = { type: null, key: null };

export class Places {
  readonly #doc: Y.Doc;
  readonly #structs: DecodedUpdate['structs'];
  /** The structs of the update by client, sorted by clock; read when one of them is asked for. */
  #sections: Map<number, Y.AbstractStruct[]> | null = null;
  readonly #known = new Map<Y.Item, Place | null>();

  constructor(doc: Y.Doc, structs: DecodedUpdate['structs']) {
    this.#doc = doc;
    this.#structs = structs;
  }

  /** Whether everything that says where an item stands says the same, as far as it is here. */
  agree(item: Y.Item): boolean {
    const { id, length, origin, rightOrigin } = item;
    const state = Y.getState(this.#doc.store, id.client);
    if (id.clock + length <= state) return true;
    if (origin && rightOrigin && !same(this.#placeAt(origin), this.#placeAt(rightOrigin))) return false;
    return id.clock >= state || this.#goesOn(item, Y.createID(id.client, state - 1));
  }

  /** Whether an item whose first part is here goes on where that ends. */
  #goesOn(item: Y.Item, end: Y.ID): boolean {
    if (!same(this.#placeAt(end), this.#placeOf(item))) return false;
    const last = this.#structAt(end);
    if (!(last instanceof Y.Item) || last.deleted || item.content instanceof Y.ContentDeleted) return true;
    return last.content.constructor === item.content.constructor;
  }

  #placeAt(id: Y.ID): Place | null {
    const struct = this.#structAt(id);
    if (!struct || struct instanceof Y.Skip) return null;
    if (!(struct instanceof Y.Item)) return GONE;
    return struct.parent instanceof Y.AbstractType
      ? { type: struct.parent, key: struct.parentSub }
      : this.#placeOf(struct);
  }

  /** Of an item as it was decoded; null where it cannot be told yet. Neighbour by neighbour: a text is a long chain of them. */
  #placeOf(item: Y.Item): Place | null {
    const chain: Y.Item[] = [];
    let place: Place | null = null;
    for (let one: Y.Item | null = item; one;) {
      const known = this.#known.get(one);
      if (known !== undefined) {
        place = known;
        break;
      }
      this.#known.set(one, null); // a circle cannot be applied
      chain.push(one);
      const beside: Y.ID | null = one.origin ?? one.rightOrigin;
      const next: Y.AbstractStruct | null = beside && this.#structAt(beside);
      if (!beside) place = this.#placeIn(one);
      else if (next instanceof Y.Item && next.parent instanceof Y.AbstractType) {
        place = { type: next.parent, key: next.parentSub };
      } else if (next && !(next instanceof Y.Item) && !(next instanceof Y.Skip)) place = GONE;
      one = place === null && next instanceof Y.Item ? next : null;
    }
    for (const one of chain) this.#known.set(one, place);
    return place;
  }

  /** Of an item that names its parent: a root, or the item that holds the type. */
  #placeIn({ parent: named, parentSub: key }: Y.Item): Place | null {
    const parent = named as string | Y.ID | null;
    if (parent === null) return null;
    if (typeof parent === 'string') return { type: this.#doc.share.get(parent) ?? parent, key };
    const holder = this.#structAt(parent);
    if (!holder || holder instanceof Y.Skip) return null;
    return holder instanceof Y.Item && holder.content instanceof Y.ContentType
      ? { type: holder.content.type, key }
      : GONE;
  }

  /** In the document, or else in the update. */
  #structAt({ client, clock }: Y.ID): Y.AbstractStruct | null {
    const { store } = this.#doc;
    if (clock < Y.getState(store, client)) return Y.getItem(store, Y.createID(client, clock)) as Y.AbstractStruct;
    this.#sections ??= sectionsOf(this.#structs);
    const section = this.#sections.get(client);
    if (!section) return null;
    let [low, high] = [0, section.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const struct = section[middle]!;
      if (clock < struct.id.clock) high = middle - 1;
      else if (clock >= struct.id.clock + struct.length) low = middle + 1;
      else return struct;
    }
    return null;
  }
}

function sectionsOf(structs: DecodedUpdate['structs']): Map<number, Y.AbstractStruct[]> {
  const sections = new Map<number, Y.AbstractStruct[]>();
  for (const struct of structs) {
    const section = sections.get(struct.id.client);
    if (section) section.push(struct);
    else sections.set(struct.id.client, [struct]);
  }
  return sections;
}

const same = (one: Place | null, other: Place | null): boolean =>
  !one || !other || (one.type === other.type && one.key === other.key);
