import { once } from 'node:events';
import { serve } from '@hono/node-server';
import { createIntranet } from './app.ts';

export { mentorships, people, roleIn, type Mentorship, type Person, type Role } from './people.ts';

export interface StartOptions {
  /** 0 takes a free one. */
  port: number;
  /** The address to listen on: this computer only, unless it says otherwise. */
  host?: string;
  /** Where Fireside is, for example `http://localhost:4001`. */
  server: string;
  /** Where its calls go, `ws(s)://…`, if it has a LiveKit. */
  livekit?: string | undefined;
  /** The secret shared with Fireside. */
  secret: string;
  /** Milliseconds since the Unix epoch. */
  now?: () => number;
  /** Closes the intranet. */
  signal?: AbortSignal;
}

export interface Intranet {
  readonly url: string;
  /** Resolves when the port is free again. */
  close(): Promise<void>;
}

/**
 * Starts the example intranet on this computer only (loopback): it signs anybody in who follows a link.
 * @throws Error of `node:net`, such as EADDRINUSE
 */
export async function startIntranet({
  port,
  host = '127.0.0.1',
  server,
  livekit,
  secret,
  now = Date.now,
  signal,
}: StartOptions): Promise<Intranet> {
  const ending = new AbortController();
  const app = createIntranet({ server, livekit, secret, now, signal: ending.signal });
  const listener = serve({ fetch: app.fetch, port, hostname: host });
  await once(listener, 'listening');
  const address = listener.address();
  const actual = typeof address === 'object' && address !== null ? address.port : port;

  let closed: Promise<void> | null = null;
  const close = (): Promise<void> => {
    closed ??= (async () => {
      ending.abort();
      const gone = once(listener, 'close');
      listener.close();
      if ('closeAllConnections' in listener) listener.closeAllConnections();
      await gone;
    })();
    return closed;
  };
  if (signal?.aborted) await close();
  signal?.addEventListener('abort', () => void close(), { once: true });
  return { url: `http://${host === '127.0.0.1' ? 'localhost' : host}:${actual}`, close };
}
