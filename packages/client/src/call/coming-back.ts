/**
 * Calls `listener` when the page is looked at again: after a phone call, sleep or another app. Phones silence tracks, stop
 * sound and pictures then, and iOS gives none of it back by itself.
 */
export function whenComingBack(listener: () => void, signal: AbortSignal): void {
  const { document, window } = globalThis as Partial<typeof globalThis>; // none in Node
  const look = (): void => {
    if (document?.visibilityState === 'visible') listener();
  };
  document?.addEventListener('visibilitychange', look, { signal });
  window?.addEventListener('pageshow', look, { signal });
}
