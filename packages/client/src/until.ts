import type { Observable } from './observable.ts';

/** Resolves once `test` holds; rejects with the signal's reason, or with a `TimeoutError` after `ms`. */
export function until<T>(
  observable: Observable<T>,
  test: (value: T) => boolean,
  signal: AbortSignal,
  ms = Infinity,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
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
    const late = (): void => {
      stop();
      reject(new DOMException('It took too long.', 'TimeoutError'));
    };
    const timer = ms === Infinity ? undefined : setTimeout(late, ms);
    const unsubscribe = observable.subscribe(look);
    signal.addEventListener('abort', fail);
    if (signal.aborted) fail();
    else look();
  });
}
