/** What the page of mentorships says about the next session; asked from Fireside by this backend, not by the browser. */

/** The part of an answer of `GET /v1/mentorships/{id}/sessions` that this page needs. */
interface ListedSession {
  state: string;
  /** Milliseconds since the Unix epoch; null while there is no date. */
  startsAt: number | null;
  minutes: number;
}

export type NextSession =
  | { kind: 'live' }
  | { kind: 'dated'; startsAt: number; minutes: number }
  | { kind: 'none' }
  /** Fireside answered, but not with a list. */
  | { kind: 'refused'; why: string }
  | { kind: 'unreachable' };

const DAY = 24 * 60 * 60 * 1000;
const PATIENCE_MS = 3000;

/**
 * Never throws: a page of the intranet opens whether Fireside answers or not.
 * @param now milliseconds since the Unix epoch
 */
export async function askNextSession(
  server: string,
  mentorship: string,
  token: string,
  now: number,
  signal: AbortSignal,
): Promise<NextSession> {
  try {
    const response = await fetch(`${server}/v1/mentorships/${encodeURIComponent(mentorship)}/sessions`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
    });
    const body: unknown = await response.json();
    if (!response.ok) return { kind: 'refused', why: `${response.status} ${errorCode(body)}` };
    const sessions = listOf(body);
    if (sessions === null) return { kind: 'refused', why: 'an answer that this page cannot read' };
    return chooseNext(sessions, now);
  } catch (error) {
    if (error instanceof SyntaxError) return { kind: 'refused', why: 'an answer that this page cannot read' };
    return { kind: 'unreachable' };
  }
}

/** The live one, else the earliest scheduled one whose planned end is less than a day ago. */
export function chooseNext(sessions: readonly ListedSession[], now: number): NextSession {
  if (sessions.some(({ state }) => state === 'live')) return { kind: 'live' };
  const [next] = sessions
    .flatMap(({ state, startsAt, minutes }) =>
      state === 'scheduled' && startsAt !== null ? [{ startsAt, minutes }] : [],
    )
    .filter(({ startsAt, minutes }) => startsAt + minutes * 60_000 > now - DAY)
    .toSorted((a, b) => a.startsAt - b.startsAt);
  return next === undefined ? { kind: 'none' } : { kind: 'dated', ...next };
}

function listOf(body: unknown): ListedSession[] | null {
  if (typeof body !== 'object' || body === null || !('sessions' in body) || !Array.isArray(body.sessions)) return null;
  return body.sessions as ListedSession[];
}

/** Fireside's errors are `{error: {code, message, requestId}}`. */
function errorCode(body: unknown): string {
  const error = (body as { error?: { code?: unknown } } | null)?.error;
  return typeof error?.code === 'string' ? error.code : '';
}
