/** Icons of what was written. */
import { directedIcon, icon } from './icon.ts';

export const checkIcon = /* @__PURE__ */ icon('M20 6 9 17l-5-5');
export const chevronRightIcon = /* @__PURE__ */ directedIcon('m9 18 6-6-6-6');
export const lockIcon = /* @__PURE__ */ icon(
  'M5 11h14a2 2 0 0 1 2 2v7a2 2 0 0 1 -2 2h-14a2 2 0 0 1 -2 -2v-7a2 2 0 0 1 2 -2ZM7 11V7a5 5 0 0 1 10 0v4',
);
