/** Sessions and the people in them: everything that the routes, the sockets and time itself may ask for. */
import type { SessionState } from '@fireside/protocol';
import type { SessionResult } from '@fireside/protocol/http';
import type { HostClaims } from '../auth/claims.ts';
import { createActivity, type Activity } from './activity.ts';
import { createEndings, type Endings } from './endings.ts';
import { applyHostClaims } from './members.ts';
import { createPlanning, type Planning } from './planning.ts';
import type { SessionDeps } from './queues.ts';
import { seedDocuments } from './seeds.ts';
import { sweepSessions } from './sweep.ts';

export interface Sessions extends Planning, Endings, Pick<Activity, 'onChange' | 'onPresence' | 'onEmpty' | 'idle'> {
  /** Brings the member rows to what a host token says. */
  applyHostClaims(claims: HostClaims): Promise<void>;
  /** Writes what the server has to write into the documents of a ticket. */
  seed(tenant: string, names: readonly string[]): Promise<void>;
  /** The session's state now; null where there is none. */
  stateOf(tenant: string, session: string): Promise<SessionState | null>;
  /** Does what time alone does; called on a timer and at start-up. */
  sweep(): Promise<void>;
  close(): Promise<void>;
}

export interface SessionsOptions extends SessionDeps {
  endCall(tenant: string, session: string): void;
}

export function createSessions(options: SessionsOptions): Sessions {
  const { rows } = options;
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
    stateOf: async (tenant, session) => (await rows.session(tenant, session))?.state ?? null,
    sweep: () => sweepSessions({ ...options, endings }),
    close: () => activity.close(),
  };
}
