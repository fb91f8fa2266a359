/** Tables of the documents, and the type of the whole database. Times are milliseconds since the Unix epoch. */
import type { SessionTables } from '../sessions/schema.ts';

export const documentsMigration = `
create table doc (
  id integer primary key,
  tenant text not null,
  name text not null,
  -- Raised by erase; a writer with another one is refused.
  epoch integer not null default 1,
  -- The seq of the last update: its row is updated first, so the order of commits is the order of seqs.
  head_seq integer not null default 0,
  unique (tenant, name)
) strict;

create table doc_update (
  doc integer not null references doc (id),
  seq integer not null,
  -- One Yjs update, v1, as it was sent.
  data blob not null,
  -- The person who wrote it, or 'server'.
  actor text not null,
  at integer not null,
  primary key (doc, seq)
) strict, without rowid;

create table doc_snapshot (
  doc integer primary key references doc (id),
  -- Covers every update up to this one.
  upto_seq integer not null,
  -- Full state, v1, in zlib's format (RFC 1950), whose checksum tells damage.
  data blob not null,
  at integer not null
) strict;

-- Rows that could not be read: out of the way, never thrown away.
create table quarantine (
  id integer primary key,
  doc integer not null references doc (id),
  -- Null for a snapshot.
  seq integer,
  data blob not null,
  at integer not null
) strict;
create index quarantine_doc on quarantine (doc);
`;

export const clientsMigration = `
-- Which Yjs clientID is which person, for "who wrote this": a row at first sight, never a mergeable value.
create table doc_client (
  doc integer not null references doc (id),
  client integer not null,
  -- The person whose update brought it, or 'server'.
  person text not null,
  at integer not null,
  primary key (doc, client)
) strict, without rowid;
`;

export interface DocTable {
  id: number;
  tenant: string;
  name: string;
  epoch: number;
  head_seq: number;
}

export interface DocUpdateTable {
  doc: number;
  seq: number;
  data: Uint8Array;
  actor: string;
  at: number;
}

export interface DocSnapshotTable {
  doc: number;
  upto_seq: number;
  data: Uint8Array;
  at: number;
}

export interface QuarantineTable {
  id: number;
  doc: number;
  seq: number | null;
  data: Uint8Array;
  at: number;
}

export interface DocClientTable {
  doc: number;
  client: number;
  person: string;
  at: number;
}

export interface DocumentTables {
  doc: DocTable;
  doc_update: DocUpdateTable;
  doc_snapshot: DocSnapshotTable;
  quarantine: QuarantineTable;
  doc_client: DocClientTable;
}

export type Tables = DocumentTables & SessionTables;
