/** Who was in a call from when to when: evidence, one row for each stay, whoever saw it and in whatever order. */
import type { CallKind } from '@fireside/protocol';
import type { RowWrite } from '../storage/store.ts';
import type { Db } from './rows.ts';
import { rowWrite } from './writes.ts';

/** Somebody's time in a call from coming to leaving, over lost sockets. */
export interface Stay {
  readonly tenant: string;
  readonly session: string;
  /** Of the peer. */
  readonly id: string;
  readonly person: string;
  readonly kind: CallKind;
}

/** They were there at this moment: the stay begins then at the latest, and ends then at the earliest. */
export function stayAt(db: Db, stay: Stay, at: number): RowWrite {
  const query = db
    .insertInto('stay')
    .values({ ...stay, came_at: at, left_at: at })
    .onConflict((on) =>
      on.columns(['tenant', 'session', 'id']).doUpdateSet(({ eb }) => ({
        came_at: eb.case().when('stay.came_at', '>', at).then(at).else(eb.ref('stay.came_at')).end(),
        left_at: eb.case().when('stay.left_at', '<', at).then(at).else(eb.ref('stay.left_at')).end(),
      })),
    );
  return rowWrite(query, null);
}
