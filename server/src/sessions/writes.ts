/** Statements for the one writer. Each says how many rows it must change, so that what was read still holds or nothing is stored. */
import type { CallKind } from '@fireside/protocol';
import type { Compilable } from 'kysely';
import type { RowWrite } from '../storage/store.ts';
import type { Db } from './rows.ts';
import type { AttendanceTable, RecapTable, SessionTable } from './schema.ts';

export function rowWrite(query: Compilable, expect: number | null): RowWrite {
  const { sql, parameters } = query.compile();
  return { sql, parameters, expect };
}

/** Adds a session; a conflict where its key, or another session without a date, is there already. */
export function insertSession(db: Db, row: SessionTable): RowWrite {
  return rowWrite(
    db
      .insertInto('session')
      .values(row)
      .onConflict((on) => on.doNothing()),
    1,
  );
}

/** Changes a session; a conflict where its state, its date or its template is not what was read. */
export function updateSession(db: Db, row: SessionTable, change: Partial<SessionTable>): RowWrite {
  const query = db
    .updateTable('session')
    .set(change)
    .where('tenant', '=', row.tenant)
    .where('id', '=', row.id)
    .where('state', '=', row.state)
    .where('template', '=', row.template)
    .where(({ eb }) => (row.starts_at === null ? eb('starts_at', 'is', null) : eb('starts_at', '=', row.starts_at)));
  return rowWrite(query, 1);
}

/** Makes a session live; a conflict where another one of the mentorship is. */
export function startSession(db: Db, row: SessionTable, change: Partial<SessionTable>): RowWrite {
  const query = db
    .updateTable('session')
    .set({ ...change, state: 'live' })
    .where('tenant', '=', row.tenant)
    .where('id', '=', row.id)
    .where('state', '=', 'scheduled')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('session as other')
            .select('other.id')
            .where('other.tenant', '=', row.tenant)
            .where('other.mentorship', '=', row.mentorship)
            .where('other.state', '=', 'live'),
        ),
      ),
    );
  return rowWrite(query, 1);
}

/** Moves a mark of activity forward, in whatever state the session is by now. */
export function markSession(
  db: Db,
  session: Pick<SessionTable, 'tenant' | 'id'>,
  mark: 'changed_at' | 'called_at' | 'settled_at',
  at: number,
): RowWrite {
  const query = db
    .updateTable('session')
    .set({ [mark]: at })
    .where('tenant', '=', session.tenant)
    .where('id', '=', session.id);
  return rowWrite(query, null);
}

/** Keeps what members chose to carry the call, in whatever state the session is by now. */
export function chooseCallKind(db: Db, { tenant, id }: Pick<SessionTable, 'tenant' | 'id'>, kind: CallKind): RowWrite {
  const query = db.updateTable('session').set({ call_kind: kind }).where('tenant', '=', tenant).where('id', '=', id);
  return rowWrite(query, 1);
}

export function insertRecap(db: Db, row: RecapTable): RowWrite {
  return rowWrite(
    db
      .insertInto('recap')
      .values(row)
      .onConflict((on) => on.doNothing()),
    1,
  );
}

export function attend(db: Db, row: Omit<AttendanceTable, 'first_at'>): RowWrite {
  const query = db
    .insertInto('attendance')
    .values({ ...row, first_at: row.last_at })
    .onConflict((on) => on.columns(['tenant', 'session', 'person']).doUpdateSet({ last_at: row.last_at }));
  return rowWrite(query, null);
}
