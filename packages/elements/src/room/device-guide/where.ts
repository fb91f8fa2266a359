/** What the person looks at, as far as guidance needs it: signs and menus have different places. Features before names. */

/** Firefox and Safari by what only they have; all others are relatives of Chromium. Every browser on iOS is a Safari. */
export function browserFamily(): 'chromium' | 'firefox' | 'safari' {
  if (CSS.supports('-moz-appearance', 'none')) return 'firefox';
  return 'GestureEvent' in globalThis ? 'safari' : 'chromium';
}

export function system(): 'mac' | 'windows' | 'other' {
  // No feature tells it. `platform` is coarse and frozen, and enough for this.
  const { platform } = navigator;
  if (platform.startsWith('Mac') && navigator.maxTouchPoints === 0) return 'mac';
  return platform.startsWith('Win') ? 'windows' : 'other';
}

/** Whether another page has this one in a frame: then both must give the devices. */
export const inFrame = (): boolean => globalThis.top !== globalThis.self;
