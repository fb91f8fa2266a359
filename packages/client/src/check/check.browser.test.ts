import { documentName, FiresideError, type IceServer, type Ticket } from '@fireside/protocol';
import { expect } from 'chai';
import { openSession } from '../testing/visit.ts';
import { Wire } from '../testing/wire.ts';
import { checkConnection } from './check.ts';
import type { CheckResult } from './result.ts';

/** Browsers connect to no such port; nothing listens there either. */
const NOBODY = '127.0.0.1:1';

function ticket(iceServers: IceServer[] = []): Ticket {
  return {
    now: 0,
    person: { id: 'anna', name: 'Anna', role: 'mentor', locale: null, tz: null },
    mentorship: { id: 'm1', members: [] },
    session: { id: 's1', state: 'live', startsAt: null, minutes: 50, mode: 'video', template: 'none' },
    documents: {
      url: `ws://${NOBODY}/v1/docs`,
      token: 'token',
      expiresAt: 0,
      access: { [documentName({ kind: 'session', session: 's1' })]: 'rw' },
      epochs: {},
    },
    call: { kind: 'peer', url: `ws://${NOBODY}/v1/calls/s1`, token: 'token', iceServers },
  };
}

interface Opened {
  readonly connections: RTCPeerConnection[];
  readonly sockets: WebSocket[];
}

/** Everything that is opened from now on, until `restore`. */
function watchOpened(): Opened & { restore: () => void } {
  const original = { RTCPeerConnection, WebSocket };
  const [connections, sockets]: [RTCPeerConnection[], WebSocket[]] = [[], []];
  Object.assign(globalThis, {
    RTCPeerConnection: class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        connections.push(this);
      }
    },
    WebSocket: class extends WebSocket {
      constructor(url: string, protocols?: string[]) {
        super(url, protocols);
        sockets.push(this);
      }
    },
  });
  return { connections, sockets, restore: () => Object.assign(globalThis, original) };
}

const check = (iceServers?: IceServer[], onProgress: (results: readonly CheckResult[]) => void = () => {}) =>
  checkConnection({
    server: `http://${NOBODY}`,
    ticket: ticket(iceServers),
    onProgress,
    signal: new AbortController().signal,
  });
const outcomes = (results: readonly CheckResult[]): string[] =>
  results.map(({ step, outcome, code }) => [step, outcome, code].filter(Boolean).join(' '));

describe('a connection check', () => {
  it('names each step that fails, and goes on with the others', async () => {
    expect(outcomes(await check())).to.deep.equal([
      'server failed unreachable',
      'documents failed unreachable',
      'call failed unreachable',
      'stun not-set-up',
      'turn-udp not-set-up',
      'turn-tcp not-set-up',
      'turn-tls not-set-up',
      'browser ok',
    ]);
  });

  it('tells every step from the beginning, and each as it ends', async () => {
    const told: (readonly CheckResult[])[] = [];
    const results = await check(undefined, (now) => told.push(now));
    const running = told.map((now) => now.filter(({ outcome }) => outcome === 'running').length);
    expect(running).to.deep.equal([4, 3, 2, 1, 0]);
    expect(told.at(-1)).to.deep.equal(results);
  });

  it('tries each STUN and TURN server by the way that its address names', async () => {
    const access = { username: 'u', credential: 'c' };
    const told: (readonly CheckResult[])[] = [];
    await check(
      [
        { urls: [`turn:${NOBODY}?transport=tcp`], ...access },
        { urls: [`turns:${NOBODY}?transport=tcp`], ...access },
      ],
      (now) => told.push(now),
    );
    const relays = told.at(-1)?.filter(({ step }) => step.startsWith('turn'));
    expect(relays?.map(({ host, ...one }) => `${outcomes([{ ...one, host }]).join()} ${host}`)).to.deep.equal([
      'turn-udp not-set-up null',
      `turn-tcp failed unreachable ${NOBODY}`,
      `turn-tls failed unreachable ${NOBODY}`,
    ]);
  });

  it('says when the browser makes no connections', async () => {
    const original = RTCPeerConnection;
    Object.assign(globalThis, {
      RTCPeerConnection: function refuse() {
        throw new DOMException('switched off', 'NotAllowedError');
      },
    });
    try {
      expect(outcomes(await check())).to.include('browser failed not-allowed');
    } finally {
      Object.assign(globalThis, { RTCPeerConnection: original });
    }
  });

  it('ends when it is told to, and leaves nothing open', async () => {
    const opened = watchOpened();
    const ending = new AbortController();
    try {
      const running = checkConnection({
        server: `http://${NOBODY}`,
        // Documentation addresses (RFC 5737): nobody ever answers.
        ticket: ticket([
          { urls: ['stun:198.51.100.1:3478'] },
          { urls: ['turn:198.51.100.1:3478'], username: 'u', credential: 'c' },
        ]),
        onProgress: (results) => {
          if (results.some(({ outcome }) => outcome === 'failed')) ending.abort();
        },
        signal: ending.signal,
      });
      const error: unknown = await running.catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(DOMException).with.property('name', 'AbortError');
    } finally {
      opened.restore();
    }
    expect(opened.connections.map(({ connectionState }) => connectionState)).to.deep.equal(
      opened.connections.map(() => 'closed'),
    );
    expect(opened.connections.length).to.be.at.least(3);
    expect(opened.sockets.every(({ readyState }) => readyState >= WebSocket.CLOSING)).to.equal(true);
  });

  it('cannot begin before there is a ticket', async () => {
    const wire = new Wire();
    wire.down = true;
    const { session, end } = openSession();
    try {
      const asked = session.checkConnection({ onProgress: () => {}, signal: new AbortController().signal });
      const error: unknown = await asked.catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(FiresideError).with.property('code', 'unreachable');
    } finally {
      end();
      wire.restore();
    }
  });
});
