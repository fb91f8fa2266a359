/**
 * Where entries are: the rowids of a session follow its date, so that the newest sessions are found first and a time is a
 * range of rowids. From the upper bits to the lower ones: the minute (29), the session among those of that minute (18), how much
 * the kind weighs (3), and the entries of that kind (13).
 */
import type { FoundKind } from '@fireside/protocol/http';
import type { DatabaseSync } from 'node:sqlite';
import { prepareAll } from '../storage/statements.ts';
import { prepareWithRowids } from './rowids.ts';

const MINUTE_MS = 60_000;
/** Sessions of one minute at most. */
const SESSIONS = 2 ** 18;
/** Some day in the 30th century; a session without a date is after all others. */
const LAST_MINUTE = 2 ** 29 - 2;
const PER_PLACE = 65_536n;
const PER_KIND = 8_192n;

/** Of a session, the kinds that say most are shown first: what came of it, what is owed, then what was talked about. */
const WEIGHTS: Readonly<Record<FoundKind, bigint>> = {
  takeaway: 7n,
  decision: 7n,
  promise: 6n,
  item: 5n,
  notes: 4n,
  'private-notes': 3n,
  addendum: 2n,
  comment: 1n,
  goal: 0n,
};

/** The minute of a session; null: one without a date. What belongs to no session has minute 0. */
export function minuteOf(startsAt: number | null): number {
  if (startsAt === null) return LAST_MINUTE;
  return Math.min(LAST_MINUTE, Math.max(1, Math.floor(startsAt / MINUTE_MS)));
}

/** The first place of a minute. */
export const firstOf = (minute: number): number => minute * SESSIONS;
export const minuteAt = (place: number): number => Math.floor(place / SESSIONS);
export const placeOf = (entry: bigint): number => Number(entry / PER_PLACE);
/** The first rowid of a place; what is below it is older. */
export const startOf = (place: number): bigint => BigInt(place) * PER_PLACE;

export interface Place {
  readonly id: number;
  readonly session: string;
}

export interface Places {
  find(mentorship: number, session: string | null): number | null;
  at(place: number): Place | null;
  /** Where a session is; moves it where it was at another date. Inside of a transaction. */
  ensure(mentorship: number, session: string | null, startsAt: number | null): number;
  /** A rowid for another entry; null where there is no room: nobody writes so much. */
  free(place: number, kind: FoundKind): bigint | null;
}

export function createPlaces(db: DatabaseSync): Places {
  const sql = { ...prepareAll(db, statements), ...prepareWithRowids(db, withRowids) };

  const find: Places['find'] = (mentorship, session) =>
    (sql.find.get(mentorship, session ?? '') as { id: number } | undefined)?.id ?? null;

  function freePlace(minute: number): number {
    const { id } = sql.lastPlace.get(firstOf(minute), firstOf(minute + 1)) as { id: number | null };
    return id === null ? firstOf(minute) : id + 1;
  }

  function move(from: number, to: number): void {
    sql.movePlace.run(to, from);
    const entries = sql.entries.all(startOf(from), startOf(from + 1)) as { id: bigint }[];
    for (const { id } of entries) {
      const moved = id - startOf(from) + startOf(to);
      sql.moveEntry.run(moved, id);
      sql.moveWords.run(moved, id);
    }
  }

  return {
    find,
    at: (place) => (sql.at.get(place) as Place | undefined) ?? null,
    ensure(mentorship, session, startsAt) {
      const minute = session === null ? 0 : minuteOf(startsAt);
      const known = find(mentorship, session);
      if (known !== null && minuteAt(known) === minute) return known;
      const place = freePlace(minute);
      if (known === null) sql.add.run(place, mentorship, session ?? '');
      else move(known, place);
      return place;
    },
    free(place, kind) {
      const first = startOf(place) + WEIGHTS[kind] * PER_KIND;
      const { id } = sql.last.get(first, first + PER_KIND) as { id: bigint | null };
      if (id === null) return first;
      return id + 1n < first + PER_KIND ? id + 1n : null;
    },
  };
}

const statements = {
  find: 'select id from place where mentorship = ? and session = ?',
  at: 'select id, session from place where id = ?',
  lastPlace: 'select max(id) as id from place where id >= ? and id < ?',
};

const withRowids = {
  add: 'insert into place (id, mentorship, session) values (?, ?, ?)',
  movePlace: 'update place set id = ? where id = ?',
  entries: 'select id from entry where id >= ? and id < ?',
  moveEntry: 'update entry set id = ? where id = ?',
  moveWords: 'update words set rowid = ? where rowid = ?',
  last: 'select max(id) as id from entry where id >= ? and id < ?',
};
