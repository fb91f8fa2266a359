/** Whether LiveKit is there and takes what this server signs, in words for whoever set it up. */
import { describeError } from '../log.ts';
import type { LiveKitSettings } from './settings.ts';
import type { Tokens } from './tokens.ts';

const DEADLINE_MS = 2_000;
/** What LiveKit forgives between the clocks of who signs and who checks, in seconds. */
const MAX_SKEW = 60;
const PATH = '/twirp/livekit.RoomService/ListRooms';
/** A room that cannot be there, so that the answer is short. */
const NO_ROOM = '.';

export type Health =
  | { readonly state: 'ok' }
  /** Nobody answers, or only to say that LiveKit is down: it may come back by itself. */
  | { readonly state: 'unreachable'; readonly why: string }
  /** Somebody must change something. */
  | { readonly state: 'refused' | 'clock' | 'other'; readonly why: string };

export interface CheckOptions {
  readonly settings: LiveKitSettings;
  readonly tokens: Pick<Tokens, 'request'>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The server ends: nobody wants to know any more. */
  readonly signal: AbortSignal;
}

/** Asks LiveKit for something that only its own servers may ask. */
export async function checkLiveKit({ settings, tokens, now, signal }: CheckOptions): Promise<Health> {
  const token = await tokens.request({ roomList: true });
  try {
    const response = await fetch(new URL(PATH, settings.url.replace('ws', 'http')), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ names: [NO_ROOM] }),
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]),
    });
    return judge(response, await response.text(), now());
  } catch (error) {
    return failed(error);
  }
}

function judge({ status, headers }: Response, body: string, now: number): Health {
  if (status >= 500) return { state: 'unreachable', why: `What answers at LIVEKIT_URL says ${status}.` };
  const answered = Date.parse(headers.get('date') ?? '');
  const skew = Math.round((now - answered) / 1000);
  const isLiveKit = status === 401 || (status === 200 && isRoomList(body));
  if (!isLiveKit) return OTHER;
  if (Math.abs(skew) > MAX_SKEW) {
    const ahead = skew > 0 ? 'ahead of' : 'behind';
    return {
      state: 'clock',
      why: `The clock of this server is ${Math.abs(skew)} s ${ahead} LiveKit's, which takes ${MAX_SKEW} s at most; set both by a time server.`,
    };
  }
  if (status === 401) {
    return {
      state: 'refused',
      why: 'LiveKit does not know this LIVEKIT_API_KEY, or not with this LIVEKIT_API_SECRET.',
    };
  }
  return { state: 'ok' };
}

const OTHER = {
  state: 'other',
  why: 'What answers at LIVEKIT_URL is no LiveKit.',
} as const;

/** `ListRoomsResponse` (twirp, proto3 JSON); fields of newer versions do not matter. */
function isRoomList(body: string): boolean {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    return !('rooms' in value) || Array.isArray(value.rooms);
  } catch {
    return false; // no JSON: a page of something else
  }
}

/** An answer that is no HTTP comes from something else; everything else is a wire that does not carry. */
function failed(error: unknown): Health {
  const cause = error instanceof Error ? error.cause : undefined;
  const { code, error: name } = describeError(cause ?? error);
  const reason = String(code ?? name);
  if (reason === 'HTTPParserError') return OTHER;
  return { state: 'unreachable', why: `LiveKit cannot be reached at LIVEKIT_URL (${reason}).` };
}
