/** Those that take part in several rows of the bench of calls: a name says the same in all of them. */
import type { Rival } from '../report/bench.ts';

export const OURS: Rival = {
  name: 'ours',
  about: 'Fireside: the built widget in the example intranet, on its server',
};
export const OURS_ON_LIVEKIT: Rival = {
  name: 'sfu',
  about: 'Fireside on LiveKit: the same widget and server, with the call on livekit-server 1.13.5',
};
export const LIVEKIT: Rival = {
  name: 'livekit',
  about: 'livekit-client on livekit-server 1.13.5, a bare page, as it comes',
};
