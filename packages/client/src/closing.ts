import type { Observable } from './observable.ts';
import type { KeptText } from './session-port.ts';

/**
 * Has the browser ask before it closes a page whose words would go with it: neither on the server nor on this device. At no
 * other time is there a listener; browsers keep pages whole for the way back only without one.
 */
export function guardClosing(
  atRisk: Observable<boolean>,
  kept: Observable<readonly KeptText[]>,
  signal: AbortSignal,
): void {
  const page: Partial<EventTarget> = globalThis; // outside browsers there is nothing to close
  const ask = (event: Event): void => event.preventDefault();
  const look = (): void => {
    const needed = !signal.aborted && (atRisk.value || kept.value.some(({ stored }) => !stored));
    if (needed) page.addEventListener?.('beforeunload', ask);
    else page.removeEventListener?.('beforeunload', ask);
  };
  const stops = [atRisk.subscribe(look), kept.subscribe(look)];
  const end = (): void => {
    for (const stop of stops) stop();
    look();
  };
  signal.addEventListener('abort', end, { once: true });
}
