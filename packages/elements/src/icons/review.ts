/** Icons of the saved notes. */
import { icon } from './icon.ts';

export const searchIcon = /* @__PURE__ */ icon('M3 11a8 8 0 1 0 16 0a8 8 0 1 0-16 0M21 21l-4.3-4.3');
