/**
 * Comments that came after their item was carried, from somebody who was offline: they follow it to where it is by now. Only
 * new ones; what becomes of the others there is for the pair.
 */
import {
  addCarriedComments,
  isValidId,
  missingComments,
  parseDocumentName,
  readComments,
  type Comment,
} from '@fireside/protocol';
import type * as Y from 'yjs';
import { isWritable } from '../access/access.ts';
import type { DocumentKey } from '../storage/store.ts';
import { makeItems, type Made, type Scratch } from './made.ts';
import type { Rows } from './rows.ts';

/** Nobody writes more in three days; a program may. */
const MAX_LATE = 200;

interface LateOptions {
  readonly rows: Rows;
  readonly held: ReadonlyMap<string, Y.Doc>;
  readonly tenant: string;
  /** The session that they were written in, and its document. */
  readonly session: string;
  readonly doc: Y.Doc;
  /** What was carried from it before. */
  readonly before: ReadonlyMap<string, string>;
  scratchOf(key: DocumentKey): Scratch;
}

/** The key of a comment that came late, among those of items: no id has a slash. */
const keyOf = ({ id }: Comment): string => `comment/${id}`;

/** Plans what is missing, as far as its documents are held. */
export async function planLateComments(options: LateOptions): Promise<Made[]> {
  const { rows, held, tenant, session, doc, before, scratchOf } = options;
  const places = await placesOf(rows, tenant, before);
  const late = new Map<string, Comment[]>();
  for (const [item, comments] of readComments(doc)) {
    const name = places.get(item);
    const target = name === undefined ? undefined : held.get(name);
    if (name === undefined || !target) continue;
    // Another server may have carried one of which this one has not heard yet.
    const missing = missingComments(target, comments).filter((one) => isValidId(one.id) && !before.has(keyOf(one)));
    if (missing.length > 0) late.set(name, [...(late.get(name) ?? []), ...missing]);
  }
  const made: Made[] = [];
  for (const [name, all] of late) {
    const comments = all.slice(0, MAX_LATE);
    const write = (copy: Y.Doc): void => addCarriedComments(copy, comments);
    made.push(...makeItems(scratchOf({ tenant, name }), session, comments.map(keyOf), write));
  }
  return made;
}

/** The documents that late comments of a session may go to. */
export async function lateTargets(rows: Rows, tenant: string, session: string): Promise<DocumentKey[]> {
  const names = new Set((await placesOf(rows, tenant, await rows.carried(tenant, session))).values());
  return [...names].map((name) => ({ tenant, name }));
}

/** Where the items that were carried are by now, as far as anybody may still write there. */
async function placesOf(
  rows: Rows,
  tenant: string,
  before: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const places = new Map<string, string>();
  const carried = new Map<string, ReadonlyMap<string, string>>();
  const writable = new Map<string, boolean>();
  for (const target of new Set(before.values())) await follow(target);
  for (const [item, first] of before) {
    let place = first;
    for (let next = carried.get(place)?.get(item); next !== undefined; next = carried.get(place)?.get(item))
      place = next;
    if (writable.get(place)) places.set(item, place);
  }
  return places;

  /** Learns what was carried on from a document, and from where that went. */
  async function follow(name: string): Promise<void> {
    if (writable.has(name)) return;
    const address = parseDocumentName(name);
    if (address.kind !== 'session') {
      writable.set(name, true);
      return;
    }
    const row = await rows.session(tenant, address.session);
    writable.set(name, row !== undefined && isWritable(row.state));
    const further = await rows.carried(tenant, address.session);
    carried.set(name, further);
    for (const next of new Set(further.values())) await follow(next);
  }
}
