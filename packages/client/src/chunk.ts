import { FiresideError } from '@fireside/protocol';

/** Loads code that is fetched only when it is used. @throws FiresideError `unreachable`; it can be tried again */
export async function loadChunk<T>(chunk: () => Promise<T>, what: string): Promise<T> {
  try {
    return await chunk();
  } catch (cause) {
    throw new FiresideError('unreachable', { detail: `The code of ${what} could not be loaded.`, cause });
  }
}
