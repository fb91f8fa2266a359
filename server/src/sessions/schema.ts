/**
 * Rows of people, sessions and recaps: evidence and state, never mergeable values. They live in the one database, are written
 * by the one writer (`SyncStore.commit`) and read through Kysely. Times are milliseconds since the Unix epoch.
 */
import type { CallKind, MemberRole, SessionMode, SessionState, TemplateId } from '@fireside/protocol';

export const sessionsMigration = `
create table if not exists mentorship (
  tenant text not null,
  id text not null,
  -- When the host signed the list of members that holds now; null while no token has brought one.
  listed_at integer,
  primary key (tenant, id)
) strict, without rowid;

create table if not exists member (
  tenant text not null,
  mentorship text not null,
  person text not null,
  name text not null,
  role text not null check (role in ('mentor', 'mentee')),
  -- What this member's own token last said.
  locale text,
  tz text,
  primary key (tenant, mentorship, person)
) strict, without rowid;

create table if not exists session (
  tenant text not null,
  id text not null,
  mentorship text not null,
  key text,
  state text not null
    check (state in ('scheduled', 'live', 'wrapped-up', 'archived', 'cancelled', 'did-not-happen')),
  starts_at integer,
  -- 1 where the start set the date, because there was none.
  dated_by_start integer not null default 0,
  minutes integer not null,
  mode text not null check (mode in ('video', 'phone', 'in-person')),
  template text not null,
  created_at integer not null,
  started_at integer,
  wrapped_up_at integer,
  -- The person who wrapped up, or 'server'.
  wrapped_up_by text,
  -- The session its open items went to.
  next text,
  -- Last committed change by a person, to the minute; last time somebody was in the call, to the minute.
  changed_at integer,
  called_at integer,
  -- Last time the server carried late items and compared the recap.
  settled_at integer,
  primary key (tenant, id)
) strict, without rowid;

create unique index if not exists session_key on session (tenant, mentorship, key) where key is not null;
create unique index if not exists session_live on session (tenant, mentorship) where state = 'live';
create unique index if not exists session_undated on session (tenant, mentorship)
  where state = 'scheduled' and starts_at is null;
create index if not exists session_by_date on session (tenant, mentorship, starts_at, id);
create index if not exists session_by_state on session (state) where state in ('live', 'wrapped-up');

create table if not exists recap (
  tenant text not null,
  session text not null,
  revision integer not null,
  at integer not null,
  by text not null,
  members text not null,
  content text not null,
  primary key (tenant, session, revision)
) strict, without rowid;

-- Who was there: a member who started the session, was in its call, or wrote while it was live.
create table if not exists attendance (
  tenant text not null,
  session text not null,
  person text not null,
  first_at integer not null,
  last_at integer not null,
  primary key (tenant, session, person)
) strict, without rowid;

-- Content that the server wrote into documents, made once: 'item' is empty except for what is carried.
create table if not exists made (
  tenant text not null,
  target text not null,
  source text not null,
  item text not null default '',
  bytes blob not null,
  at integer not null,
  primary key (tenant, target, source, item)
) strict, without rowid;
create unique index if not exists made_item on made (tenant, source, item) where item <> '';

-- Keys that the server made for itself; they never leave the database.
create table if not exists server_key (
  use text not null primary key,
  key blob not null
) strict, without rowid;
`;

export const callsMigration = `
-- What members chose to carry the call; null where they chose nothing.
alter table session add column call_kind text check (call_kind in ('peer', 'sfu'));
-- LiveKit names a session and no tenant.
create index session_by_id on session (id);

-- Who was in a call from when to when: a row for each stay, whose id is the peer's.
create table stay (
  tenant text not null,
  session text not null,
  id text not null,
  person text not null,
  kind text not null check (kind in ('peer', 'sfu')),
  came_at integer not null,
  -- When they were last known to be there.
  left_at integer not null,
  primary key (tenant, session, id)
) strict, without rowid;
`;

export const addendaMigration = `
-- What members added to an archived session; never changed.
create table addendum (
  tenant text not null,
  session text not null,
  -- The caller's.
  id text not null,
  person text not null,
  -- Of the person, as it was then.
  name text not null,
  at integer not null,
  text text not null,
  primary key (tenant, session, id)
) strict, without rowid;
`;

export const recapLinesMigration = `
-- With rowids: without them every search in the tree reads whole recaps, which may have megabytes.
create table recap_with_lines (
  tenant text not null,
  session text not null,
  revision integer not null,
  at integer not null,
  by text not null,
  members text not null,
  -- JSON of the first lines, so that a list reads no recap; null in rows that are older than this column. Before the content:
  -- what comes after it is only found by walking through all of it.
  lines text,
  content text not null,
  primary key (tenant, session, revision)
) strict;
insert into recap_with_lines (tenant, session, revision, at, by, members, content)
  select tenant, session, revision, at, by, members, content from recap;
drop table recap;
alter table recap_with_lines rename to recap;
`;

export interface MentorshipTable {
  tenant: string;
  id: string;
  listed_at: number | null;
}

export interface MemberTable {
  tenant: string;
  mentorship: string;
  person: string;
  name: string;
  role: MemberRole;
  locale: string | null;
  tz: string | null;
}

export interface SessionTable {
  tenant: string;
  id: string;
  mentorship: string;
  key: string | null;
  state: SessionState;
  starts_at: number | null;
  dated_by_start: number;
  minutes: number;
  mode: SessionMode;
  template: TemplateId;
  created_at: number;
  started_at: number | null;
  wrapped_up_at: number | null;
  wrapped_up_by: string | null;
  next: string | null;
  changed_at: number | null;
  called_at: number | null;
  settled_at: number | null;
  call_kind: CallKind | null;
}

export interface RecapTable {
  tenant: string;
  session: string;
  revision: number;
  at: number;
  by: string;
  /** JSON of `Member[]`. */
  members: string;
  /** JSON of `RecapContent`. */
  content: string;
  /** JSON of the first lines for a list; null where it was written before they were kept. */
  lines: string | null;
}

export interface AddendumTable {
  tenant: string;
  session: string;
  id: string;
  person: string;
  name: string;
  at: number;
  text: string;
}

export interface AttendanceTable {
  tenant: string;
  session: string;
  person: string;
  first_at: number;
  last_at: number;
}

export interface StayTable {
  tenant: string;
  session: string;
  id: string;
  person: string;
  kind: CallKind;
  came_at: number;
  left_at: number;
}

export interface MadeTable {
  tenant: string;
  target: string;
  source: string;
  item: string;
  bytes: Uint8Array;
  at: number;
}

export interface ServerKeyTable {
  use: string;
  key: Uint8Array;
}

export interface SessionTables {
  mentorship: MentorshipTable;
  member: MemberTable;
  session: SessionTable;
  recap: RecapTable;
  addendum: AddendumTable;
  attendance: AttendanceTable;
  stay: StayTable;
  made: MadeTable;
  server_key: ServerKeyTable;
}
