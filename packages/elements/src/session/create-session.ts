import type { FiresideSession, SessionOptions } from '@fireside/client';
export function createSession(_options: SessionOptions): FiresideSession {
  throw new Error('not yet');
}
