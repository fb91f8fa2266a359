/** A store that hangs lets nobody wait for ever: after 10 s they are told to try again. */
import { FiresideError } from '@fireside/protocol';

const DEADLINE_MS = 10_000;

/** What it waits for goes on, and may still come true. @throws FiresideError `storage` after 10 s */
export async function withDeadline<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new FiresideError('storage')), DEADLINE_MS);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
