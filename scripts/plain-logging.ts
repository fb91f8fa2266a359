import type { Plugin } from 'vite';

const MODULE = '\0plain-logging';

/**
 * Puts `console` in the place of `lib0/logging`. Yjs warns of a few mistakes through it, in colour, and pays for the colour
 * with a terminal's and a schema library: 3 kB of every first load. A name that is missing here stops the build.
 */
export function plainLogging(): Plugin {
  return {
    name: 'plain-logging',
    enforce: 'pre',
    resolveId: { filter: { id: /^lib0\/logging$/ }, handler: () => MODULE },
    load: { filter: { id: /^\0plain-logging$/ }, handler: () => SOURCE },
  };
}

const SOURCE = `
const style = Symbol('style');
export const [BOLD, UNBOLD, RED, ORANGE] = [style, style, style, style];
const words = (parts) => parts.filter((part) => part !== style);
export const print = (...parts) => console.log(...words(parts));
export const warn = (...parts) => console.warn(...words(parts));
`;
