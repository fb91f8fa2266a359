/**
 * Arrow keys, Home and End walk along a row of tabs and choose (ARIA Authoring Practices, tabs with automatic activation).
 * A listener for the key on the `role=tablist`; each tab has `id="tab-…"` with the name of what it shows.
 */
export function walkTabs<T extends string>(
  event: KeyboardEvent,
  tabs: readonly T[],
  tab: T,
  choose: (tab: T) => void,
): void {
  const bar = event.currentTarget as HTMLElement;
  const forward = getComputedStyle(bar).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  const backward = forward === 'ArrowRight' ? 'ArrowLeft' : 'ArrowRight';
  const at = tabs.indexOf(tab);
  const steps: Record<string, number> = { [forward]: at + 1, [backward]: at - 1, Home: 0, End: tabs.length - 1 };
  const to = steps[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const next = tabs[(to + tabs.length) % tabs.length] ?? tab;
  choose(next);
  bar.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
}
