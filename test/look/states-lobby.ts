/** Before joining: devices that are there, refused, silent or missing, and the check of the connection. */
import type { CallError, CallSnapshot, CheckResult } from '@fireside/client';
import type { FakeSession } from '@fireside/client/fake';
import type { ErrorCode } from '@fireside/protocol';
import { ANNA } from './faces.ts';
import { fake, OFF, setCall, type State } from './setup.ts';

function lobby(change: (now: CallSnapshot) => Partial<CallSnapshot> = () => ({})): FakeSession {
  const session = fake();
  session.presence.set([{ person: 'bo', name: 'Bo', role: 'mentee', self: false, editing: null }]);
  setCall(session, change(session.call.value));
  return session;
}

const NO_PICTURE = [{ ...ANNA, video: null }];
const refused = (code: ErrorCode, ...devices: CallError['device'][]): State => ({
  session: () =>
    lobby(({ self }) => ({
      self: { ...self, microphone: OFF, camera: OFF, level: 0 },
      tiles: NO_PICTURE,
      refusals: devices.map((device) => ({ code, device })),
    })),
});

const TURN = 'turn.example.org:3478';
const step = (name: CheckResult['step'], host: string | null, ms: number): CheckResult => ({
  step: name,
  host,
  outcome: 'ok',
  code: null,
  status: null,
  ms,
});
const CHECKED: readonly CheckResult[] = [
  step('server', 'fireside.example.org', 38),
  step('documents', 'fireside.example.org', 61),
  step('call', 'fireside.example.org', 57),
  step('stun', TURN, 44),
  step('turn-udp', TURN, 212),
  step('turn-tcp', TURN, 301),
  step('turn-tls', 'turn.example.org:5349', 388),
  step('browser', null, 97),
];
const UNREACHED = { outcome: 'failed', code: 'unreachable', status: 701, ms: 8000 } as const;
const NOT_SET_UP = { outcome: 'not-set-up', host: null, ms: 0 } as const;

function checking(answer: ((one: CheckResult) => CheckResult) | null, steps = CHECKED): State {
  return {
    session: () => {
      const session = lobby();
      if (answer) session.answer('checkConnection', steps.map(answer));
      return session;
    },
    act: async (widget) => {
      const check = widget.shadowRoot
        ?.querySelector('fireside-room')
        ?.shadowRoot?.querySelector<HTMLElement & { updateComplete: Promise<boolean> }>('fireside-connection-check');
      await check?.updateComplete;
      check?.shadowRoot?.querySelector('button')?.click();
      await customElements.whenDefined('fireside-check-panel');
    },
  };
}

/** Through LiveKit, which has relays of its own. */
const sfuCheck = (sfu: Partial<CheckResult>): State =>
  checking(
    (one) => one,
    [
      ...CHECKED.filter((one) => !/^turn|^stun|^browser/.test(one.step)),
      { ...step('sfu', 'livekit.example.org', 52), ...sfu },
      step('browser', null, 97),
    ],
  );

export const lobbyStates: Readonly<Record<string, State>> = {
  lobby: { session: () => lobby() },
  'lobby-camera-starts': {
    session: () =>
      lobby(({ self }) => ({ self: { ...self, camera: { on: false, pending: true } }, tiles: NO_PICTURE })),
  },
  'lobby-denied': refused('device-denied', 'microphone', 'camera'),
  'lobby-denied-by-system': refused('device-denied-by-system', 'camera'),
  'lobby-blocked': refused('device-blocked', 'microphone', 'camera'),
  'lobby-silent': { session: () => lobby(({ self }) => ({ self: { ...self, level: 0, silent: true } })) },
  'lobby-no-device': {
    session: () =>
      lobby(({ self, devices }) => ({
        self: { ...self, microphone: OFF, camera: OFF, level: 0 },
        tiles: NO_PICTURE,
        devices: { ...devices, microphones: [], cameras: [], speakers: [] },
      })),
  },
  'lobby-in-person': { session: () => fake({ session: { mode: 'in-person' } }) },
  'lobby-announcements': {
    session: () => fake({ session: { mode: 'in-person' } }),
    act: (widget) =>
      widget.shadowRoot?.querySelector('fireside-room')?.shadowRoot?.querySelector('details')?.setAttribute('open', ''),
  },
  'check-running': checking(null),
  'check-ok': checking((one) => one),
  'check-failed': checking((one) => (one.step === 'stun' || one.step === 'turn-udp' ? { ...one, ...UNREACHED } : one)),
  'check-sfu': sfuCheck({}),
  'check-sfu-refused': sfuCheck({ outcome: 'failed', code: 'sfu-refused', status: 401 }),
  'check-no-relay': checking((one) => (/^turn|^stun/.test(one.step) ? { ...one, ...NOT_SET_UP } : one)),
};
