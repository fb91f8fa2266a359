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

/** A snapshot beside the one before it, until it is proven; and what the store notes for itself. */
export const upkeepMigration = `
alter table doc_snapshot rename to doc_snapshot_single;
create table doc_snapshot (
  doc integer not null references doc (id),
  -- Covers every update up to this one.
  upto_seq integer not null,
  -- Full state, v1, in zlib's format (RFC 1950), whose checksum tells damage.
  data blob not null,
  at integer not null,
  primary key (doc, upto_seq)
) strict;
insert into doc_snapshot select doc, upto_seq, data, at from doc_snapshot_single;
drop table doc_snapshot_single;

create table upkeep (
  id integer primary key check (id = 1),
  -- Written anew to find out whether the disk takes what is written; of the size of a large batch.
  probe blob not null,
  -- 1 while copies of an erased document may still be in the files.
  scrub integer not null default 0
) strict;
insert into upkeep (id, probe) values (1, randomblob(65536));
`;

export interface DocTable {
  id: number;
  tenant: string;
  name: string;
  epoch: number;
  /** At least the seq of every update that is no longer in `doc_update`: none is given twice. */
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

export interface UpkeepTable {
  id: number;
  probe: Uint8Array;
  scrub: number;
}

export interface DocumentTables {
  doc: DocTable;
  doc_update: DocUpdateTable;
  doc_snapshot: DocSnapshotTable;
  quarantine: QuarantineTable;
  doc_client: DocClientTable;
  upkeep: UpkeepTable;
}

export type Tables = DocumentTables & SessionTables;
