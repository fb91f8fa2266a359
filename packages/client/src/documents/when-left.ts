/** One chunk: what is only needed when text was left behind. */
export { workOffElsewhere } from './elsewhere.ts';
export { KeptShelf } from './kept-shelf.ts';
export { settleLeft } from './left.ts';
