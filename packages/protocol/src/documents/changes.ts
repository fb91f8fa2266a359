/** What changed in a document beyond a state that somebody has seen, record by record. Reads only. */
import * as Y from 'yjs';
import { lineOf, type Fields } from './records.ts';

/** The roots of records, with the field of each that says it in words. */
const WORDS = {
  agenda: 'title',
  backlog: 'title',
  comments: 'text',
  goals: 'title',
  milestones: 'title',
  outcomes: 'text',
  promises: 'text',
} as const;

export interface Change {
  /** Where: a root of records, `milestones` of a goal, or the notes. */
  readonly in: keyof typeof WORDS | 'notes';
  /** The record; empty for the notes. A milestone is `<goal>/<milestone>`. */
  readonly id: string;
  readonly what: 'added' | 'changed' | 'deleted';
  /** Which fields; empty for what was added. `history` of a goal: an entry in words, each a change of its own. */
  readonly fields: readonly string[];
  /** The words of it now, of the notes the first new ones; empty for the next date, which is the outcome `next`. */
  readonly words: string;
  /** What an entry of a goal's history says. */
  readonly entry?: string;
  /** The Yjs clientID of who wrote last; the server knows whose it is. */
  readonly client: number;
}

export interface Seen {
  readonly state: ReadonlyMap<number, number>;
  /** Clients whose writing is no news. */
  readonly own: ReadonlySet<number>;
}

/** The key of the next date among the outcomes. */
const NEXT = 'next';
const EXCERPT = 120;
/** Deeper than any editor of ours writes; a hostile peer must not end our stack. */
const MAX_DEPTH = 40;

/** Changes beyond `seen`, in no order. */
export function changesSince(doc: Y.Doc, seen: Seen): Change[] {
  const found: Change[] = [];
  for (const name of Object.keys(WORDS) as (keyof typeof WORDS)[]) {
    if (name !== 'milestones' && doc.share.has(name)) changesIn(doc.getMap(name), name, '', seen, found);
  }
  if (doc.share.has('notes')) notesSince(doc.getXmlFragment('notes'), seen, found);
  return found;
}

function changesIn(root: Fields, name: keyof typeof WORDS, prefix: string, seen: Seen, found: Change[]): void {
  for (const [key, item] of root._map) {
    const record = root.get(key);
    if (item.deleted) continue;
    if (name === 'outcomes' && key === NEXT) nextSince(item, seen, found);
    if (!(record instanceof Y.Map)) continue;
    const fields = record as Fields;
    const fresh = [...fields._map].filter(([, field]) => isNews(field.id, seen));
    const added = isNews(item.id, seen);
    const deleted = fields.get('deleted') === true;
    const client = fresh.at(-1)?.[1].id.client ?? item.id.client;
    const change = { in: name, id: prefix + key, words: lineOf(fields, WORDS[name]), client };
    if (added && !deleted) found.push({ ...change, what: 'added', fields: [], client: item.id.client });
    const names = fresh.map(([field]) => field);
    // What somebody edits on a record that is deleted already, nobody sees.
    if (!added && (deleted ? names.includes('deleted') : names.length > 0)) {
      found.push({ ...change, what: deleted ? 'deleted' : 'changed', fields: names });
    }
    if (deleted || name !== 'goals') continue;
    if (!added) entriesSince(fields, { in: name, id: key, what: 'changed', words: change.words }, seen, found);
    const milestones = fields.get('milestones');
    if (milestones instanceof Y.Map) changesIn(milestones as Fields, 'milestones', `${key}/`, seen, found);
  }
}

/** A next date is one value, and no record: it is added where there was none before. */
function nextSince({ id, left, content }: Y.Item, seen: Seen, found: Change[]): void {
  if (content instanceof Y.ContentType || !isNews(id, seen)) return;
  const common = { in: 'outcomes', id: NEXT, words: '', client: id.client } as const;
  found.push(left === null ? { ...common, what: 'added', fields: [] } : { ...common, what: 'changed', fields: [NEXT] });
}

/** New entries of a goal's history that say something in words; a status and a step are changes of their own. */
function entriesSince(
  goal: Fields,
  change: Pick<Change, 'in' | 'id' | 'what' | 'words'>,
  seen: Seen,
  found: Change[],
): void {
  const history = goal.get('history');
  if (!(history instanceof Y.Map)) return;
  for (const [key, item] of (history as Fields)._map) {
    const entry = (history as Fields).get(key);
    if (item.deleted || !isNews(item.id, seen) || !(entry instanceof Y.Map)) continue;
    if ((entry as Fields).get('what') !== 'words') continue;
    found.push({ ...change, fields: ['history'], entry: lineOf(entry as Fields, 'text'), client: item.id.client });
  }
}

function isNews({ client, clock }: Y.ID, { state, own }: Seen): boolean {
  return clock >= (state.get(client) ?? 0) && !own.has(client);
}

/** Words that were added to the notes: the first of them, and whose. */
function notesSince(notes: Y.XmlFragment, seen: Seen, found: Change[]): void {
  let words = '';
  let client: number | null = null;
  const walk = (first: Y.Item | null, depth: number): void => {
    for (let item = first; item !== null && words.length < EXCERPT; item = item.right) {
      if (item.deleted) continue;
      const { content } = item;
      if (content instanceof Y.ContentType) {
        if (depth < MAX_DEPTH) walk(content.type._start, depth + 1);
        if (words !== '' && !words.endsWith(' ')) words += ' ';
      } else if (content instanceof Y.ContentString) {
        // One item can have been written partly before and partly after: Yjs joins what follows on.
        const known = (seen.state.get(item.id.client) ?? 0) - item.id.clock;
        if (known >= content.str.length || seen.own.has(item.id.client)) continue;
        words += content.str.slice(Math.max(0, known));
        client ??= item.id.client;
      }
    }
  };
  walk(notes._start, 0);
  if (client === null || words.trim() === '') return;
  const excerpt = words.slice(0, EXCERPT).toWellFormed().trim();
  found.push({ in: 'notes', id: '', what: 'changed', fields: [], words: excerpt, client });
}
