/**
 * Content that the server writes, made once: one update on a scratch document, its bytes in a row that is
 * unique on (target, source) or (target, source, item), its clientID derived from that key. Two servers that make the same
 * content at once collide in the row, and a retry appends bytes that Yjs has already.
 */
import { createHash } from 'node:crypto';
import { parseDocumentName, SCHEMA, writeSchema } from '@fireside/protocol';
import * as Y from 'yjs';
import type { CommandOutcome } from '../sync/documents.ts';
import type { DocumentKey, RowWrite } from '../storage/store.ts';
import type { Db, Rows } from './rows.ts';
import { rowWrite } from './writes.ts';

export const SERVER = 'server';

/** What was made for a document, not yet written. */
export interface Made {
  readonly target: DocumentKey;
  readonly source: string;
  /** The carried item; empty for what is not carried. */
  readonly item: string;
  /** One Yjs update, v1; the empty one where the target had it already, or where it came with another item's. */
  readonly bytes: Uint8Array;
}

/** The update that says nothing: no structs, no deletions. */
export const NOTHING = Uint8Array.of(0, 0);

/** The uint32 that Yjs takes as clientID, from the key of what is made. */
export function derivedClientId(target: DocumentKey, source: string, item: string): number {
  const key = JSON.stringify([target.tenant, target.name, source, item]);
  return createHash('sha256').update(key).digest().readUInt32BE(0);
}

/** A copy of a document to build updates on; the document in memory changes only after the commit. */
export interface Scratch {
  readonly target: DocumentKey;
  make(source: string, item: string, write: (doc: Y.Doc) => void): Made;
}

export function createScratch(target: DocumentKey, doc: Y.Doc): Scratch {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return {
    target,
    make(source, item, write) {
      copy.clientID = derivedClientId(target, source, item);
      const updates: Uint8Array[] = [];
      const collect = (update: Uint8Array): void => void updates.push(update);
      copy.on('update', collect);
      try {
        copy.transact(() => write(copy));
      } finally {
        copy.off('update', collect);
      }
      return { target, source, item, bytes: updates[0] ?? NOTHING };
    },
  };
}

/**
 * The sources of a document's schema: the number it began with, and each one it was raised to later. A new document begins
 * with the current number and has the rows of all: neither this server nor one of before writes a number into it again.
 */
function schemaSources(name: string): string[] {
  const { kind } = parseDocumentName(name);
  const later = Array.from({ length: SCHEMA[kind] - 1 }, (_, i) => `schema/${i + 2}`);
  return ['schema', ...later];
}

/** Whether a document has the current schema, or has had its chance. */
export async function hasSchema(rows: Rows, { tenant, name }: DocumentKey): Promise<boolean> {
  const latest = schemaSources(name).at(-1) ?? '';
  return rows.made(tenant, name, latest);
}

/** The schema of a document, where it has none yet or an older one. */
export async function makeSchema(rows: Rows, scratch: Scratch): Promise<Made[]> {
  if (await hasSchema(rows, scratch.target)) return [];
  const { tenant, name } = scratch.target;
  const { kind } = parseDocumentName(name);
  const made: Made[] = [];
  for (const source of schemaSources(name)) {
    if (await rows.made(tenant, name, source)) continue;
    made.push(scratch.make(source, '', (copy) => writeSchema(copy, kind)));
  }
  return made;
}

/** One update for all items, each with a row of its own. */
export function makeItems(
  scratch: Scratch,
  source: string,
  [first = '', ...others]: readonly string[],
  write: (copy: Y.Doc) => void,
): Made[] {
  const made = scratch.make(source, first, write);
  return [made, ...others.map((item) => ({ target: scratch.target, source, item, bytes: NOTHING }))];
}

/** The appends and rows that store what was made. */
export function storeMade(
  db: Db,
  made: readonly Made[],
  at: number,
): Pick<CommandOutcome<unknown>, 'appends' | 'rows'> {
  const rows = made.map(({ target: { tenant, name }, source, item, bytes }): RowWrite => {
    const row = { tenant, target: name, source, item, bytes, at };
    return rowWrite(
      db
        .insertInto('made')
        .values(row)
        .onConflict((on) => on.doNothing()),
      1,
    );
  });
  const appends = made
    .filter(({ bytes }) => bytes !== NOTHING)
    .map(({ target, bytes }) => ({ document: target, bytes, actor: SERVER }));
  return { appends, rows };
}
