/**
 * The call port: the only thing that the UI knows of audio and video. `peer.ts` fills it for browser-to-browser calls; an
 * SFU adapter (LiveKit) fits the same shape: its tracks are attached, not read, so that an adapter may choose the
 * resolution by the size of the element; it plays audio itself; and commands ask while the track tells.
 */
import type { CallAccess, ErrorCode } from '@fireside/protocol';
import type { Observable } from '../observable.ts';

/**
 * - `idle`: not in the call; devices may be open for the preview.
 * - `reconnecting`: in the call, media interrupted. A lost signaling socket alone is `signal: 'lost'` in `joined`.
 * - `left`: was in the call; `leaveReason` says why it ended. `join` starts again.
 */
export type CallState = 'idle' | 'joining' | 'joined' | 'reconnecting' | 'left';

/** Whether we are in the call, interrupted or not. */
export const isInCall = ({ state }: Pick<CallSnapshot, 'state'>): boolean =>
  state === 'joined' || state === 'reconnecting';

/** Why a call ended for us: the person left, or a code of the table. */
export type LeaveReason = 'left' | ErrorCode;

export interface LocalDevice {
  /** What really happens: the track is live and not muted. */
  readonly on: boolean;
  /** A wish is under way. */
  readonly pending: boolean;
}

/** Something that moves and can be shown. */
export interface VideoView {
  /** Shows it in `element` until the returned function is called. The element is the caller's. */
  attach(element: HTMLVideoElement): () => void;
}

export interface CallPerson {
  /** The connection, not the person: one person may be there twice for a moment. */
  readonly id: string;
  readonly person: string;
  readonly name: string;
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly screen: boolean;
  readonly speaking: boolean;
  /** Be right back: this person has said so, and is neither heard nor seen. */
  readonly away: boolean;
  /** The path to this person: `lost` means that no media comes through just now. */
  readonly connection: 'connecting' | 'connected' | 'lost';
}

/** One picture in the room. Every person has exactly one `camera` tile, with or without a picture, and one more for a shared screen. */
export interface Tile {
  readonly id: string;
  readonly kind: 'camera' | 'screen';
  readonly person: string;
  readonly name: string;
  readonly self: boolean;
  /** Null while there is no picture. */
  readonly video: VideoView | null;
  readonly microphone: boolean;
  readonly speaking: boolean;
  readonly away: boolean;
  readonly connection: 'connecting' | 'connected' | 'lost';
}

export type DeviceKind = 'microphone' | 'camera' | 'speaker';

export interface Device {
  readonly id: string;
  /** Empty until the browser tells names, after the first permission. */
  readonly label: string;
}

export interface Devices {
  readonly microphones: readonly Device[];
  readonly cameras: readonly Device[];
  readonly speakers: readonly Device[];
  /** The ids in use; null where the browser chooses. */
  readonly chosen: Readonly<Record<DeviceKind, string | null>>;
}

export interface CallError {
  readonly code: ErrorCode;
  /** The device a command asked for; null when the call itself failed. */
  readonly device: DeviceKind | 'screen' | null;
}

/** Immutable: a change makes a new one, and parts that did not change stay the same objects. */
export interface CallSnapshot {
  readonly state: CallState;
  readonly leaveReason: LeaveReason | null;
  /** Whether the signaling connection is there; media goes on without it. */
  readonly signal: 'ok' | 'lost';
  readonly self: {
    readonly microphone: LocalDevice;
    readonly camera: LocalDevice;
    readonly screen: LocalDevice;
    readonly speaking: boolean;
    /** Level of the own microphone from 0 to 1, for the meter before joining; in the call it rests (`watchLevel`). */
    readonly level: number;
    /** Speaks just now, into a microphone that is off. */
    readonly speakingMuted: boolean;
    /** The microphone is on and has given no sound at all for seconds, not even noise: nobody can hear it. */
    readonly silent: boolean;
    readonly away: boolean;
  };
  /** No camera is sent or received, to spare the line; shared screens still are. */
  readonly audioOnly: boolean;
  readonly others: readonly CallPerson[];
  /** Own tile first, then the others by the moment they came, then screens. */
  readonly tiles: readonly Tile[];
  readonly devices: Devices;
  readonly quality: 'unknown' | 'good' | 'weak' | 'lost';
  /** The browser wants a press before it plays sound; `resumePlayback` from a click. */
  readonly playback: 'ok' | 'blocked';
  /** Devices that were asked for and refused, one entry each; cleared by its next success or by `dismissError`. */
  readonly refusals: readonly CallError[];
  /** What to know first: why the call itself failed, until the next `join`, or what is wrong with it; else the last of `refusals`. */
  readonly error: CallError | null;
}

/** Who we are and how to get into the call; asked anew at each (re)connection, because tickets are renewed. */
export interface CallContext {
  readonly person: { readonly id: string; readonly name: string };
  /** This tab's id in the call. */
  readonly client: string;
  /** The ticket's call; null when the session has none for us. */
  readonly access: () => CallAccess | null;
  /** Asks for another ticket, because the server does not go by this one any more; `access` gives it when it is there. */
  readonly renew: () => void;
  /** The devices that this person chose on this device, now or at an earlier visit; one that is gone is passed over. */
  readonly preferred: () => Readonly<Record<DeviceKind, string | null>>;
  /** A device was chosen. */
  readonly onChosen: (kind: DeviceKind, id: string) => void;
  /** Ends everything: leaves, stops every track, closes every socket. */
  readonly signal: AbortSignal;
}

/**
 * Commands never throw: they resolve when the asked-for state is reached or refused, and a refusal is in `error`.
 * They are serialised; the last wish wins; nobody but the person unmutes.
 */
export interface Call extends Observable<CallSnapshot> {
  /** Gets ready what `join` needs, so that it is quick: code, and the way to a media server. Nobody can see it. */
  prepare(): void;
  /** Enters with the devices as they are. `takeOver` ends the person's part in another tab or device. */
  join(options?: { takeOver?: boolean }): Promise<void>;
  /** Leaves and lets go of camera, microphone and screen. */
  leave(): Promise<void>;
  /** Before joining, these open the device for the preview. */
  setMicrophone(on: boolean): Promise<void>;
  setCamera(on: boolean): Promise<void>;
  setScreen(on: boolean): Promise<void>;
  /** Be right back: microphone and camera go off; coming back turns on again what that turned off, and nothing else. */
  setAway(away: boolean): Promise<void>;
  /** Turns the own camera off and asks the others not to send theirs; off again, the own camera stays off. */
  setAudioOnly(on: boolean): Promise<void>;
  /** Chooses a device; one that is gone falls back to the browser's choice. */
  setDevice(kind: DeviceKind, id: string): Promise<void>;
  /** For who shows a meter in the call: `self.level` moves there, too, until the returned function is called. */
  watchLevel(): () => void;
  /** Lists the devices anew; also done by itself when they change. */
  refreshDevices(): Promise<void>;
  /** From a click: plays what the browser held back. */
  resumePlayback(): Promise<void>;
  dismissError(): void;
}
