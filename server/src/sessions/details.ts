/** Saved sessions as they are read: the rows of a list, and one session with everything that is kept of it. */
import { FiresideError, type Member } from '@fireside/protocol';
import type { SessionDetail, SessionSummary } from '@fireside/protocol/http';
import { addedTo, addendaOf } from './addenda.ts';
import { attendance, hasQuarantine, neighbours, recapAt, revisionsOf, type Revision } from './kept.ts';
import type { Rows } from './rows.ts';
import type { SessionTable } from './schema.ts';
import { openUntil } from './states.ts';
import { parseMembers, toAddendum, toRecap, toSummary } from './views.ts';

/** The rows of a list, in its order; with two reads, however many they are. */
export async function summaries(
  rows: Rows,
  tenant: string,
  page: readonly SessionTable[],
  now: number,
): Promise<SessionSummary[]> {
  const ids = page.map((row) => row.id);
  const [recaps, added] = await Promise.all([rows.latestRecaps(tenant, ids), addedTo(rows.db, tenant, ids)]);
  const recapOf = new Map(recaps.map((recap) => [recap.session, recap]));
  return page.map((row) => toSummary(row, recapOf.get(row.id), added.get(row.id), now));
}

/**
 * One session, with the latest recap or the one of `revision`. Of a recap that cannot be read the rest is answered, and said so.
 * @throws FiresideError `not-found` where there is no such revision
 */
export async function detail(
  rows: Rows,
  row: SessionTable,
  revision: number | undefined,
  now: number,
): Promise<SessionDetail> {
  const { db } = rows;
  const latest = await rows.latestRecap(row.tenant, row.id);
  const shown = revision === undefined ? latest : await recapAt(db, row, revision);
  if (revision !== undefined && !shown) throw new FiresideError('not-found', { detail: 'There is no such revision.' });
  const recap = shown ? toRecap(shown) : null;
  const [revisions, addenda, aside, around] = await Promise.all([
    revisionsOf(db, row),
    addendaOf(db, row.tenant, row.id),
    hasQuarantine(db, row),
    neighbours(db, row),
  ]);
  const added =
    addenda.length > 0 ? { count: addenda.length, at: Math.max(...addenda.map(({ at }) => at)) } : undefined;
  return {
    ...toSummary(row, latest, added, now),
    mentorship: row.mentorship,
    recap,
    revisions: revisions.map(({ revision: number, at, by }) => ({ revision: number, at, by })),
    addenda: addenda.map(toAddendum),
    attendance: await attendance(rows, row, membersOf(revisions)),
    openUntil: openUntil(row),
    damaged: aside || (shown !== undefined && recap === null),
    ...around,
  };
}

/** Who was a member at one wrap-up or revision or another. */
function membersOf(revisions: readonly Revision[]): Member[] {
  return revisions.flatMap(({ members }) => parseMembers(members) ?? []);
}
