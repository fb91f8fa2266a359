/** The sessions behind the picture: which there were, and in which of them something happened. */
import type { SavedNotes } from '@fireside/client';
import type { SessionSummary } from '@fireside/protocol/http';

const MINUTE = 60_000;
const PAGE = 100;
/** Pages that are asked for at most. */
const PAGES = 20;

/** A session that took place, or goes on. */
export interface Meeting {
  readonly id: string;
  /** ms since the epoch. */
  readonly from: number;
  readonly until: number;
}

/** Those that took place, the first one first. */
export function meetingsOf(sessions: readonly SessionSummary[]): Meeting[] {
  return sessions
    .flatMap(({ id, state, startedAt, startsAt, minutes, wrappedUpAt }) => {
      const from = startedAt ?? startsAt;
      const was = state === 'live' || state === 'wrapped-up' || state === 'archived';
      return was && from !== null ? [{ id, from, until: wrappedUpAt ?? from + minutes * MINUTE }] : [];
    })
    .sort((a, b) => a.from - b.from);
}

/** When the next session is planned; null where none is. */
export function nextOf(sessions: readonly SessionSummary[], now: number): number | null {
  const planned = sessions.flatMap((one) => (one.state === 'scheduled' && one.startsAt !== null ? [one.startsAt] : []));
  const ahead = planned.filter((at) => at > now);
  return ahead.length === 0 ? null : Math.min(...ahead);
}

/**
 * The session in whose time something happened (`at`, ms), else the last one before; null before the first.
 * `meetings`: the first one first.
 */
export function sessionAt(meetings: readonly Meeting[], at: number): Meeting | null {
  return meetings.findLast(({ from }) => from <= at) ?? null;
}

/** Every session back to the last one before `since` (ms), as far as there are not thousands. @throws FiresideError */
export async function loadSessions(
  saved: Pick<SavedNotes, 'list'>,
  since: number,
  signal: AbortSignal,
): Promise<SessionSummary[]> {
  const all: SessionSummary[] = [];
  let before: string | null = null;
  for (let page = 0; page < PAGES; page += 1) {
    const list = await saved.list({ limit: PAGE, ...(before === null ? {} : { before }) }, signal);
    all.push(...list.sessions);
    before = list.before;
    const [oldest] = meetingsOf(list.sessions);
    if (before === null || (oldest && oldest.from <= since)) break;
  }
  return all;
}
