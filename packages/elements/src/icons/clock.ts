/** Lucide icons of the shared clock. */
import { directedIcon, icon } from './icon.ts';

export const nextIcon = /* @__PURE__ */ directedIcon('M5 12h14M12 5l7 7-7 7');
export const pauseIcon = /* @__PURE__ */ icon('M14 4h4v16h-4zM6 4h4v16H6z');
export const hourglassIcon = /* @__PURE__ */ icon(
  'M5 22h14M5 2h14M17 22v-4.17a2 2 0 0 0-.59-1.42L12 12l-4.41 4.41A2 2 0 0 0 7 17.83V22M7 2v4.17a2 2 0 0 0 .59 1.42L12 12l4.41-4.41A2 2 0 0 0 17 6.17V2',
);
export const stopIcon = /* @__PURE__ */ icon('M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0M9 9h6v6H9z');
