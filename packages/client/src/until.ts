import type { Observable } from './observable.ts';

/** Resolves once `test` holds; rejects with the signal's reason. */
export function until<T>(observable: Observable<T>, test: (value: T) => boolean, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      unsubscribe();
      signal.removeEventListener('abort', fail);
    };
    const fail = (): void => {
      stop();
      reject(signal.reason instanceof Error ? signal.reason : new Error('ended', { cause: signal.reason }));
    };
    const look = (): void => {
      if (!test(observable.value)) return;
      stop();
      resolve();
    };
    const unsubscribe = observable.subscribe(look);
    signal.addEventListener('abort', fail);
    if (signal.aborted) fail();
    else look();
  });
}
