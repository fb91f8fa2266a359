import type { Observable } from '@fireside/client';

/** `observable`, heard of only at the changes that matter to the listener. */
export function where<T>(observable: Observable<T>, matters: (before: T, now: T) => boolean): Observable<T> {
  return {
    get value() {
      return observable.value;
    },
    subscribe(listener) {
      let last = observable.value;
      return observable.subscribe(() => {
        const before = last;
        last = observable.value;
        if (matters(before, last)) listener();
      });
    },
  };
}
