import { createHmac } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, getSignedCookie, setSignedCookie } from 'hono/cookie';
import type { Person } from './people.ts';

const COOKIE = 'intranet';

/**
 * Strict headers on every answer: scripts come from here and from Fireside, nothing is inline, nothing is framed.
 * Fireside's chunks are module scripts of its own origin; documents and calls are sockets there, and at LiveKit where there
 * is one, which is asked over HTTP, too.
 */
export function strictHeaders(server: string, livekit: string | undefined): MiddlewareHandler {
  const { origin } = new URL(server);
  const servers = [origin, ...(livekit === undefined ? [] : [new URL(livekit.replace(/^ws/, 'http')).origin])];
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${origin}`,
    "style-src 'self'",
    `connect-src 'self' ${servers.flatMap((one) => [one, one.replace(/^http/, 'ws')]).join(' ')}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  return async (c, next) => {
    await next();
    c.header('Content-Security-Policy', policy);
    c.header(
      'Permissions-Policy',
      'camera=(self), microphone=(self), display-capture=(self), speaker-selection=(self)',
    );
    c.header('Referrer-Policy', 'same-origin');
    c.header('X-Content-Type-Options', 'nosniff');
  };
}

/** The cookie's key is derived, so that a cookie can never pass for a host token nor the other way round. */
function cookieKey(secret: string): string {
  return createHmac('sha256', secret).update('intranet sign-in').digest('hex');
}

/** Below its own path only, so that several people can be signed in side by side in one browser. */
const pathOf = (person: Person): string => `/as/${person.id}`;

export async function signIn(c: Context, person: Person, secret: string): Promise<void> {
  await setSignedCookie(c, COOKIE, person.id, cookieKey(secret), {
    path: pathOf(person),
    httpOnly: true,
    sameSite: 'Lax',
  });
}

/** Whether the request carries this person's cookie, none, or one that is not theirs. */
export async function whoAsks(c: Context, person: Person, secret: string): Promise<'them' | 'nobody' | 'another'> {
  if (getCookie(c, COOKIE) === undefined) return 'nobody';
  return (await getSignedCookie(c, cookieKey(secret), COOKIE)) === person.id ? 'them' : 'another';
}

export function signOut(c: Context, person: Person): void {
  deleteCookie(c, COOKIE, { path: pathOf(person) });
}

/** A browser sends `Origin` with every POST (Fetch standard, section 3.1); one from elsewhere gets no token. */
export function isSameOrigin(c: Context): boolean {
  return c.req.header('origin') === new URL(c.req.url).origin;
}
