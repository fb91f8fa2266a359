import type { CallPerson, Tile } from '@fireside/client';

/** A picture in the call, in which nothing is special. */
export const tile = (part: Partial<Tile> & Pick<Tile, 'id'>): Tile => ({
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

/** Somebody else in the call, in whom nothing is special. */
export const other = (name: string, change: Partial<CallPerson> = {}): CallPerson => ({
  id: `peer-${name}`,
  person: name,
  name,
  microphone: true,
  camera: true,
  screen: false,
  speaking: false,
  away: false,
  connection: 'connected',
  ...change,
});
