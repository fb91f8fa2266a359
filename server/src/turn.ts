/**
 * STUN and TURN servers for peer calls: which there are (RFC 7064, RFC 7065), and credentials for them that live for a day's
 * work ("A REST API For Access To TURN Services", draft-uberti-behave-turn-rest-00, which coturn calls `use-auth-secret`).
 */
import { createHash, createHmac } from 'node:crypto';
import type { IceServer } from '@fireside/protocol';

export interface TurnSettings {
  /** URIs as browsers take them, each once. */
  readonly urls: readonly string[];
  /** What the TURN servers know as their shared secret; null where there is only STUN. */
  readonly secret: string | null;
}

/** Who asks. None of it can be read in a TURN server's log. */
export interface TurnUser {
  readonly tenant: string;
  readonly session: string;
  readonly person: string;
}

/**
 * Longer than the longest session, in seconds. coturn looks at the time only where an allocation is made; others look at each
 * refresh, and would cut a call. Who makes one while our server is down has an old ticket, and clocks may differ by minutes.
 */
const LIFE_SECONDS = 12 * 3600;

const URI =
  /^(?<scheme>stun|turns?):(?<host>\[[\da-f:.]+\]|[\da-z](?:[\da-z.-]*[\da-z])?)(?::(?<port>\d{1,5}))?(?<query>\?transport=(?:udp|tcp))?$/;

/** A URI in lower case; null where no browser would take it, because one such entry makes every call impossible. */
export function readIceUri(text: string): string | null {
  const uri = text.toLowerCase();
  const { scheme, host = '', port = '3478', query } = URI.exec(uri)?.groups ?? {};
  if (scheme === undefined || Number(port) < 1 || Number(port) > 65_535) return null;
  if (!URL.canParse(`http://${host}`)) return null;
  // STUN has no transport to choose; TLS runs over TCP (browsers speak no TURN over DTLS).
  if (query !== undefined && (scheme === 'stun' || (scheme === 'turns' && query.endsWith('udp')))) return null;
  return uri;
}

export const isTurn = (uri: string): boolean => uri.startsWith('turn');

/** One entry for each URI, so that a connection check can try them one by one; `now` in ms since the epoch. */
export function iceServersFor({ urls, secret }: TurnSettings, user: TurnUser, now: number): IceServer[] {
  const credentials = secret === null ? {} : credentialsFor(secret, user, now);
  return urls.map((url) => (isTurn(url) ? { urls: [url], ...credentials } : { urls: [url] }));
}

function credentialsFor(secret: string, user: TurnUser, now: number): { username: string; credential: string } {
  const username = `${Math.floor(now / 1000) + LIFE_SECONDS}:${pseudonym(user)}`;
  return { username, credential: createHmac('sha1', secret).update(username).digest('base64') };
}

/**
 * The same for one person in one session, so that a quota counts people; nobody else can tell who, nor that two sessions are
 * the same pair's: a session's id is random, and no TURN server hears it.
 */
function pseudonym({ tenant, session, person }: TurnUser): string {
  return createHash('sha256')
    .update(JSON.stringify(['turn', tenant, session, person]))
    .digest('hex')
    .slice(0, 24);
}
