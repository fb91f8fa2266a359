import type { ErrorCode } from '@fireside/protocol';
import type { LocalDevices } from '../local-media.ts';

type Kind = 'microphone' | 'camera' | 'screen';

const REFUSALS: Partial<Record<ErrorCode, string>> = {
  'device-denied': 'NotAllowedError',
  'device-missing': 'NotFoundError',
  'device-busy': 'NotReadableError',
};

/** The id that a device is asked for by. */
function wishOf({ audio, video }: MediaStreamConstraints): string | null {
  const { deviceId } = { ...(audio as MediaTrackConstraints), ...(video as MediaTrackConstraints) };
  return ((deviceId as ConstrainDOMStringParameters | undefined)?.exact as string | undefined) ?? null;
}

/**
 * The browser's fake devices, which can be refused, unplugged and silenced, and a screen that needs no press on the page.
 * Every track is kept count of.
 */
export class TestDevices extends EventTarget implements LocalDevices {
  readonly tracks: MediaStreamTrack[] = [];
  readonly #refusals = new Map<Kind, string>();
  readonly #unplugged = new Set<string>();
  readonly #renamed = new Map<string, string>();
  readonly #statuses = new Map<string, EventTarget & { state: string }>();
  #voice: Voice | null = null;

  /** The next time that it is asked for. */
  refuse(kind: Kind, code: ErrorCode): void {
    this.#refusals.set(kind, REFUSALS[code] ?? 'NotAllowedError');
  }

  /** The device ends what it gives, and is not listed any more. */
  unplug(id: string): void {
    this.#unplugged.add(id);
    for (const track of this.tracks.filter(({ readyState }) => readyState === 'live')) {
      if (track.getSettings().deviceId === id) this.end(track);
    }
    this.dispatchEvent(new Event('devicechange'));
  }

  /** It is there again, under another id where it was put into another socket. */
  plug(id: string, as = id): void {
    this.#unplugged.delete(id);
    this.#renamed.set(as, id);
    this.dispatchEvent(new Event('devicechange'));
  }

  end(track: MediaStreamTrack): void {
    track.stop();
    track.dispatchEvent(new Event('ended'));
  }

  /** The system silences the track or gives it back. */
  silence(track: MediaStreamTrack, muted: boolean): void {
    Object.defineProperty(track, 'muted', { value: muted, configurable: true });
    track.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
  }

  /** From now on microphones hear this and nothing else. */
  hear(voice: Voice): void {
    this.#voice = voice;
  }

  readonly permissions = {
    query: ({ name }: { name: string }): Promise<PermissionStatus> => {
      const status = this.#statuses.get(name) ?? Object.assign(new EventTarget(), { state: 'denied' });
      this.#statuses.set(name, status);
      return Promise.resolve(status as unknown as PermissionStatus);
    },
  };

  /** The person allows it in the browser's settings. */
  allow(kind: 'microphone' | 'camera'): void {
    const status = this.#statuses.get(kind);
    if (!status) throw new Error(`Nobody looks at the permission of the ${kind}.`);
    status.state = 'granted';
    status.dispatchEvent(new Event('change'));
  }

  async enumerateDevices(): Promise<MediaDeviceInfo[]> {
    const there = await navigator.mediaDevices.enumerateDevices();
    const plugged = there.filter(({ deviceId }) => !this.#unplugged.has(deviceId));
    return plugged.map(({ kind, label, groupId, deviceId }) => {
      const as = [...this.#renamed].find(([, id]) => id === deviceId)?.[0];
      return { kind, label, groupId, deviceId: as ?? deviceId, toJSON: () => undefined };
    });
  }

  async getUserMedia(constraints: MediaStreamConstraints = {}): Promise<MediaStream> {
    const kind = constraints.audio ? 'microphone' : 'camera';
    return this.#open(kind, async () => {
      const listed = await this.enumerateDevices();
      const ids = listed.filter((one) => one.kind === `${constraints.audio ? 'audio' : 'video'}input`);
      const wish = wishOf(constraints);
      const found = wish === null ? ids[0] : ids.find(({ deviceId }) => deviceId === wish);
      if (!found) throw new DOMException('Not there.', wish === null ? 'NotFoundError' : 'OverconstrainedError');
      return kind === 'microphone' && this.#voice ? this.#voice.stream(found.deviceId) : this.#real(constraints, found);
    });
  }

  getDisplayMedia(): Promise<MediaStream> {
    return this.#open('screen', () => {
      const canvas = document.createElement('canvas');
      canvas.getContext('2d')?.fillRect(0, 0, 10, 10);
      return Promise.resolve(canvas.captureStream(5));
    });
  }

  async #real(constraints: MediaStreamConstraints, { deviceId: as }: MediaDeviceInfo): Promise<MediaStream> {
    // Before the first permission there are no ids.
    const deviceId = as === '' ? {} : { deviceId: { exact: this.#renamed.get(as) ?? as } };
    const media = constraints.audio ? 'audio' : 'video';
    const wish = { [media]: { ...(constraints[media] as MediaTrackConstraints), ...deviceId } };
    const stream = await navigator.mediaDevices.getUserMedia(wish);
    if (as !== '') for (const track of stream.getTracks()) named(track, as);
    return stream;
  }

  async #open(kind: Kind, open: () => Promise<MediaStream>): Promise<MediaStream> {
    const refusal = this.#refusals.get(kind);
    this.#refusals.delete(kind);
    if (refusal) throw new DOMException('Refused by the test.', refusal);
    const stream = await open();
    this.tracks.push(...stream.getTracks());
    return stream;
  }

  get live(): number {
    return this.tracks.filter(({ readyState }) => readyState === 'live').length;
  }
}

function named(track: MediaStreamTrack, deviceId: string): MediaStreamTrack {
  const settings = track.getSettings();
  track.getSettings = () => ({ ...settings, deviceId });
  return track;
}

/** What a microphone hears: nothing at all, until it is told otherwise. */
export class Voice {
  /** Browsers let a page hear without a press only while it captures. */
  readonly #capture: MediaStream;
  readonly #context = new AudioContext();
  readonly #gain = this.#context.createGain();
  readonly #clones: MediaStreamTrack[] = [];

  static async open(): Promise<Voice> {
    return new Voice(await navigator.mediaDevices.getUserMedia({ audio: true }));
  }

  private constructor(capture: MediaStream) {
    this.#capture = capture;
    this.#gain.gain.value = 0;
    const tone = this.#context.createOscillator();
    tone.connect(this.#gain);
    tone.start();
  }

  /** As loud as this, in decibels relative to full scale; null: digital silence. */
  set(decibels: number | null): void {
    this.#gain.gain.value = decibels === null ? 0 : 10 ** (decibels / 20);
  }

  stream(deviceId: string): MediaStream {
    const out = this.#context.createMediaStreamDestination();
    this.#gain.connect(out);
    const { stream } = out;
    for (const track of stream.getTracks()) this.#watch(named(track, deviceId));
    return stream;
  }

  #watch(track: MediaStreamTrack): void {
    const clone = track.clone.bind(track);
    track.clone = () => {
      const made = clone();
      this.#clones.push(made);
      return made;
    };
  }

  /** Copies that somebody still listens to. */
  get clones(): number {
    return this.#clones.filter(({ readyState }) => readyState === 'live').length;
  }

  close(): Promise<void> {
    for (const track of this.#capture.getTracks()) track.stop();
    return this.#context.close();
  }
}
