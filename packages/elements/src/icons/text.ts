/** Icons of written text. */
import { directedIcon, icon } from './icon.ts';

export const boldIcon = /* @__PURE__ */ icon('M6 12h9a4 4 0 0 1 0 8H7a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1h7a4 4 0 0 1 0 8');
export const italicIcon = /* @__PURE__ */ icon('M19 4L10 4M14 20L5 20M15 4L9 20');
export const headingIcon = /* @__PURE__ */ icon('M6 12h12M6 20V4M18 20V4');
export const listIcon = /* @__PURE__ */ icon('M3 5h.01M3 12h.01M3 19h.01M8 5h13M8 12h13M8 19h13');
export const listNumberedIcon = /* @__PURE__ */ icon(
  'M11 5h10M11 12h10M11 19h10M4 4h1v5M4 9h2M6.5 20H3.4c0-1 2.6-1.925 2.6-3.5a1.5 1.5 0 0 0-2.6-1.02',
);
export const listChecksIcon = /* @__PURE__ */ icon('M13 5h8M13 12h8M13 19h8M3 17l2 2 4-4M3 7l2 2 4-4');
export const quoteIcon = /* @__PURE__ */ icon(
  'M16 3a2 2 0 0 0-2 2v6a2 2 0 0 0 2 2 1 1 0 0 1 1 1v1a2 2 0 0 1-2 2 1 1 0 0 0-1 1v2a1 1 0 0 0 1 1 6 6 0 0 0 6-6V5a2 2 0 0 0-2-2zM5 3a2 2 0 0 0-2 2v6a2 2 0 0 0 2 2 1 1 0 0 1 1 1v1a2 2 0 0 1-2 2 1 1 0 0 0-1 1v2a1 1 0 0 0 1 1 6 6 0 0 0 6-6V5a2 2 0 0 0-2-2z',
);
export const linkIcon = /* @__PURE__ */ icon(
  'M10 13a5 5 0 0 0 7.54.54l3-3a5 5 0 0 0-7.07-7.07l-1.72 1.71M14 11a5 5 0 0 0-7.54-.54l-3 3a5 5 0 0 0 7.07 7.07l1.71-1.71',
);
export const chevronDownIcon = /* @__PURE__ */ icon('m6 9 6 6 6-6');
export const promiseIcon = /* @__PURE__ */ icon('M21.8 10A10 10 0 1 1 17 3.335M9 11l3 3L22 4');
export const stampIcon = /* @__PURE__ */ icon('M12 6v6l4 2M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0');
export const writersIcon = /* @__PURE__ */ icon(
  'M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2M5 7a4 4 0 1 0 8 0a4 4 0 1 0-8 0M22 21v-2a4 4 0 0 0-3-3.87M16 3.13a4 4 0 0 1 0 7.75',
);
export const moveIcon = /* @__PURE__ */ directedIcon('m15 17 5-5-5-5M4 18v-2a4 4 0 0 1 4-4h12');
