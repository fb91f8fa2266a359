import type { Tile } from '../call/port.ts';

/** A picture in a call, in which nothing is special but what is said. */
export const fakeTile = (part: Partial<Tile> & Pick<Tile, 'id'>): Tile => ({
  kind: 'camera',
  person: part.id,
  name: part.id,
  self: false,
  video: null,
  microphone: true,
  speaking: false,
  away: false,
  connection: 'connected',
  ...part,
});
