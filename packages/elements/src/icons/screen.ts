/** Icons of a shared screen. */
import { icon } from './icon.ts';

export const screenIcon = /* @__PURE__ */ icon(
  'm9 10 3-3 3 3M12 13V7M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1 -2 2h-16a2 2 0 0 1 -2 -2v-10a2 2 0 0 1 2 -2ZM12 17v4M8 21h8',
);
export const screenOffIcon = /* @__PURE__ */ icon(
  'm14.5 12.5-5-5M9.5 12.5l5-5M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1 -2 2h-16a2 2 0 0 1 -2 -2v-10a2 2 0 0 1 2 -2ZM12 17v4M8 21h8',
);
