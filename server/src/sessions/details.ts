/** Saved sessions as they are read: the rows of a list, and one session with everything that is kept of it. */
import { FiresideError, type RecapContent } from '@fireside/protocol';
import type { SessionDetail, SessionSummary } from '@fireside/protocol/http';
import { addedTo, addendaOf } from './addenda.ts';
import { sessionKey } from './carry.ts';
import { attendance, isDamaged, neighbours, recapAt, revisionsOf } from './kept.ts';
import { firstLines } from './lines.ts';
import type { Rows } from './rows.ts';
import type { RecapTable, SessionTable } from './schema.ts';
import { openUntil } from './states.ts';
import { keptLines, toAddendum, toRecap, toSummary, type RecapHead } from './views.ts';

/** The rows of a list, in its order; with two reads, however many they are, where lines were kept with their recaps. */
export async function summaries(
  rows: Rows,
  tenant: string,
  page: readonly SessionTable[],
  now: number,
): Promise<SessionSummary[]> {
  const ids = page.map((row) => row.id);
  const [recaps, added] = await Promise.all([rows.latestRecaps(tenant, ids), addedTo(rows.db, tenant, ids)]);
  const heads = new Map<string, RecapHead>();
  for (const heading of recaps) {
    const lines = keptLines(heading) ?? linesOf(await rows.latestRecap(tenant, heading.session));
    heads.set(heading.session, { ...heading, lines });
  }
  return page.map((row) => toSummary(row, heads.get(row.id), added.get(row.id), now));
}

/** Out of the recap itself; none where it is damaged. */
function linesOf(row: RecapTable | undefined): string[] {
  const recap = row && toRecap(row);
  return recap ? firstLines(recap.content as RecapContent) : [];
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
    isDamaged(db, sessionKey(row.tenant, row.id)),
    neighbours(db, row),
  ]);
  const added =
    addenda.length > 0 ? { count: addenda.length, at: Math.max(...addenda.map(({ at }) => at)) } : undefined;
  return {
    ...toSummary(row, latest && { ...latest, lines: keptLines(latest) ?? linesOf(latest) }, added, now),
    mentorship: row.mentorship,
    recap,
    revisions: revisions.map(({ revision: number, at, by }) => ({ revision: number, at, by })),
    addenda: addenda.map(toAddendum),
    attendance: await attendance(rows, row, revisions),
    openUntil: openUntil(row),
    damaged: aside || (shown !== undefined && recap === null),
    ...around,
  };
}
