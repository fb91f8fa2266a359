/** Waiting for what a client says of itself, in the tests of all packages. */
import type { Observable } from '../observable.ts';

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
