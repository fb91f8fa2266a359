/** The room during the call. */
import { ANNA, BO, BO_SCREEN } from './faces.ts';
import { live, OFF, setCall, type State } from './setup.ts';

export const roomStates: Readonly<Record<string, State>> = {
  live: { session: () => live() },
  'live-muted': {
    session: () => {
      const session = live();
      setCall(session, {
        self: { ...session.call.value.self, microphone: OFF, camera: OFF },
        tiles: [
          { ...ANNA, video: null, microphone: false },
          { ...BO, speaking: false, connection: 'lost' },
        ],
        quality: 'weak',
      });
      session.save.set({ kind: 'offline', waiting: true, stored: true });
      return session;
    },
  },
  'live-alone': {
    session: () => {
      const session = live();
      setCall(session, { tiles: [ANNA], others: [], quality: 'unknown' });
      return session;
    },
  },
  sharing: {
    session: () => {
      const session = live();
      setCall(session, { tiles: [ANNA, BO, BO_SCREEN] });
      return session;
    },
  },
  'second-tab': {
    session: () => {
      const session = live();
      setCall(session, { state: 'left', leaveReason: 'already-in-call', tiles: [], others: [] });
      return session;
    },
  },
  'press-to-hear': {
    session: () => {
      const session = live();
      setCall(session, { playback: 'blocked' });
      return session;
    },
  },
  'live-by-phone': { session: () => live({ session: { mode: 'phone' } }) },
};
