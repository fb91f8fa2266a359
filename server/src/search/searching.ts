/** Answers searches out of the index: the newest sessions first, and only as far as a page needs. */
import type { Found, FoundKind } from '@fireside/protocol/http';
import type { DatabaseSync } from 'node:sqlite';
import { prepareAll } from '../storage/statements.ts';
import { prepareWithRowids } from './rowids.ts';
import { COUNTED, SHOWN, SHOWN_BESIDE, type FoundSession, type SearchPage, type Wanted } from './index-port.ts';
import { firstOf, minuteAt, minuteOf, placeOf, startOf, type Places } from './places.ts';
import { readers, scopeOf, wordOfKind, wordsOf, type Numbers } from './scopes.ts';
import { piecesOf } from './snippets.ts';
import type { Stored } from './stored.ts';

export interface SearchingParts {
  readonly db: DatabaseSync;
  readonly stored: Stored;
  readonly numbers: Numbers;
  readonly places: Places;
  /** Moves the sessions of a mentorship to the dates that they have. */
  readonly align: (tenant: string, mentorship: string, sure: boolean) => void;
}

/** Rowids from the first one on and below the second. */
type Range = readonly [from: bigint, below: bigint];

interface Hit {
  readonly id: bigint;
  readonly snippet: string;
  readonly original: string | null;
  /** What the snippet is out of; only where there is an original. */
  readonly text: string | null;
  readonly kind: FoundKind;
  readonly record: string | null;
  /** JSON. */
  readonly people: string;
}

/** What is found in one place. */
interface Group {
  readonly place: number;
  /** The first ones. */
  readonly hits: Hit[];
  count: number;
}

const NOTHING: SearchPage = { sessions: [], found: [], hasMore: false };
/** What belongs to no session is sorted by its own time: so much of it is looked at. */
const BESIDE = 500;

export function createSearching({
  db,
  stored,
  numbers,
  places,
  align,
}: SearchingParts): (wanted: Wanted) => SearchPage {
  /** Whether a hit of this place is shown; asked of each, in order. */
  let take: (place: number) => 0 | 1 = () => 1;
  db.function('take', (place) => take(Number(place)));
  const sql = { ...prepareAll(db, statements), ...prepareWithRowids(db, withRowids) };

  /** The expression of FTS5; null where nothing can be found. */
  function expressionOf(wanted: Wanted, mentorship: number): string | null {
    const { tenant, person, by, kinds, match } = wanted;
    const owner = person === null ? null : numbers.find(tenant, 'person', person);
    const writer = by === null ? null : numbers.find(tenant, 'person', by);
    if (by !== null && writer === null) return null;
    const lists = [[readers(mentorship, null), ...(owner === null ? [] : [readers(mentorship, owner)])]];
    if (kinds) lists.push(kinds.map(wordOfKind));
    if (writer !== null) lists.push([wordsOf(writer)]);
    return `${scopeOf(lists)} AND {text} : (${match})`;
  }

  function toFound({ snippet, original, text, kind, record, people }: Hit): Found {
    return { kind, record, people: JSON.parse(people) as string[], text: piecesOf(snippet, original, text) };
  }

  /**
   * Sessions with their first hits, the newest first. One walk over the index: the hits that are only counted never leave
   * SQLite, and their words are not looked at.
   */
  function* groups(expression: string, [from, below]: Range): Generator<Group> {
    let last = null as Group | null;
    take = (place) => {
      if (last?.place !== place) return 1;
      last.count += 1;
      return last.count <= SHOWN ? 1 : 0;
    };
    for (const row of sql.hits.iterate(expression, from, below)) {
      const hit = row as unknown as Hit;
      const place = placeOf(hit.id);
      if (last?.place !== place) {
        if (last) yield last;
        last = { place, hits: [], count: 1 };
      }
      last.hits.push(hit);
    }
    if (last) yield last;
  }

  /** Null where a session is not where its date says: then its place is to be moved first. */
  function sessionsOf(wanted: Wanted, expression: string, range: Range): Omit<SearchPage, 'found'> | null {
    const { tenant, from, to, limit } = wanted;
    const sessions: FoundSession[] = [];
    for (const { place, hits, count } of groups(expression, range)) {
      if (sessions.length === limit) return { sessions, hasMore: true };
      const { session } = places.at(place)!;
      const row = stored.session(tenant, session);
      if (!row) continue;
      const { startsAt } = row;
      if (minuteOf(startsAt) !== minuteAt(place)) return null;
      // The range says the minute alone.
      if (!isWithin(startsAt, from, to)) continue;
      const more = Math.min(count, COUNTED) - hits.length;
      sessions.push({ session, startsAt, found: hits.map(toFound), more });
    }
    return { sessions, hasMore: false };
  }

  function rangeOf({ from, to, before }: Wanted, mentorship: number): Range {
    const dated = from !== null || to !== null;
    const first = firstOf(from === null ? 1 : minuteOf(from));
    // Without a date is at no time.
    const last = firstOf(to === null ? minuteOf(null) + (dated ? 0 : 1) : minuteOf(to) + 1);
    if (!before) return [startOf(first), startOf(last)];
    const place = places.find(mentorship, before.id);
    const minute = minuteOf(before.startsAt);
    const end = place !== null && minuteAt(place) === minute ? place : firstOf(minute);
    return [startOf(first), startOf(Math.min(end, last))];
  }

  /** What belongs to no session: the first rows of all, so the walk begins there. */
  function beside(expression: string, mentorship: number): Found[] {
    const place = places.find(mentorship, null);
    if (place === null) return [];
    const ids = sql.ids.all(expression, startOf(place), startOf(place + 1), BESIDE) as { id: bigint }[];
    const newest = ids
      .map(({ id }) => ({ id, at: (sql.at.get(id) as { at: number | null }).at ?? -Infinity }))
      .sort((x, y) => y.at - x.at)
      .slice(0, SHOWN_BESIDE);
    return newest.map(({ id }) => toFound(sql.hit.get(expression, id) as unknown as Hit));
  }

  return (wanted) => {
    const { tenant, mentorship: id, from, to, before } = wanted;
    const mentorship = numbers.find(tenant, 'mentorship', id);
    if (mentorship === null) return NOTHING;
    const expression = expressionOf(wanted, mentorship);
    if (expression === null) return NOTHING;
    let page: ReturnType<typeof sessionsOf> = null;
    for (const sure of [false, true]) {
      align(tenant, id, sure);
      page ??= sessionsOf(wanted, expression, rangeOf(wanted, mentorship));
      if (page) break;
    }
    if (!page) throw new Error('A session is not where its date says.');
    return { ...page, found: before === null && from === null && to === null ? beside(expression, mentorship) : [] };
  };
}

/** Whether a session is of this time; one without a date is at no time. */
function isWithin(startsAt: number | null, from: number | null, to: number | null): boolean {
  if (startsAt === null) return from === null && to === null;
  return startsAt >= (from ?? -Infinity) && startsAt < (to ?? Infinity);
}

const statements = {
  at: 'select at from entry where id = ?',
};

// `snippet`: of column 1, some 32 words around the hits. The cross join says that the walk is over the words.
const HIT = `select words.rowid as id, snippet(words, 1, char(2), char(3), char(4), 32) as snippet, original,
  case when original is not null then text end as text, kind, record, people
  from words cross join entry on entry.id = words.rowid`;
const withRowids = {
  hits: `${HIT} where words match ? and words.rowid >= ? and words.rowid < ? and take(words.rowid >> 16)
    order by words.rowid desc`,
  ids: `select rowid as id from words where words match ? and rowid >= ? and rowid < ?
    order by rowid asc limit ?`,
  hit: `${HIT} where words match ? and words.rowid = ?`,
};
