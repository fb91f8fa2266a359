/** Reads of what is kept of one session. */
import type { DocumentKey } from '../storage/store.ts';
import type { Db, Rows } from './rows.ts';
import type { RecapTable, SessionTable } from './schema.ts';
import { parseMembers } from './views.ts';

/** A recap without its content, and without the lines of it. */
export type Revision = Omit<RecapTable, 'content' | 'lines'>;

/** The first one first. */
export function revisionsOf(db: Db, { tenant, id }: SessionTable): Promise<Revision[]> {
  return db
    .selectFrom('recap')
    .select(['tenant', 'session', 'revision', 'at', 'by', 'members'])
    .where('tenant', '=', tenant)
    .where('session', '=', id)
    .orderBy('revision')
    .execute();
}

export function recapAt(db: Db, { tenant, id }: SessionTable, revision: number): Promise<RecapTable | undefined> {
  return db
    .selectFrom('recap')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('session', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst();
}

/** Whether something of a document could not be read and was put aside, which loading it does. */
export async function isDamaged(db: Db, { tenant, name }: DocumentKey): Promise<boolean> {
  const row = await db
    .selectFrom('quarantine')
    .innerJoin('doc', 'doc.id', 'quarantine.doc')
    .select('quarantine.id')
    .where('doc.tenant', '=', tenant)
    .where('doc.name', '=', name)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Members who were there when it was held; who has left the mentorship since has the name that one of its recaps says. */
export async function attendance(
  rows: Rows,
  session: SessionTable,
  revisions: readonly Revision[],
): Promise<{ id: string; name: string }[]> {
  const { tenant, id, mentorship, started_at: startedAt, state } = session;
  if (startedAt === null || (state !== 'wrapped-up' && state !== 'archived')) return [];
  const formerly = revisions.flatMap(({ members }) => parseMembers(members) ?? []);
  const names = new Map(formerly.map((member) => [member.id, member.name]));
  for (const { person, name } of await rows.members(tenant, mentorship)) names.set(person, name);
  const there = await rows.attended(tenant, id, startedAt);
  // Whom no list names was no member at wrap-up.
  return there.flatMap((person) => {
    const name = names.get(person);
    return name === undefined ? [] : [{ id: person, name }];
  });
}

const PAST = ['wrapped-up', 'archived', 'cancelled', 'did-not-happen'] as const;

/** The sessions before and after one in the list, among those that are over. */
export async function neighbours(
  db: Db,
  { tenant, mentorship, starts_at: startsAt, id }: SessionTable,
): Promise<{ newer: string | null; older: string | null }> {
  if (startsAt === null) return { newer: null, older: null };
  const nearest = async (side: '<' | '>'): Promise<string | null> => {
    const direction = side === '<' ? 'desc' : 'asc';
    const row = await db
      .selectFrom('session')
      .select('id')
      .where('tenant', '=', tenant)
      .where('mentorship', '=', mentorship)
      .where('state', 'in', PAST)
      .where(({ eb, refTuple, tuple }) => eb(refTuple('starts_at', 'id'), side, tuple(startsAt, id)))
      .orderBy('starts_at', direction)
      .orderBy('id', direction)
      .limit(1)
      .executeTakeFirst();
    return row?.id ?? null;
  };
  const [newer, older] = await Promise.all([nearest('>'), nearest('<')]);
  return { newer, older };
}
