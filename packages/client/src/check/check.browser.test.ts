import { documentName, FiresideError, type CallAccess, type IceServer, type Ticket } from '@fireside/protocol';
import { expect } from 'chai';
import { openSession } from '../testing/visit.ts';
import { Wire } from '../testing/wire.ts';
import { checkConnection } from './check.ts';
import type { CheckResult } from './result.ts';

/** Browsers connect to no such port; nothing listens there either. */
const NOBODY = '127.0.0.1:1';

const peerCall = (iceServers: IceServer[] = []): CallAccess => ({
  kind: 'peer',
  url: `ws://${NOBODY}/v1/calls/s1`,
  token: 'token',
  iceServers,
});
const SFU_CALL: CallAccess = {
  kind: 'sfu',
  url: 'wss://livekit.test',
  token: 'of-livekit',
  identity: 'an-identity',
  signaling: { url: `ws://${NOBODY}/v1/calls/s1`, token: 'token' },
};

function ticket(call: CallAccess | null = peerCall()): Ticket {
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
    call,
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

/** Whoever is asked over HTTP answers this; what was asked of LiveKit is in `asked`. */
function answerHttp(status: number): { asked: { url: string; authorization: string }[]; restore: () => void } {
  const original = fetch;
  const asked: { url: string; authorization: string }[] = [];
  Object.assign(globalThis, {
    fetch: (url: string | URL, { headers }: { headers: Record<string, string> }) => {
      if (url instanceof URL) asked.push({ url: url.href, authorization: headers['authorization'] ?? '' });
      return Promise.resolve(new Response('{}', { status }));
    },
  });
  return { asked, restore: () => Object.assign(globalThis, { fetch: original }) };
}

const check = (call?: CallAccess | null, onProgress: (results: readonly CheckResult[]) => void = () => {}) =>
  checkConnection({
    server: `http://${NOBODY}`,
    ticket: ticket(call),
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
      peerCall([
        { urls: [`turn:${NOBODY}?transport=tcp`], ...access },
        { urls: [`turns:${NOBODY}?transport=tcp`], ...access },
      ]),
      (now) => told.push(now),
    );
    const relays = told.at(-1)?.filter(({ step }) => step.startsWith('turn'));
    expect(relays?.map(({ host, ...one }) => `${outcomes([{ ...one, host }]).join()} ${host}`)).to.deep.equal([
      'turn-udp not-set-up null',
      `turn-tcp failed unreachable ${NOBODY}`,
      `turn-tls failed unreachable ${NOBODY}`,
    ]);
  });

  it('asks of a call through LiveKit our socket and LiveKit, and no relays: it has its own', async () => {
    const lost = { ...SFU_CALL, url: `ws://${NOBODY}` };
    expect(outcomes(await check(lost))).to.deep.equal([
      'server failed unreachable',
      'documents failed unreachable',
      'call failed unreachable',
      'sfu failed unreachable',
      'browser ok',
    ]);
  });

  it('tells whether LiveKit takes the token, and puts it into no address', async () => {
    for (const [status, outcome] of [
      [200, 'sfu ok'],
      [401, 'sfu failed sfu-refused'],
      [502, 'sfu failed sfu-unreachable'],
    ] as const) {
      const http = answerHttp(status);
      const results = await check(SFU_CALL).finally(http.restore);
      expect(outcomes(results)).to.include(outcome);
      const found = results.find(({ step }) => step === 'sfu');
      expect([found?.host, found?.status]).to.deep.equal(['livekit.test', status === 200 ? null : status]);
      expect(http.asked).to.deep.equal([
        { url: 'https://livekit.test/rtc/validate', authorization: 'Bearer of-livekit' },
      ]);
    }
  });

  it('asks nothing of a call that there is not', async () => {
    const steps = (await check(null)).map(({ step }) => step);
    expect(steps).to.deep.equal(['server', 'documents', 'browser']);
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
        ticket: ticket(
          peerCall([
            { urls: ['stun:198.51.100.1:3478'] },
            { urls: ['turn:198.51.100.1:3478'], username: 'u', credential: 'c' },
          ]),
        ),
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
