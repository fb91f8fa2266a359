/** Reads of rows that only the export needs. */
import type { Db } from '../sessions/rows.ts';
import type { SessionTable } from '../sessions/schema.ts';

const PAGE = 50;

/** Every session of a mentorship, a page at a time: the first one first, those without a date last. */
export async function* sessionsInOrder(
  db: Db,
  { tenant, mentorship }: { tenant: string; mentorship: string },
): AsyncGenerator<SessionTable, void, void> {
  const sessions = db
    .selectFrom('session')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('mentorship', '=', mentorship);
  let after: readonly [startsAt: number, id: string] = [Number.MIN_SAFE_INTEGER, ''];
  for (;;) {
    const [startsAt, id] = after;
    const page = await sessions
      .where('starts_at', 'is not', null)
      .where(({ eb, refTuple, tuple }) => eb(refTuple('starts_at', 'id'), '>', tuple(startsAt, id)))
      .orderBy('starts_at')
      .orderBy('id')
      .limit(PAGE)
      .execute();
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) break;
    after = [last.starts_at ?? startsAt, last.id];
  }
  yield* await sessions.where('starts_at', 'is', null).orderBy('created_at').orderBy('id').execute();
}
