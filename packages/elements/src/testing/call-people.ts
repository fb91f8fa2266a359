import type { CallPerson } from '@fireside/client';

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
