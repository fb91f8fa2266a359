/** Addenda: what a member adds to an archived session, signed and dated. They are added, and never changed. */
import { cleanText, FiresideError, MAX_ADDENDUM } from '@fireside/protocol';
import type { NewAddendum } from '@fireside/protocol/http';
import type { TicketClaims } from '../auth/claims.ts';
import { mentorshipKey, sessionKey } from './carry.ts';
import { inQueues, requireSession, unchanged, type SessionDeps } from './queues.ts';
import type { Db } from './rows.ts';
import type { AddendumTable } from './schema.ts';
import { checkCommand } from './states.ts';
import { rowWrite } from './writes.ts';

/** Nobody adds more to one session; a program may. */
const MAX_ADDENDA = 200;

/** How much was added to a session, and when last. */
export interface Added {
  readonly count: number;
  readonly at: number;
}

export interface AddendaDeps extends SessionDeps {
  /** Words that belong to a document have changed beside it. */
  readonly onAdded: (tenant: string, documentName: string) => void;
}

/** Who adds, as their ticket says. */
export type AddedBy = Pick<TicketClaims, 'tenant' | 'person' | 'name'>;

/** The first one first. */
export function addendaOf(db: Db, tenant: string, session: string): Promise<AddendumTable[]> {
  return db
    .selectFrom('addendum')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('session', '=', session)
    .orderBy('at')
    .orderBy('id')
    .execute();
}

/** What was added to each of these sessions; those to which nothing was are left out. */
export async function addedTo(
  db: Db,
  tenant: string,
  sessions: readonly string[],
): Promise<ReadonlyMap<string, Added>> {
  if (sessions.length === 0) return new Map();
  const counts = await db
    .selectFrom('addendum')
    .select(({ fn }) => ['session', fn.countAll<number>().as('count'), fn.max('at').as('at')])
    .where('tenant', '=', tenant)
    .where('session', 'in', sessions)
    .groupBy('session')
    .execute();
  return new Map(counts.map(({ session, count, at }) => [session, { count, at }]));
}

/**
 * Adds to an archived session in the name of the ticket's person; the same id again answers with the same addendum.
 * @throws FiresideError `malformed` and `too-large` for its text, `state-conflict` where the session is not archived or another
 * addendum has the id, `too-large` where the session has as many as it may have
 */
export async function addAddendum(
  deps: AddendaDeps,
  { tenant, person, name }: AddedBy,
  session: string,
  { id, text }: NewAddendum,
): Promise<{ row: AddendumTable; isNew: boolean }> {
  const { rows, now, onAdded } = deps;
  const clean = cleanText(text, MAX_ADDENDUM);
  const keys = async () => [mentorshipKey(tenant, (await requireSession(rows, tenant, session)).mentorship)];
  const added = await inQueues(deps, keys, async () => {
    const { state, mentorship } = await requireSession(rows, tenant, session);
    checkCommand('addendum', state);
    const before = await addendaOf(rows.db, tenant, session);
    const same = before.find((one) => one.id === id);
    if (same?.person === person && same.text === clean) return unchanged({ row: same, isNew: false });
    if (same)
      throw new FiresideError('state-conflict', { detail: 'Another addendum has this id.', data: { state, id } });
    if (before.length >= MAX_ADDENDA) {
      throw new FiresideError('too-large', { detail: `A session takes at most ${MAX_ADDENDA} addenda.` });
    }
    const member = await rows.member(tenant, mentorship, person);
    const row: AddendumTable = { tenant, session, id, person, name: member?.name ?? name, at: now(), text: clean };
    const query = rows.db
      .insertInto('addendum')
      .values(row)
      .onConflict((on) => on.doNothing());
    return { appends: [], rows: [rowWrite(query, 1)], result: { row, isNew: true } };
  });
  if (added.isNew) onAdded(tenant, sessionKey(tenant, session).name);
  return added;
}
