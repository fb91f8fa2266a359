/** The file of the index. Nothing in it is the only copy of anything: another version of it is made anew. */

/** Raised with every change to the tables, to what is extracted or to how text is indexed. */
export const INDEX_VERSION = 2;

export const indexSchema = `
-- What is indexed of which document, and up to where.
create table source (
  id integer primary key,
  tenant text not null,
  name text not null,
  epoch integer not null,
  head_seq integer not null,
  addenda integer not null,
  unique (tenant, name)
) strict;

-- Ids of the host as numbers, so that no id can mean anything to FTS5.
create table number (
  id integer primary key,
  tenant text not null,
  kind text not null check (kind in ('mentorship', 'person')),
  name text not null,
  unique (tenant, kind, name)
) strict;

-- Where the entries of a session are, by its date (places.ts); of a mentorship, with the empty session, what belongs to none.
create table place (
  id integer primary key,
  mentorship integer not null references number (id),
  session text not null,
  unique (mentorship, session)
) strict;

-- Of the dates of a mentorship's sessions when its places were last compared with them.
create table compared (
  mentorship integer primary key references number (id),
  sessions integer not null,
  dates real not null
) strict;

-- One for each row of 'words', with its rowid.
create table entry (
  id integer primary key,
  source integer not null references source (id),
  -- What of its document it is; the same after an edit.
  key text not null,
  kind text not null,
  record text,
  -- JSON of ids.
  people text not null,
  at integer,
  unique (source, key)
) strict;

create virtual table words using fts5 (
  scope,
  -- Folded; 'original' only where that is not what was written.
  text,
  original unindexed,
  tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'",
  prefix = '2 3'
);

create table upkeep (
  id integer primary key check (id = 1),
  -- 1 while copies of an erased document may still be in the file.
  scrub integer not null default 0
) strict;
insert into upkeep (id) values (1);

pragma user_version = ${INDEX_VERSION};
`;
