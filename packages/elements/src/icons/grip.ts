/** The handle of a row that can be dragged. */
import { icon } from './icon.ts';

export const gripIcon = /* @__PURE__ */ icon('M9 5h.01M9 12h.01M9 19h.01M15 5h.01M15 12h.01M15 19h.01');
