/** The room during the call. */
import type { CallPerson, Tile } from '@fireside/client';
import type { FakeSession } from '@fireside/client/fake';
import type { ErrorCode, Member } from '@fireside/protocol';
import { ANNA, BO, BO_SCREEN, CY, DI, ED, FAY } from './faces.ts';
import { live, OFF, ON, setCall, type State } from './setup.ts';

const ANNA_SCREEN: Tile = { ...BO_SCREEN, id: 'as', person: 'anna', name: 'Anna', self: true };

const personOf = ({ id, person, name, microphone, speaking, away, connection, video }: Tile): CallPerson => {
  return { id, person, name, microphone, camera: video !== null, screen: false, speaking, away, connection };
};

/** The mentorship of these people; a pair where there is nobody else. */
const membersOf = (tiles: readonly Tile[]): readonly Member[] =>
  [ANNA, ...tiles.filter(({ self, kind }) => !self && kind === 'camera')].map(({ person, name }, at) => ({
    id: person,
    name,
    role: at === 0 ? 'mentor' : 'mentee',
  }));

/** These tiles, the people that they are of, and what is on of one's own. */
function showing(tiles: readonly Tile[], change: Parameters<typeof setCall>[1] = {}): FakeSession {
  const members = membersOf(tiles);
  const session = members.length > 2 ? live({ members }) : live();
  const others = tiles.filter((tile) => !tile.self && tile.kind === 'camera').map(personOf);
  const own = tiles.find((tile) => tile.self && tile.kind === 'camera');
  const self = {
    ...session.call.value.self,
    microphone: own?.microphone === false ? OFF : ON,
    camera: own?.video === null ? OFF : ON,
    screen: tiles.some((tile) => tile.self && tile.kind === 'screen') ? ON : OFF,
  };
  setCall(session, { tiles, others, self, ...change });
  return session;
}

/** The media server is of no use: to people who are here, or to one who is alone. */
function withoutSfu(people: readonly Tile[], code: ErrorCode, inCall: boolean): FakeSession {
  const session = showing(people);
  const { self } = session.call.value;
  const [state, error] = [inCall ? 'reconnecting' : 'idle', { code, device: null }] as const;
  const tiles = people.map((tile) =>
    tile.self ? tile : { ...tile, video: null, speaking: false, connection: 'lost' as const },
  );
  setCall(session, { state, error, tiles, self: { ...self, microphone: ON } });
  if (people.length === 1) session.presence.set(session.presence.value.filter((one) => one.self));
  return session;
}

/** Presses the button inside the call that `selector` finds, in any language. */
const pressInCall =
  (selector: string) =>
  async (widget: HTMLElement): Promise<void> => {
    const room = widget.shadowRoot?.querySelector('fireside-room');
    const find = (): HTMLElement | null | undefined =>
      room?.shadowRoot?.querySelector('fireside-call')?.shadowRoot?.querySelector<HTMLElement>(selector);
    while (!find()) await new Promise(requestAnimationFrame);
    find()?.click();
  };

export const roomStates: Readonly<Record<string, State>> = {
  live: { session: () => live() },
  'live-muted': {
    session: () => {
      const bo = { ...BO, speaking: false, connection: 'lost' } as const;
      const session = showing([{ ...ANNA, video: null, microphone: false }, bo], { quality: 'weak' });
      session.save.set({ kind: 'offline', waiting: true, stored: true });
      return session;
    },
  },
  'cameras-off': {
    session: () =>
      showing([
        { ...ANNA, video: null },
        { ...BO, video: null },
      ]),
  },
  'live-alone': { session: () => showing([ANNA], { quality: 'unknown' }) },
  'three-people': { session: () => showing([ANNA, BO, CY]) },
  'four-people': { session: () => showing([ANNA, BO, CY, DI]) },
  'five-people': { session: () => showing([ANNA, BO, CY, DI, ED]) },
  'three-one-lost': {
    session: () => showing([ANNA, BO, { ...CY, video: null, connection: 'lost' }], { quality: 'weak' }),
  },
  'four-alone': {
    session: () => {
      const session = showing([ANNA, BO, CY, DI]);
      setCall(session, { tiles: [ANNA], others: [], quality: 'unknown' });
      return session;
    },
  },
  'four-self-hidden': {
    session: () => {
      const session = showing([ANNA, BO, CY, DI]);
      session.prefer({ selfView: false });
      return session;
    },
  },
  'six-people': { session: () => showing([ANNA, BO, CY, DI, ED, FAY]) },
  sharing: { session: () => showing([ANNA, BO, BO_SCREEN]) },
  'sharing-six': { session: () => showing([ANNA, BO, CY, DI, ED, FAY, BO_SCREEN]) },
  'sharing-own': { session: () => showing([ANNA, BO, ANNA_SCREEN]) },
  pinned: {
    session: () => showing([ANNA, BO, CY]),
    act: pressInCall('fireside-tile:nth-of-type(2) .tile-actions button'),
  },
  'self-hidden': {
    session: () => {
      const session = live();
      session.prefer({ selfView: false });
      return session;
    },
  },
  'speaking-muted': {
    session: () => {
      const session = showing([{ ...ANNA, microphone: false }, BO]);
      setCall(session, { self: { ...session.call.value.self, speakingMuted: true } });
      return session;
    },
  },
  'silent-microphone': {
    session: () => {
      const session = live();
      setCall(session, { self: { ...session.call.value.self, silent: true } });
      return session;
    },
  },
  away: {
    session: () => {
      const session = showing([{ ...ANNA, video: null, microphone: false, away: true }, BO]);
      setCall(session, { self: { ...session.call.value.self, away: true } });
      return session;
    },
  },
  'audio-only': {
    session: () => {
      const session = showing([{ ...ANNA, video: null }, BO]);
      const { self, tiles } = session.call.value;
      setCall(session, {
        audioOnly: true,
        self: { ...self, camera: OFF },
        tiles: tiles.map((tile) => ({ ...tile, video: null })),
      });
      return session;
    },
  },
  'room-settings': { session: () => live(), act: pressInCall('.settings') },
  'signal-lost': { session: () => showing([ANNA, BO], { signal: 'lost' }) },
  reconnecting: {
    session: () =>
      showing([ANNA, { ...BO, speaking: false, connection: 'lost' }], { state: 'reconnecting', quality: 'lost' }),
  },
  'no-path': {
    session: () =>
      showing([ANNA, { ...BO, video: null, speaking: false, connection: 'lost' }], {
        state: 'reconnecting',
        quality: 'lost',
        error: { code: 'no-path', device: null },
      }),
  },
  'pinned-six': {
    session: () => showing([ANNA, BO, CY, DI, ED, FAY]),
    act: pressInCall('fireside-tile:nth-of-type(3) .tile-actions button'),
  },
  'call-full': {
    session: () => showing([ANNA, BO, CY, DI, ED], { state: 'idle', error: { code: 'call-full', device: null } }),
  },
  'sfu-unreachable': { session: () => withoutSfu([ANNA], 'sfu-unreachable', false) },
  'sfu-unreachable-offer': { session: () => withoutSfu([ANNA, BO], 'sfu-unreachable', false) },
  'sfu-unreachable-many': { session: () => withoutSfu([ANNA, BO, CY, DI, ED], 'sfu-unreachable', false) },
  'sfu-refused': { session: () => withoutSfu([ANNA, BO, CY, DI], 'sfu-refused', false) },
  'sfu-lost': { session: () => withoutSfu([ANNA, BO, CY], 'sfu-unreachable', true) },
  'call-lost': {
    session: () => showing([], { state: 'left', leaveReason: 'unreachable' }),
  },
  'second-tab': { session: () => showing([], { state: 'left', leaveReason: 'already-in-call' }) },
  'taken-over': { session: () => showing([], { state: 'left', leaveReason: 'taken-over' }) },
  'press-to-hear': { session: () => showing([ANNA, BO], { playback: 'blocked' }) },
  'device-unplugged': {
    session: () =>
      showing([{ ...ANNA, video: null }, BO], { refusals: [{ code: 'device-missing', device: 'camera' }] }),
  },
  'live-by-phone': { session: () => live({ session: { mode: 'phone' } }) },
};
