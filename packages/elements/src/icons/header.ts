/** Icons above the widget. */
import { directedIcon, icon } from './icon.ts';

export const savedNotesIcon = /* @__PURE__ */ icon(
  'M2 6h4M2 10h4M2 14h4M2 18h4M6 2h12a2 2 0 0 1 2 2v16a2 2 0 0 1 -2 2h-12a2 2 0 0 1 -2 -2v-16a2 2 0 0 1 2 -2ZM9.5 8h5M9.5 12H16M9.5 16H14',
);
export const wrapUpIcon = /* @__PURE__ */ icon(
  'M4 22V4a1 1 0 0 1 .4-.8A6 6 0 0 1 8 2c3 0 5 2 7.333 2q2 0 3.067-.8A1 1 0 0 1 20 4v10a1 1 0 0 1-.4.8A6 6 0 0 1 16 16c-3 0-5-2-8-2a6 6 0 0 0-4 1.528',
);
export const backIcon = /* @__PURE__ */ directedIcon('m12 19-7-7 7-7M19 12H5');
/** Chevron down; turned where there is something to open. */
export const openIcon = /* @__PURE__ */ icon('m6 9 6 6 6-6');
