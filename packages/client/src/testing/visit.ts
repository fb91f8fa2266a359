/** Sessions over the wire in memory, and how to wait for what they say. */
import { createSession } from '../session.ts';
import type { Observable } from '../observable.ts';
import type { FiresideSession, SessionOptions, SharedDocument } from '../session-port.ts';
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

/** Resolves with the value once `test` holds. */
export function when<T>(observable: Observable<T>, test: (value: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    let stop: (() => void) | null = null;
    const look = (): void => {
      if (!test(observable.value)) return;
      stop?.();
      resolve(observable.value);
    };
    stop = observable.subscribe(look);
    look();
  });
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
