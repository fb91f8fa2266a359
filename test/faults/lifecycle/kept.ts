/** What a server has on its disk, read beside it or after its death: every row that a command may change, and what documents say. */
import { DatabaseSync } from 'node:sqlite';
import { inflateSync } from 'node:zlib';
import { documentName, parseDocumentName, readAgenda, readBacklog, type SessionState } from '@fireside/protocol';
import * as Y from 'yjs';
import { MENTORSHIP } from './mortal.ts';

export interface KeptSession {
  readonly id: string;
  readonly state: SessionState;
  readonly starts_at: number | null;
  readonly started_at: number | null;
  readonly wrapped_up_at: number | null;
  readonly next: string | null;
}

interface Item {
  readonly title: string;
  readonly state: string;
}

export interface Kept {
  readonly sessions: readonly KeptSession[];
  readonly recaps: readonly { readonly session: string; readonly revision: number; readonly content: string }[];
  readonly made: readonly { readonly target: string; readonly source: string; readonly item: string }[];
  readonly addenda: readonly { readonly session: string; readonly id: string; readonly text: string }[];
  /** By document; of the mentorship its backlog. */
  readonly items: Readonly<Record<string, readonly Item[]>>;
}

// Marks of who was there when are left out: they come when they come.
const READS = {
  sessions:
    'select id, key, state, starts_at, dated_by_start, minutes, started_at, wrapped_up_at, wrapped_up_by, next from session order by id',
  recaps: 'select session, revision, at, content from recap order by session, revision',
  made: 'select target, source, item from made order by target, source, item',
  addenda: 'select * from addendum order by session, id',
  documents: 'select id, name from doc order by name',
  snapshots: 'select doc, data from doc_snapshot order by upto_seq',
  updates: 'select doc, data from doc_update order by seq',
} as const;

export function readKept(path: string): Kept {
  const db = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
  db.exec('begin'); // one moment for all of it
  const read = (what: keyof typeof READS) => db.prepare(READS[what]).all() as never[];
  const { documents, snapshots, updates, ...rows } = Object.fromEntries(
    (Object.keys(READS) as (keyof typeof READS)[]).map((what) => [what, read(what)]),
  ) as Record<keyof typeof READS, never[]>;
  db.close();
  const items = (documents as { id: number; name: string }[]).map(({ id, name }) => {
    const own = (all: { doc: number; data: Uint8Array }[]) => all.filter(({ doc }) => doc === id);
    const parts = [...own(snapshots).map(({ data }) => inflateSync(data)), ...own(updates).map(({ data }) => data)];
    const doc = new Y.Doc();
    for (const part of parts) Y.applyUpdate(doc, part);
    const agenda = parseDocumentName(name).kind === 'session' ? readAgenda(doc) : [];
    const parked = readBacklog(doc).map(({ title }) => ({ title, state: 'parked' }));
    const all: Item[] = [...agenda.map(({ title, state }) => ({ title, state })), ...parked];
    return [name, all] as const;
  });
  return { ...(rows as Omit<Kept, 'items'>), items: Object.fromEntries(items) };
}

const docOf = (session: string): string => documentName({ kind: 'session', session });

/** What is half done or in two places; empty where all is well. */
export function wrongs({ sessions, recaps, made, items }: Kept): string[] {
  const wrong: string[] = [];
  const count = (test: (session: KeptSession) => boolean): number => sessions.filter(test).length;
  if (count(({ state }) => state === 'live') > 1) wrong.push('two sessions are live');
  if (count((one) => one.state === 'scheduled' && one.starts_at === null) > 1) wrong.push('two have no date');

  const ahead = sessions.filter(({ state }) => state === 'scheduled' || state === 'live').map(({ id }) => docOf(id));
  const waiting = [...ahead, documentName({ kind: 'mentorship', mentorship: MENTORSHIP })].flatMap(
    (name) => items[name]?.map(({ title }) => title) ?? [],
  );
  for (const title of new Set(waiting)) {
    if (waiting.filter((one) => one === title).length > 1) wrong.push(`“${title}” is there twice`);
  }
  for (const { id, state, started_at, wrapped_up_at, next } of sessions) {
    const isKept = state === 'wrapped-up' || state === 'archived';
    const revisions = recaps.filter(({ session }) => session === id).map(({ revision }) => revision);
    if (isKept !== revisions.length > 0) wrong.push(`${id} is ${state} with ${revisions.length} recaps`);
    if (revisions.some((revision, i) => revision !== i + 1))
      wrong.push(`the revisions of ${id} are ${revisions.join()}`);
    if (isKept !== (wrapped_up_at !== null)) wrong.push(`${id} is ${state}, wrapped up at ${wrapped_up_at}`);
    if ((state === 'live' || isKept) !== (started_at !== null))
      wrong.push(`${id} is ${state}, started at ${started_at}`);
    if (state === 'scheduled' || state === 'live') {
      if (made.some(({ source, item }) => source === id && item !== '')) wrong.push(`${id} is ${state}, and carried`);
      continue;
    }
    for (const { title, state: was } of items[docOf(id)] ?? []) {
      if (was !== 'discussed' && !waiting.includes(title) && !isDiscussed(items, title))
        wrong.push(`“${title}” is lost`);
    }
    if (next !== null && !sessions.some((one) => one.id === next))
      wrong.push(`${id} goes on in ${next}, which is not there`);
  }
  return wrong;
}

function isDiscussed(items: Kept['items'], title: string): boolean {
  return Object.values(items).some((all) => all.some((item) => item.title === title && item.state === 'discussed'));
}
