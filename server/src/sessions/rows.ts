/** Reads of people, sessions and recaps. Nothing here writes: all writes go through the one writer. */
import type { Member } from '@fireside/protocol';
import { sql, type Kysely } from 'kysely';
import type { Tables } from '../storage/schema.ts';
import type { MemberTable, MentorshipTable, RecapTable, SessionTable, StayTable } from './schema.ts';

export type Db = Kysely<Tables>;

/** Where a page of sessions ends; the next one begins before it. */
export interface ListCursor {
  startsAt: number;
  id: string;
}

export interface ListPage {
  readonly limit: number;
  /** Null for the first one. */
  readonly before: ListCursor | null;
  /** Sessions from this moment on, and before that one (ms). */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

export interface Author {
  /** Yjs's id of one copy of the document, in one page. */
  client: number;
  /** `server` for what the server wrote. */
  person: string;
}

/** A recap as a list needs it: its content may have megabytes. */
export type RecapHeading = Pick<RecapTable, 'session' | 'revision' | 'at' | 'lines'>;

export interface Rows {
  readonly db: Db;
  mentorship(tenant: string, id: string): Promise<MentorshipTable | undefined>;
  member(tenant: string, mentorship: string, person: string): Promise<MemberTable | undefined>;
  members(tenant: string, mentorship: string): Promise<MemberTable[]>;
  session(tenant: string, id: string): Promise<SessionTable | undefined>;
  /** Sessions with this id, of any tenant: one, for all ids that we made. */
  sessionsOf(id: string): Promise<SessionTable[]>;
  byKey(tenant: string, mentorship: string, key: string): Promise<SessionTable | undefined>;
  live(tenant: string, mentorship: string): Promise<SessionTable | undefined>;
  /** Every scheduled session: dated ones by date, then the one without a date. */
  scheduled(tenant: string, mentorship: string): Promise<SessionTable[]>;
  /** Newest first; a session without a date is never listed. */
  list(tenant: string, mentorship: string, page: ListPage): Promise<SessionTable[]>;
  /** When these of its sessions are. */
  dates(tenant: string, mentorship: string, ids: readonly string[]): Promise<Pick<SessionTable, 'id' | 'starts_at'>[]>;
  inState(state: 'live' | 'wrapped-up'): Promise<SessionTable[]>;
  latestRecap(tenant: string, session: string): Promise<RecapTable | undefined>;
  /** Of each of these that has one, without its content. */
  latestRecaps(tenant: string, sessions: readonly string[]): Promise<RecapHeading[]>;
  /** Members who were there since `since`. */
  attended(tenant: string, session: string, since: number): Promise<string[]>;
  stay(tenant: string, session: string, id: string): Promise<StayTable | undefined>;
  /** When the session before this one was wrapped up: before it was itself, or the last of all; null for the first. */
  lastTime(row: SessionTable): Promise<number | null>;
  /** Which clientID of a document is which person. */
  authors(tenant: string, name: string): Promise<Author[]>;
  /** The epochs of documents, by name; a document that was never written is not among them. */
  epochs(tenant: string, names: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** What of `source` was carried before, and into which document. */
  carried(tenant: string, source: string): Promise<ReadonlyMap<string, string>>;
  /** Whether the document `target` has the content of `source` already. */
  made(tenant: string, target: string, source: string): Promise<boolean>;
}

export function createRows(db: Db): Rows {
  const sessions = (tenant: string, mentorship: string) =>
    db.selectFrom('session').selectAll().where('tenant', '=', tenant).where('mentorship', '=', mentorship);
  const recaps = (tenant: string) => db.selectFrom('recap').selectAll().where('tenant', '=', tenant);

  return {
    db,
    mentorship: (tenant, id) =>
      db.selectFrom('mentorship').selectAll().where('tenant', '=', tenant).where('id', '=', id).executeTakeFirst(),
    member: (tenant, mentorship, person) =>
      db
        .selectFrom('member')
        .selectAll()
        .where('tenant', '=', tenant)
        .where('mentorship', '=', mentorship)
        .where('person', '=', person)
        .executeTakeFirst(),
    members: (tenant, mentorship) =>
      db
        .selectFrom('member')
        .selectAll()
        .where('tenant', '=', tenant)
        .where('mentorship', '=', mentorship)
        .orderBy('person')
        .execute(),
    session: (tenant, id) =>
      db.selectFrom('session').selectAll().where('tenant', '=', tenant).where('id', '=', id).executeTakeFirst(),
    sessionsOf: (id) => db.selectFrom('session').selectAll().where('id', '=', id).execute(),
    byKey: (tenant, mentorship, key) => sessions(tenant, mentorship).where('key', '=', key).executeTakeFirst(),
    live: (tenant, mentorship) => sessions(tenant, mentorship).where('state', '=', 'live').executeTakeFirst(),
    async scheduled(tenant, mentorship) {
      const rows = await sessions(tenant, mentorship).where('state', '=', 'scheduled').execute();
      return rows.sort(byDate);
    },
    list(tenant, mentorship, { limit, before, from, to }) {
      let query = sessions(tenant, mentorship).where('starts_at', 'is not', null);
      if (from !== undefined) query = query.where('starts_at', '>=', from);
      if (to !== undefined) query = query.where('starts_at', '<', to);
      if (before) {
        query = query.where(({ eb, refTuple, tuple }) =>
          eb(refTuple('starts_at', 'id'), '<', tuple(before.startsAt, before.id)),
        );
      }
      return query.orderBy('starts_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
    },
    async dates(tenant, mentorship, ids) {
      if (ids.length === 0) return [];
      // A document may name more ids than a statement takes parameters.
      const named = sql<string>`(select value from json_each(${JSON.stringify(ids)}))`;
      return sessions(tenant, mentorship).clearSelect().select(['id', 'starts_at']).where('id', 'in', named).execute();
    },
    inState: (state) => db.selectFrom('session').selectAll().where('state', '=', state).execute(),
    latestRecap: (tenant, session) =>
      recaps(tenant).where('session', '=', session).orderBy('revision', 'desc').limit(1).executeTakeFirst(),
    async latestRecaps(tenant, ids) {
      if (ids.length === 0) return [];
      return recaps(tenant)
        .clearSelect()
        .select(['session', 'revision', 'at', 'lines'])
        .where('session', 'in', ids)
        .where(({ eb, selectFrom }) =>
          eb(
            'revision',
            '=',
            selectFrom('recap as any')
              .select(({ fn }) => fn.max('any.revision').as('latest'))
              .whereRef('any.tenant', '=', 'recap.tenant')
              .whereRef('any.session', '=', 'recap.session'),
          ),
        )
        .execute();
    },
    async attended(tenant, session, since) {
      const rows = await db
        .selectFrom('attendance')
        .select('person')
        .where('tenant', '=', tenant)
        .where('session', '=', session)
        .where('last_at', '>=', since)
        .execute();
      return rows.map((row) => row.person);
    },
    stay: (tenant, session, id) =>
      db
        .selectFrom('stay')
        .selectAll()
        .where('tenant', '=', tenant)
        .where('session', '=', session)
        .where('id', '=', id)
        .executeTakeFirst(),
    async lastTime({ tenant, mentorship, id, wrapped_up_at: own }) {
      const { last } = await sessions(tenant, mentorship)
        .clearSelect()
        .select(({ fn }) => fn.max('wrapped_up_at').as('last'))
        .where('id', '<>', id)
        .where('wrapped_up_at', '<', own ?? Number.MAX_SAFE_INTEGER)
        .executeTakeFirstOrThrow();
      return last;
    },
    authors: (tenant, name) =>
      db
        .selectFrom('doc_client')
        .innerJoin('doc', 'doc.id', 'doc_client.doc')
        .select(['doc_client.client', 'doc_client.person'])
        .where('doc.tenant', '=', tenant)
        .where('doc.name', '=', name)
        .orderBy('doc_client.client')
        .execute(),
    async epochs(tenant, names) {
      if (names.length === 0) return new Map();
      const found = await db
        .selectFrom('doc')
        .select(['name', 'epoch'])
        .where('tenant', '=', tenant)
        .where('name', 'in', names)
        .execute();
      return new Map(found.map(({ name, epoch }) => [name, epoch]));
    },
    async carried(tenant, source) {
      const rows = await db
        .selectFrom('made')
        .select(['item', 'target'])
        .where('tenant', '=', tenant)
        .where('source', '=', source)
        .where('item', '<>', '')
        .execute();
      return new Map(rows.map((row) => [row.item, row.target]));
    },
    made: async (tenant, target, source) =>
      (await db
        .selectFrom('made')
        .select('at')
        .where('tenant', '=', tenant)
        .where('target', '=', target)
        .where('source', '=', source)
        .where('item', '=', '')
        .executeTakeFirst()) !== undefined,
  };
}

export function toMembers(rows: readonly MemberTable[]): Member[] {
  return rows.map(({ person, name, role, tz }) => ({ id: person, name, role, tz }));
}

function byDate(a: SessionTable, b: SessionTable): number {
  const [left, right] = [a.starts_at ?? Infinity, b.starts_at ?? Infinity];
  return left === right ? (a.id < b.id ? -1 : 1) : left - right;
}
