/** Sessions and the people in them: everything that the routes, the sockets and time itself may ask for. */
import type { CallKind, SessionState } from '@fireside/protocol';
import type { NewAddendum, SessionResult } from '@fireside/protocol/http';
import type { HostClaims } from '../auth/claims.ts';
import { addAddendum, type AddendaDeps, type AddedBy } from './addenda.ts';
import { createActivity, type Activity } from './activity.ts';
import { chooseCall, type CallingOptions } from './calling.ts';
import { createEndings, type Endings } from './endings.ts';
import { applyHostClaims } from './members.ts';
import { createPlanning, type Planning, type PlanningDeps } from './planning.ts';
import { seedDocuments } from './seeds.ts';
import type { AddendumTable, SessionTable } from './schema.ts';
import { stayAt, type Stay } from './stays.ts';
import { sweepSessions, sweepStays } from './sweep.ts';

export interface Sessions extends Planning, Endings, Pick<Activity, 'onChange' | 'onPresence' | 'onEmpty' | 'idle'> {
  /** Brings the member rows to what a host token says. */
  applyHostClaims(claims: HostClaims): Promise<void>;
  /** Writes what the server has to write into the documents that a ticket may write to. */
  seed(tenant: string, names: readonly string[]): Promise<void>;
  /** Adds to an archived session; the same id again answers with the same addendum. @throws FiresideError */
  add(author: AddedBy, session: string, addendum: NewAddendum): Promise<{ row: AddendumTable; isNew: boolean }>;
  /** What carries the session's call from now on. @throws FiresideError `call-full` */
  chooseCall(tenant: string, session: string, kind: CallKind): Promise<SessionTable>;
  /** Somebody was in a call at this moment, as somebody else has seen it. */
  onStay(stay: Stay, at: number): Promise<void>;
  /** The session's state now; null where there is none. */
  stateOf(tenant: string, session: string): Promise<SessionState | null>;
  /** Does what time alone does; called on a timer and at start-up. */
  sweep(): Promise<void>;
  close(): Promise<void>;
}

export function createSessions(options: CallingOptions & PlanningDeps & AddendaDeps): Sessions {
  const { rows, store } = options;
  const endings = createEndings(options);
  const planning = createPlanning(options);
  const activity = createActivity({ ...options, settle: endings.settle });
  const { onChange, onPresence, onEmpty, idle } = activity;

  async function start(tenant: string, id: string, person: string): Promise<SessionResult> {
    const row = await rows.session(tenant, id);
    if (row) activity.onStart(row);
    return planning.start(tenant, id, person);
  }

  return {
    ...planning,
    ...endings,
    start,
    onChange,
    onPresence,
    onEmpty,
    idle,
    applyHostClaims: (claims) => applyHostClaims(options, claims),
    seed: (tenant, names) => seedDocuments(options, tenant, names),
    add: (author, session, addendum) => addAddendum(options, author, session, addendum),
    chooseCall: (tenant, session, kind) => chooseCall(options, tenant, session, kind),
    onStay: (stay, at) => store.commit({ appends: [], rows: [stayAt(rows.db, stay, at)] }),
    stateOf: async (tenant, session) => (await rows.session(tenant, session))?.state ?? null,
    async sweep() {
      await sweepStays(options);
      await sweepSessions({ ...options, endings });
    },
    close: () => activity.close(),
  };
}
