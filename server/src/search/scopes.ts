/**
 * Who may find an entry and what filters ask of it, as words of the index in a column of their own: what one may not read is
 * never looked at. Ids are numbers there, so that none can mean anything else.
 */
import type { FoundKind } from '@fireside/protocol/http';
import type { DatabaseSync } from 'node:sqlite';
import { prepareAll } from '../storage/statements.ts';

export interface Numbers {
  /** Null where nothing was ever indexed under this id. */
  find(tenant: string, kind: 'mentorship' | 'person', id: string): number | null;
  /** Inside of a transaction. */
  ensure(tenant: string, kind: 'mentorship' | 'person', id: string): number;
}

export function createNumbers(db: DatabaseSync): Numbers {
  const sql = prepareAll(db, {
    find: 'select id from number where tenant = ? and kind = ? and name = ?',
    add: 'insert into number (tenant, kind, name) values (?, ?, ?) returning id',
  });
  const find: Numbers['find'] = (...id) => (sql.find.get(...id) as { id: number } | undefined)?.id ?? null;
  return { find, ensure: (...id) => find(...id) ?? (sql.add.get(...id) as { id: number }).id };
}

/** Who may find it: all members of a mentorship, or one person in it. Not both: what is private is not shared, too. */
export function readers(mentorship: number, owner: number | null): string {
  return owner === null ? `m${mentorship}` : `m${mentorship}o${owner}`;
}

/** Whose words. */
export const wordsOf = (person: number): string => `p${person}`;

const KINDS: Readonly<Record<FoundKind, string>> = {
  notes: 'kn',
  'private-notes': 'kv',
  item: 'ki',
  comment: 'kc',
  takeaway: 'kt',
  decision: 'kd',
  promise: 'kp',
  goal: 'kg',
  addendum: 'ka',
};
export const wordOfKind = (kind: FoundKind): string => KINDS[kind];

/** What is asked of the column: one word of each list. */
export function scopeOf(lists: readonly (readonly string[])[]): string {
  return lists.map((list) => `{scope} : (${list.join(' OR ')})`).join(' AND ');
}
