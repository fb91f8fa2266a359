/** Nothing stays by forgetting: what time alone does to sessions, looked at on a timer and at start-up. */
import { subHours } from 'date-fns/subHours';
import { CALL_AFTER_WRAP_UP_MS } from '../access/access.ts';
import { describeError } from '../log.ts';
import type { Calls } from './calling.ts';
import type { Endings } from './endings.ts';
import { SERVER } from './made.ts';
import { mentorshipKey } from './carry.ts';
import { announce, inQueues, requireSession, unchanged, type SessionDeps } from './queues.ts';
import type { SessionTable } from './schema.ts';
import { openUntil } from './states.ts';
import { stayAt } from './stays.ts';
import { markSession, updateSession } from './writes.ts';

const FORGOTTEN_AFTER_HOURS = 2;

export interface SweepOptions extends SessionDeps {
  readonly endings: Endings;
  readonly calls: Calls;
}

/** Moves on the ends of the stays that last, so that a crash loses a minute of them at most. */
export async function sweepStays({ rows, store, calls, now }: Omit<SweepOptions, 'endings'>): Promise<void> {
  const at = now();
  const writes = calls.stays().map((stay) => stayAt(rows.db, stay, at));
  if (writes.length > 0) await store.commit({ appends: [], rows: writes });
}

/** Looks once at every session that is live or wrapped up. One that fails is logged and does not keep the others waiting. */
export async function sweepSessions(options: SweepOptions): Promise<void> {
  const { rows, log } = options;
  for (const [state, look] of [
    ['live', lookAtLive],
    ['wrapped-up', lookAtWrappedUp],
  ] as const) {
    for (const row of await rows.inState(state)) {
      try {
        await look(options, row);
      } catch (error) {
        log.error('sweep-failed', { state, ...describeError(error) });
      }
    }
  }
}

async function lookAtLive(options: SweepOptions, row: SessionTable): Promise<void> {
  const { rows, store, connections, now, endings } = options;
  const { tenant, id } = row;
  const at = now();
  if (connections.count(tenant, id, 'call') > 0) {
    await store.commit({ appends: [], rows: [markSession(rows.db, row, 'called_at', at)] });
    return;
  }
  const startedAt = row.started_at ?? row.created_at;
  const last = Math.max(startedAt, row.changed_at ?? 0, row.called_at ?? 0);
  if (last > subHours(at, FORGOTTEN_AFTER_HOURS).getTime()) return;
  const there = await rows.attended(tenant, id, startedAt);
  const members = new Set((await rows.members(tenant, row.mentorship)).map((member) => member.person));
  const written = (row.changed_at ?? 0) >= startedAt;
  if (!written && there.filter((person) => members.has(person)).length <= 1) await takeBack(options, row);
  else await endings.wrapUp(tenant, id, SERVER);
}

/** Somebody waited alone: it is scheduled again, with the date it had before. */
async function takeBack(deps: SessionDeps, { tenant, id, mentorship }: SessionTable): Promise<void> {
  const { rows } = deps;
  const row = await inQueues(
    deps,
    async () => [mentorshipKey(tenant, mentorship)],
    async () => {
      const live = await requireSession(rows, tenant, id);
      if (live.state !== 'live') return unchanged(null);
      const undated = (await rows.scheduled(tenant, mentorship)).some((one) => one.starts_at === null);
      const change = {
        state: 'scheduled' as const,
        started_at: null,
        // There is at most one session without a date: where another one was made meanwhile, this one keeps its own.
        starts_at: live.dated_by_start === 1 && !undated ? null : live.starts_at,
        dated_by_start: 0,
      };
      return { appends: [], rows: [updateSession(rows.db, live, change)], result: { ...live, ...change } };
    },
  );
  if (row) await announce(deps, row);
}

async function lookAtWrappedUp(options: SweepOptions, row: SessionTable): Promise<void> {
  const { now, endings, calls, connections } = options;
  const { tenant, id } = row;
  const at = now();
  const wrappedUpAt = row.wrapped_up_at ?? at;
  if (at >= wrappedUpAt + CALL_AFTER_WRAP_UP_MS && connections.count(tenant, id, 'call') > 0) {
    calls.end(tenant, id, 'call-over');
  }
  if (at >= (openUntil(row) ?? Infinity)) {
    await endings.archive(tenant, id);
  } else if ((row.changed_at ?? 0) > (row.settled_at ?? 0) && connections.count(tenant, id, 'document') === 0) {
    // The minute of quiet was cut short by a restart.
    await endings.settle(tenant, id);
  }
}
