/** STUN and TURN servers and the browser itself, each tried by real connections (W3C WebRTC sections 4.8 and 5.6). */
import { FiresideError, type ErrorCode, type IceServer } from '@fireside/protocol';

/** What STUN and TURN servers answer instead of a candidate (RFC 8489 section 14.8, RFC 8656 section 19); 701 is the browser's own. */
function codeOfStatus(status: number): ErrorCode {
  if (status === 401 || status === 438 || status === 441) return 'token-invalid';
  return status === 486 || status === 508 ? 'too-many' : 'unreachable';
}

const failure = (code: ErrorCode, status: number | null = null): FiresideError =>
  new FiresideError(code, { data: { status } });

function open(configuration: RTCConfiguration): RTCPeerConnection {
  try {
    return new RTCPeerConnection(configuration);
  } catch (cause) {
    const wrong = cause instanceof DOMException && cause.name === 'SyntaxError'; // an address that no browser takes
    throw new FiresideError(wrong ? 'malformed' : 'not-allowed', { detail: 'The browser makes no connection.', cause });
  }
}

/** What one connection gathers, and what it hears instead. */
class Gathering {
  readonly candidates: RTCIceCandidate[] = [];
  /** Ports of ours from which a server was asked in vain; null where the browser (Firefox) does not tell. */
  readonly failed = new Set<number | null>();
  #status: number | null = null;

  constructor(connection: RTCPeerConnection) {
    connection.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate?.candidate) this.candidates.push(candidate);
    });
    connection.addEventListener('icecandidateerror', ({ errorCode, port }) => {
      this.failed.add(port);
      // No answer on one of several networks says less than what a server answered on another.
      if (this.#status === null || errorCode !== 701) this.#status = errorCode;
    });
  }

  get failure(): FiresideError {
    return failure(codeOfStatus(this.#status ?? 701), this.#status);
  }
}

/**
 * Whether a STUN server tells this browser its address from outside.
 * @throws FiresideError `unreachable`, `not-allowed` where the browser makes no connection
 */
export async function askStun(server: IceServer, signal: AbortSignal): Promise<void> {
  const connection = open({ iceServers: [server] });
  const gathering = new Gathering(connection);
  try {
    connection.createDataChannel('check');
    const over = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
      connection.addEventListener('icecandidate', ({ candidate }) => {
        if (candidate?.type === 'srflx') resolve();
      });
      connection.addEventListener('icegatheringstatechange', () => {
        if (connection.iceGatheringState === 'complete') resolve();
      });
    });
    await connection.setLocalDescription();
    await over;
    if (!isAnswered(gathering, signal.aborted)) throw gathering.failure;
  } finally {
    connection.close();
  }
}

/** Where no router changes the address, browsers leave the candidate out: then it is an answer that nothing is amiss. */
function isAnswered({ candidates, failed }: Gathering, late: boolean): boolean {
  if (candidates.some(({ type }) => type === 'srflx')) return true;
  if (late || failed.has(null)) return false;
  return candidates.some(({ type, protocol, port }) => type === 'host' && protocol === 'udp' && !failed.has(port));
}

/**
 * Passes a message there and back between two connections of this page: through a TURN server alone, or without any.
 * @throws FiresideError with the answer of a TURN server that gives no relay; `no-path` where nothing passes;
 *   `not-allowed` where the browser makes no connection
 */
export async function passMessage(relay: IceServer | null, signal: AbortSignal): Promise<void> {
  const configuration: RTCConfiguration = relay ? { iceServers: [relay], iceTransportPolicy: 'relay' } : {};
  const here = open(configuration);
  const there = open(configuration);
  const gathering = new Gathering(here);
  try {
    await new Promise<void>((resolve, reject) => {
      const giveUp = (): void =>
        reject(relay && gathering.candidates.length === 0 ? gathering.failure : failure('no-path'));
      signal.addEventListener('abort', giveUp, { once: true });
      for (const one of [here, there]) {
        one.addEventListener('connectionstatechange', () => one.connectionState === 'failed' && giveUp());
      }
      here.addEventListener('icegatheringstatechange', () => {
        if (here.iceGatheringState === 'complete' && gathering.candidates.length === 0) giveUp();
      });
      there.ondatachannel = ({ channel }) => (channel.onmessage = ({ data }) => channel.send(String(data)));
      const channel = here.createDataChannel('check');
      channel.onopen = () => channel.send('hello');
      channel.onmessage = () => resolve();
      introduce(here, there).catch(reject);
    });
  } finally {
    here.close();
    there.close();
  }
}

async function introduce(here: RTCPeerConnection, there: RTCPeerConnection): Promise<void> {
  const known = Promise.withResolvers<void>();
  const failed = Promise.withResolvers<never>();
  const tell = (to: RTCPeerConnection, { candidate }: RTCPeerConnectionIceEvent): void => {
    if (candidate) known.promise.then(() => to.addIceCandidate(candidate)).catch(failed.reject);
  };
  here.addEventListener('icecandidate', (event) => tell(there, event));
  there.addEventListener('icecandidate', (event) => tell(here, event));
  await here.setLocalDescription();
  await there.setRemoteDescription(here.localDescription!);
  await there.setLocalDescription();
  await here.setRemoteDescription(there.localDescription!);
  known.resolve();
  await failed.promise;
}
