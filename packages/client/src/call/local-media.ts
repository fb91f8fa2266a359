/**
 * The own microphone, camera and screen, before and during a call, whatever adapter carries them. In a call a microphone
 * that is off keeps its track, silenced: on again is immediate and cannot be refused. A camera that is off is let go of, so
 * that its light goes out.
 */
import type { ErrorCode } from '@fireside/protocol';
import { type Observable, Subject } from '../observable.ts';
import { listDevices } from './devices.ts';
import { type Loudness, measureLoudness, SILENCE } from './level-meter.ts';
import { mediaErrorCode, missingApiCode } from './media-errors.ts';
import type { CallContext, CallSnapshot, DeviceKind, Devices } from './port.ts';
import { share } from './share.ts';
import { Source } from './source.ts';

export type LocalKind = 'microphone' | 'camera' | 'screen';

export interface LocalView extends Pick<CallSnapshot, 'self' | 'devices' | 'audioOnly'> {
  /** What to send: null where there is nothing. A silenced microphone's track is there. */
  readonly tracks: Readonly<Record<LocalKind, MediaStreamTrack | null>>;
}

/** The part of the browser's MediaDevices that is used; phones cannot share a screen. */
export type LocalDevices = Pick<MediaDevices, 'getUserMedia' | 'enumerateDevices' | 'addEventListener'> &
  Partial<Pick<MediaDevices, 'getDisplayMedia'>>;

export interface LocalMediaOptions {
  /** Null where the browser hides them (insecure origins). */
  readonly mediaDevices: LocalDevices | null;
  readonly signal: AbortSignal;
  readonly preferred: CallContext['preferred'];
  readonly onChosen: CallContext['onChosen'];
  readonly onOutcome: (device: LocalKind, code: ErrorCode | null) => void;
}

const NO_DEVICES: Devices = {
  microphones: [],
  cameras: [],
  speakers: [],
  chosen: { microphone: null, camera: null, speaker: null },
};

/** Sizes are wishes. So is a device: Chromium overlooks an `ideal` id, hence `exact` and a way back. */
function constraints(kind: 'microphone' | 'camera', device: string | null): MediaStreamConstraints {
  const deviceId = device === null ? {} : { deviceId: { exact: device } };
  if (kind === 'microphone') return { audio: { ...deviceId, echoCancellation: true, noiseSuppression: true } };
  return { video: { ...deviceId, width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } } };
}

export class LocalMedia {
  readonly #options: LocalMediaOptions;
  readonly #sources: Readonly<Record<LocalKind, Source>>;
  readonly #view: Subject<LocalView>;
  #devices = NO_DEVICES;
  #speaker: string | null = null;
  #loudness = SILENCE;
  /** What was on when the person went away; null while they are here. */
  #away: { readonly microphone: boolean; readonly camera: boolean } | null = null;
  #audioOnly = false;
  #metered: { track: MediaStreamTrack; stop: () => void } | null = null;

  constructor(options: LocalMediaOptions) {
    this.#options = options;
    const source = (kind: LocalKind, open: (device: string | null) => Promise<MediaStreamTrack>): Source =>
      new Source({
        kind,
        open,
        onChange: () => this.#update(),
        onOutcome: (code) => options.onOutcome(kind, code),
      });
    this.#sources = {
      microphone: source('microphone', (device) => this.#openDevice('microphone', device)),
      camera: source('camera', (device) => this.#openDevice('camera', device)),
      screen: source('screen', () => this.#openScreen()),
    };
    this.#view = new Subject(this.#compose());
    const { mediaDevices, signal } = options;
    mediaDevices?.addEventListener('devicechange', () => void this.refreshDevices(), { signal });
    signal.addEventListener('abort', () => this.release(), { once: true });
  }

  get view(): Observable<LocalView> {
    return this.#view;
  }

  set(kind: LocalKind, on: boolean): Promise<void> {
    if (this.#options.signal.aborted) return Promise.resolve();
    if (on && kind !== 'screen') this.#here(kind);
    const lacks = kind === 'screen' ? !this.#options.mediaDevices?.getDisplayMedia : !this.#options.mediaDevices;
    if (!on || !lacks) return this.#sources[kind].set(on);
    this.#options.onOutcome(kind, missingApiCode());
    return Promise.resolve();
  }

  choose(kind: DeviceKind, id: string): Promise<void> {
    if (this.#options.signal.aborted) return Promise.resolve();
    this.#options.onChosen(kind, id);
    if (kind !== 'speaker') return this.#sources[kind].choose(id);
    this.#speaker = id;
    this.#update();
    return Promise.resolve();
  }

  /** Be right back, and back. */
  async away(away: boolean): Promise<void> {
    const before = this.#away;
    if (away === (before !== null)) return;
    const { microphone, camera } = this.#view.value.self;
    this.#away = away ? { microphone: microphone.on, camera: camera.on } : null;
    this.#update();
    if (away) await Promise.all([this.set('microphone', false), this.set('camera', false)]);
    else {
      await Promise.all([
        before?.microphone ? this.set('microphone', true) : undefined,
        before?.camera && !this.#audioOnly ? this.set('camera', true) : undefined,
      ]);
    }
  }

  async audioOnly(on: boolean): Promise<void> {
    this.#audioOnly = on;
    this.#update();
    if (on) await this.set('camera', false);
  }

  async refreshDevices(): Promise<void> {
    const found = await listDevices(this.#options.mediaDevices);
    if (this.#options.signal.aborted) return;
    this.#devices = { ...this.#devices, ...found };
    this.#update();
  }

  /** In a call a silenced microphone stays open. */
  stayOpen(inCall: boolean): void {
    const { microphone } = this.#sources;
    microphone.keepsTrack = inCall;
    if (!inCall && microphone.track?.enabled === false) microphone.release();
  }

  /** Who turns a device on is back, and one who turns the camera on wants pictures. */
  #here(kind: 'microphone' | 'camera'): void {
    this.#away = null;
    if (kind === 'camera') this.#audioOnly = false;
  }

  /** Lets go of everything. */
  release(): void {
    this.#away = null;
    this.#audioOnly = false;
    for (const source of Object.values(this.#sources)) source.release();
  }

  async #openDevice(kind: 'microphone' | 'camera', device: string | null): Promise<MediaStreamTrack> {
    const open = async (id: string | null): Promise<MediaStream> =>
      await this.#options.mediaDevices!.getUserMedia(constraints(kind, id));
    const stream = await open(device).catch((error: unknown) => {
      if (device === null || mediaErrorCode(error, kind) !== 'device-missing') throw error;
      return open(null); // the wished one is gone: the browser's choice is better than none
    });
    const [track] = stream.getTracks();
    if (!track) throw new DOMException('No track came.', 'NotFoundError');
    if (kind === 'camera') track.contentHint = 'motion';
    void this.refreshDevices(); // names are told from the first permission on
    return track;
  }

  async #openScreen(): Promise<MediaStreamTrack> {
    const wish = { video: { frameRate: { max: 15 } }, audio: false };
    const stream = await this.#options.mediaDevices?.getDisplayMedia?.(wish);
    const [track] = stream?.getVideoTracks() ?? [];
    if (!track) throw new DOMException('No track came.', 'NotFoundError');
    track.contentHint = 'detail'; // letters stay sharp
    return track;
  }

  #update(): void {
    this.#meter();
    this.#view.set(share(this.#view.value, this.#compose()));
  }

  /** Measures the microphone while it is on. */
  #meter(): void {
    const { track, state } = this.#sources.microphone;
    const wanted = state.on ? track : null;
    if (this.#metered?.track === wanted || (!this.#metered && !wanted)) return;
    this.#metered?.stop();
    this.#metered = null;
    this.#loudness = SILENCE;
    if (!wanted) return;
    const onChange = (loudness: Loudness): void => {
      this.#loudness = loudness;
      this.#update();
    };
    this.#metered = { track: wanted, stop: measureLoudness(wanted, onChange) };
  }

  #compose(): LocalView {
    const { microphone, camera, screen } = this.#sources;
    const speaker = this.#devices.speakers.some(({ id }) => id === this.#speaker) ? this.#speaker : null;
    return {
      self: {
        microphone: microphone.state,
        camera: camera.state,
        screen: screen.state,
        speaking: this.#loudness.speaking,
        level: this.#loudness.level,
        speakingMuted: false,
        silent: false,
        away: this.#away !== null,
      },
      audioOnly: this.#audioOnly,
      devices: { ...this.#devices, chosen: { microphone: microphone.device, camera: camera.device, speaker } },
      tracks: { microphone: microphone.track, camera: camera.track, screen: screen.track },
    };
  }
}
