/**
 * Messages of the call socket `/v1/calls/{session}`: JSON text frames. The server relays `signal` only inside one session
 * and takes identity from the token, so a message never says who sent it: the server does.
 */
import { isErrorCode, type ErrorCode } from './errors.ts';

/** Bytes of one signaling frame at most; a session description of four people stays far below. */
export const MAX_SIGNAL_BYTES = 64 * 1024;
/** Characters of a token at most. */
const MAX_TOKEN = 8 * 1024;
/** Seconds of silence after which either side asks (the client by `ping`, the server by a ping frame); two unanswered end the socket. */
export const SIGNAL_PING_SECONDS = 5;

export interface SessionDescription {
  type: 'offer' | 'answer' | 'pranswer' | 'rollback';
  sdp: string;
}
export interface IceCandidate {
  candidate: string;
  sdpMid: string | null;
  sdpMLineIndex: number | null;
  usernameFragment: string | null;
}
/** What perfect negotiation exchanges (W3C WebRTC section 10.7); a null candidate means that gathering has ended. */
export type Signal = { description: SessionDescription } | { candidate: IceCandidate | null };

/**
 * Someone in the call; `id` names a stay of a tab, not the person. The server makes it from tenant, session, person, client
 * and visit alone, so that it is the same after a lost socket or a restart, and media go on.
 */
export interface CallPeer {
  id: string;
  person: string;
  name: string;
}

export type SignalingFromClient =
  /**
   * First message. `client` is this tab's id, `visit` this stay of it: the same after a lost socket, another after a reload,
   * so that the others know whether their connections live on. `takeOver` ends another tab's or device's part in the call.
   * `identity` is there in an SFU call, and only there: who this stay is at LiveKit, as a ticket said; it becomes the peer's id.
   */
  | { type: 'hello'; client: string; visit: string; takeOver: boolean; identity?: string }
  /** In an SFU call: asks for another token of LiveKit for the same identity, because the last one may have expired. */
  | { type: 'token' }
  | { type: 'signal'; to: string; signal: Signal }
  | { type: 'leave' }
  | { type: 'ping' };

export type SignalingFromServer =
  | { type: 'welcome'; you: string; peers: CallPeer[] }
  | { type: 'joined'; peer: CallPeer }
  /** `gone`: they left or were sent away. Otherwise only their socket was lost, and media may go on without it. */
  | { type: 'left'; peer: string; gone: boolean }
  | { type: 'signal'; from: string; signal: Signal }
  /** The call ends for this connection; the socket closes next. */
  | { type: 'bye'; code: ErrorCode }
  /** LiveKit's token that was asked for. */
  | { type: 'token'; token: string }
  | { type: 'pong' };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown, max: number): value is string => typeof value === 'string' && value.length <= max;
const isNullOr = <T>(value: unknown, test: (v: unknown) => v is T): value is T | null => value === null || test(value);

/** Lines of `letter=value` that begin with the version (RFC 8866 section 5): whether the browser takes them is its business. */
const isSdp = (value: unknown): value is string =>
  isText(value, MAX_SIGNAL_BYTES) && /^v=0\r?\n(?:[a-z]=[^\r\n\0]*\r?\n)+$/.test(value);
/** One line (RFC 8839 section 5.1), or nothing, which ends the candidates of a generation. */
const isCandidateLine = (value: unknown): value is string =>
  isText(value, 2048) && (value === '' || /^candidate:[ -~]+$/.test(value));
/** A `token` or `ice-ufrag`: no spaces, nothing that would end a line. */
const isShort = (value: unknown): value is string => isText(value, 256) && /^[!-~]*$/.test(value);
const isIndex = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) < 256;

function readSignal(value: unknown): Signal | null {
  if (!isObject(value)) return null;
  if (isObject(value.description)) {
    const { type, sdp } = value.description;
    if (type === 'rollback') return { description: { type, sdp: '' } };
    if (type !== 'offer' && type !== 'answer' && type !== 'pranswer') return null;
    return isSdp(sdp) ? { description: { type, sdp } } : null;
  }
  if (value.candidate === null) return { candidate: null };
  if (!isObject(value.candidate)) return null;
  const { candidate, sdpMid = null, sdpMLineIndex = null, usernameFragment = null } = value.candidate;
  if (!isCandidateLine(candidate) || !isNullOr(sdpMid, isShort)) return null;
  if (!isNullOr(sdpMLineIndex, isIndex) || !isNullOr(usernameFragment, isShort)) return null;
  return { candidate: { candidate, sdpMid, sdpMLineIndex, usernameFragment } };
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null; // not JSON: malformed, as the caller says
  }
}

const isClientId = (value: unknown): value is string => isText(value, 64) && /^[\w-]{8,}$/.test(value);

function readHello({ client, visit, takeOver, identity }: Record<string, unknown>): SignalingFromClient | null {
  if (!isClientId(client) || !isClientId(visit)) return null;
  const hello = { type: 'hello', client, visit, takeOver: takeOver === true } as const;
  if (identity === undefined) return hello;
  return isClientId(identity) ? { ...hello, identity } : null;
}

/** Reads a frame from a client; null where it is malformed. Unknown fields are dropped, never relayed. */
export function parseFromClient(text: string): SignalingFromClient | null {
  const value = parse(text);
  switch (value?.type) {
    case 'hello':
      return readHello(value);
    case 'signal': {
      const signal = readSignal(value.signal);
      return signal && isText(value.to, 64) ? { type: 'signal', to: value.to, signal } : null;
    }
    case 'token':
      return { type: 'token' };
    case 'leave':
      return { type: 'leave' };
    case 'ping':
      return { type: 'ping' };
    default:
      return null;
  }
}

function readPeer(value: unknown): CallPeer | null {
  if (!isObject(value)) return null;
  const { id, person, name } = value;
  return isText(id, 64) && isText(person, 512) && isText(name, 512) ? { id, person, name } : null;
}

/** Reads a frame from the server; null where this client does not know it, so that a newer server does no harm. */
export function parseFromServer(text: string): SignalingFromServer | null {
  const value = parse(text);
  switch (value?.type) {
    case 'welcome': {
      const peers = Array.isArray(value.peers) ? value.peers.map(readPeer) : [null];
      if (!isText(value.you, 64) || peers.includes(null)) return null;
      return { type: 'welcome', you: value.you, peers: peers.filter((peer) => peer !== null) };
    }
    case 'joined': {
      const peer = readPeer(value.peer);
      return peer && { type: 'joined', peer };
    }
    case 'left':
      return isText(value.peer, 64) ? { type: 'left', peer: value.peer, gone: value.gone === true } : null;
    case 'signal': {
      const signal = readSignal(value.signal);
      return signal && isText(value.from, 64) ? { type: 'signal', from: value.from, signal } : null;
    }
    case 'bye':
      return { type: 'bye', code: isErrorCode(value.code) ? value.code : 'internal' };
    case 'token':
      return isText(value.token, MAX_TOKEN) ? { type: 'token', token: value.token } : null;
    case 'pong':
      return { type: 'pong' };
    default:
      return null;
  }
}
