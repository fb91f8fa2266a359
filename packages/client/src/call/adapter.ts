/**
 * What `createCall` asks of an adapter: everybody else, and how the call stands. The own devices stay with `LocalMedia`:
 * an adapter sends the tracks that it is given and never opens, silences or stops one.
 */
import { FiresideError, type CallAccess, type ErrorCode } from '@fireside/protocol';
import type { Observable } from '../observable.ts';
import type { LocalView } from './local-media.ts';
import type { CallContext, CallPerson, CallSnapshot, CallState, LeaveReason, VideoView } from './port.ts';

export interface OtherPerson {
  readonly person: CallPerson;
  readonly camera: VideoView | null;
  readonly screen: VideoView | null;
}

export interface RoomView extends Pick<CallSnapshot, 'signal' | 'quality' | 'playback'> {
  readonly state: Exclude<CallState, 'idle'>;
  readonly leaveReason: LeaveReason | null;
  readonly others: readonly OtherPerson[];
  /** What is wrong with the call itself, while it goes on. */
  readonly trouble: ErrorCode | null;
}

export interface AdapterOptions<Access extends CallAccess = CallAccess> {
  readonly context: CallContext;
  readonly access: Access;
  readonly takeOver: boolean;
  readonly local: Observable<LocalView>;
}

/** Starts joining when it is made; after `left` in its view it holds nothing any more. */
export interface CallAdapter {
  readonly room: Observable<RoomView>;
  leave(): void;
  resumePlayback(): Promise<void>;
}

export const OUTSIDE: RoomView = {
  state: 'joining',
  leaveReason: null,
  signal: 'ok',
  quality: 'unknown',
  playback: 'ok',
  others: [],
  trouble: null,
};

/** @throws FiresideError `no-path` where the browser has WebRTC switched off */
export function requireWebRtc(): void {
  if (!('RTCPeerConnection' in globalThis)) {
    throw new FiresideError('no-path', { detail: 'This browser has no RTCPeerConnection.' });
  }
}
