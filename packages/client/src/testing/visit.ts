/** Sessions over the wire in memory. */
import { createSession } from '../session.ts';
import type { FiresideSession, SessionOptions, SharedDocument } from '../session-port.ts';
import { when } from './when.ts';
import { SERVER } from './wire.ts';

export interface Opened {
  readonly session: FiresideSession;
  readonly end: () => void;
}

export function openSession(options: Partial<SessionOptions> = {}): Opened {
  const ended = new AbortController();
  const session = createSession({
    server: SERVER,
    mentorship: 'm1',
    getToken: () => Promise.resolve('host-token'),
    signal: ended.signal,
    ...options,
  });
  return { session, end: () => ended.abort() };
}

export async function synced(
  session: FiresideSession,
  kind: 'mentorship' | 'session' | 'private' = 'session',
): Promise<SharedDocument> {
  const value = await when(session.documents, (documents) => documents[kind]?.synced === true);
  const document = value[kind];
  if (!document) throw new Error(`There is no ${kind} document.`);
  return document;
}

export const saved = (session: FiresideSession): Promise<unknown> => when(session.save, ({ kind }) => kind === 'saved');
