/** Collects what is taken along: rows and documents of one mentorship, one session at a time. */
import { documentName, type RichNode } from '@fireside/protocol';
import type { ExportedSession } from '@fireside/protocol/http';
import { addendaOf } from '../sessions/addenda.ts';
import { attendance, isDamaged, revisionsOf } from '../sessions/kept.ts';
import { toMembers, type Rows } from '../sessions/rows.ts';
import type { RecapTable, SessionTable } from '../sessions/schema.ts';
import { toAddendum, toRecap } from '../sessions/views.ts';
import type { Documents } from '../sync/documents.ts';
import { readMentorship, readPrivateNotes, readSession, type Lasting, type Written } from './read-documents.ts';
import { sessionsInOrder } from './rows.ts';

export interface CollectDeps {
  readonly rows: Rows;
  readonly documents: Pick<Documents, 'read'>;
}

/** What is taken along, and by whom; access was decided before. */
export interface Scope {
  readonly tenant: string;
  readonly mentorship: string;
  readonly person: string;
  /** With the private notes of that person. */
  readonly withPrivate: boolean;
}

export interface Shared extends Lasting {
  readonly members: ReturnType<typeof toMembers>;
  readonly damaged: boolean;
}

type Recap = NonNullable<ExportedSession['recap']>;

export async function collectShared({ rows, documents }: CollectDeps, scope: Scope): Promise<Shared> {
  const { tenant, mentorship } = scope;
  const name = documentName({ kind: 'mentorship', mentorship });
  const lasting = await documents.read({ tenant, name }, readMentorship);
  const members = toMembers(await rows.members(tenant, mentorship));
  const lost = [await isDamaged(rows.db, { tenant, name })];
  if (scope.withPrivate) {
    const own = privateName(scope);
    await documents.read({ tenant, name: own }, () => undefined); // loading it puts aside what cannot be read
    lost.push(await isDamaged(rows.db, { tenant, name: own }));
  }
  return { ...lasting, members, damaged: lost.includes(true) };
}

/** The first one first, those without a date last. */
export async function* collectSessions(
  deps: CollectDeps,
  scope: Scope,
  shared: Shared,
): AsyncGenerator<ExportedSession, void, void> {
  for await (const row of sessionsInOrder(deps.rows.db, scope)) yield await collectSession(deps, scope, shared, row);
}

export async function collectSession(
  { rows, documents }: CollectDeps,
  scope: Scope,
  shared: Shared,
  row: SessionTable,
): Promise<ExportedSession> {
  const { tenant, id } = row;
  const name = documentName({ kind: 'session', session: id });
  const written = await documents.read({ tenant, name }, readSession);
  // Loading it has put aside what cannot be read.
  const [damaged, revisions, latest, addenda] = await Promise.all([
    isDamaged(rows.db, { tenant, name }),
    revisionsOf(rows.db, row),
    rows.latestRecap(tenant, id),
    addendaOf(rows.db, tenant, id),
  ]);
  const recap = latest ? readRow(latest) : null;
  const isWhole = !damaged && (latest === undefined || recap !== null);
  const { starts_at, minutes, mode, template, state, started_at, wrapped_up_at } = row;
  return {
    id,
    state,
    startsAt: starts_at,
    minutes,
    mode,
    template,
    startedAt: started_at,
    wrappedUpAt: wrapped_up_at,
    attendance: await attendance(rows, row, revisions),
    damaged: !isWhole,
    ...(damaged && recap ? restored(recap, written) : written),
    promises: promisesOf(id, shared, recap),
    ...(scope.withPrivate ? { privateNotes: await privateNotes(documents, scope, id) } : {}),
    revisions: revisions.map(({ revision, at, by }) => ({ revision, at, by })),
    recap,
    addenda: addenda.map(toAddendum),
  };
}

/** Of a document that is damaged, the recap is what everybody saw; comments are in no recap. */
function restored({ content }: Recap, { items }: Written): Written {
  const comments = new Map(items.map((item) => [item.id, item.comments]));
  return {
    items: content.items.map((item) => ({ ...item, comments: comments.get(item.id) ?? [] })),
    outcomes: content.outcomes,
    notes: content.notes,
    next: content.next,
  };
}

/** Those made in the session; where the mentorship's document is damaged, with those that its recap knows. */
function promisesOf(session: string, { promises, damaged }: Shared, recap: Recap | null): ExportedSession['promises'] {
  const found = promises.filter((promise) => promise.from?.session === session);
  if (!damaged || !recap) return found;
  const known = new Set(promises.map((promise) => promise.id));
  return [...found, ...recap.content.promises.filter((promise) => !known.has(promise.id))];
}

function readRow(row: RecapTable): Recap | null {
  return toRecap(row) as Recap | null; // its notes are of `readRichText`, which the file's schema describes
}

function privateNotes(documents: CollectDeps['documents'], scope: Scope, session: string): Promise<RichNode[]> {
  return documents.read({ tenant: scope.tenant, name: privateName(scope) }, (doc) => readPrivateNotes(doc, session));
}

function privateName({ mentorship, person }: Scope): string {
  return documentName({ kind: 'private', mentorship, person });
}
