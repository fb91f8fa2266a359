/**
 * The own microphone, camera and screen, before and during a call, whatever adapter carries them. In a call a microphone
 * that is off keeps its track, silenced: on again is immediate and cannot be refused. A camera that is off is let go of, so
 * that its light goes out.
 */
import type { ErrorCode } from '@fireside/protocol';
import { type Observable, Subject } from '../observable.ts';
import { whenComingBack } from './coming-back.ts';
import { KnownDevices } from './devices.ts';
import { missingApiCode, refusalCode } from './media-errors.ts';
import { type Capture, openDevice, openScreen } from './open-device.ts';
import { OwnVoice } from './own-voice.ts';
import { whenAllowed } from './permission.ts';
import type { CallContext, CallSnapshot, DeviceKind } from './port.ts';
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
  /** Null where the browser has none. */
  readonly permissions: Pick<Permissions, 'query'> | null;
  readonly signal: AbortSignal;
  readonly preferred: CallContext['preferred'];
  readonly onChosen: CallContext['onChosen'];
  readonly onOutcome: (device: LocalKind, code: ErrorCode | null) => void;
}

const DENIED = ['device-denied', 'device-denied-by-system'] as const;
/** What may be over when the person is back at the page, without a word of the browser. */
const PASSING = ['device-busy', 'device-denied-by-system', 'internal'] as const;
const UNPLUGGED = ['device-missing', 'device-busy'] as const;
const CAPTURES = ['microphone', 'camera'] as const;

export class LocalMedia {
  readonly #options: LocalMediaOptions;
  readonly #sources: Readonly<Record<LocalKind, Source>>;
  readonly #voice: OwnVoice;
  readonly #view: Subject<LocalView>;
  readonly #known: KnownDevices;
  readonly #watched = new Set<Capture>();
  #speaker: string | null = null;
  /** What was on when the person went away; null while they are here. */
  #away: { readonly microphone: boolean; readonly camera: boolean } | null = null;
  #audioOnly = false;
  #inCall = false;

  constructor(options: LocalMediaOptions) {
    this.#options = options;
    const { mediaDevices, signal } = options;
    this.#known = new KnownDevices(mediaDevices);
    this.#sources = {
      microphone: this.#source('microphone', (device, lost) => this.#open('microphone', device, lost)),
      camera: this.#source('camera', (device, lost) => this.#open('camera', device, lost)),
      screen: this.#source('screen', () => openScreen(mediaDevices)),
    };
    this.#voice = new OwnVoice(this.#sources.microphone, () => this.#update());
    this.#view = new Subject(this.#compose());
    mediaDevices?.addEventListener('devicechange', () => void this.refreshDevices(), { signal });
    whenComingBack(() => this.#retry(CAPTURES, PASSING), signal);
    signal.addEventListener('abort', () => this.release(), { once: true });
  }

  get view(): Observable<LocalView> {
    return this.#view;
  }

  set(kind: LocalKind, on: boolean): Promise<void> {
    if (this.#options.signal.aborted) return Promise.resolve();
    if (kind !== 'screen') this.#decided(kind, on);
    const lacks = kind === 'screen' ? !this.#options.mediaDevices?.getDisplayMedia : !this.#options.mediaDevices;
    if (!on || !lacks) return this.#sources[kind].set(on);
    this.#options.onOutcome(kind, missingApiCode());
    return Promise.resolve();
  }

  async choose(kind: DeviceKind, id: string): Promise<void> {
    if (this.#options.signal.aborted) return;
    if (kind === 'speaker') {
      this.#speaker = id;
      this.#update();
    } else {
      const source = this.#sources[kind];
      await source.choose(id);
      if (source.wished !== id) return; // refused, or another one was chosen meanwhile
    }
    this.#options.onChosen(kind, id);
  }

  /** Be right back, and back. */
  async away(away: boolean): Promise<void> {
    const before = this.#away;
    if (away === (before !== null)) return;
    const { microphone, camera } = this.#view.value.self;
    this.#away = away ? { microphone: microphone.on, camera: camera.on } : null;
    this.#update();
    if (away) await Promise.all([this.#sources.microphone.set(false), this.#sources.camera.set(false)]);
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
    await this.#list();
    this.#retry(
      CAPTURES.filter((kind) => this.#known.has(kind)),
      UNPLUGGED,
    );
  }

  async #list(): Promise<void> {
    await this.#known.refresh();
    if (this.#options.signal.aborted) return;
    this.#update();
    for (const kind of CAPTURES) this.#sources[kind].look();
  }

  /** In a call a silenced microphone stays open. Who joins without what was refused before joins without it. */
  stayOpen(inCall: boolean): void {
    const { microphone } = this.#sources;
    if (inCall) for (const kind of CAPTURES) if (!this.#sources[kind].wasOn) this.#sources[kind].giveUp();
    this.#inCall = inCall;
    microphone.keepsTrack = inCall;
    if (!inCall && microphone.track?.enabled === false) microphone.release();
    this.#update();
  }

  /** What was refused is not wished any more. */
  giveUp(): void {
    for (const source of Object.values(this.#sources)) source.giveUp();
  }

  /** The level moves in the call, too, until the answered function is called. */
  watchLevel(): () => void {
    return this.#voice.watchLevel();
  }

  /**
   * Who turns a device on is back, and one who turns the camera on wants pictures. What is turned off stays off for who
   * comes back.
   */
  #decided(kind: Capture, on: boolean): void {
    this.#away = on ? null : this.#away && { ...this.#away, [kind]: false };
    if (on && kind === 'camera') this.#audioOnly = false;
  }

  /** Lets go of everything. */
  release(): void {
    this.#away = null;
    this.#audioOnly = false;
    for (const source of Object.values(this.#sources)) source.release();
  }

  #source(kind: LocalKind, open: (device: string | null, lost: boolean) => Promise<MediaStreamTrack>): Source {
    return new Source({
      kind,
      open,
      preferred: () => (kind === 'screen' ? null : this.#options.preferred()[kind]),
      find: (device) => (kind === 'screen' ? null : this.#known.find(kind, device)),
      codeOf: (error) => refusalCode(error, kind, kind !== 'screen' && this.#known.has(kind)),
      onChange: () => this.#update(),
      onOutcome: (code) => {
        if (kind !== 'screen' && DENIED.some((one) => one === code)) this.#watch(kind);
        this.#options.onOutcome(kind, code);
      },
    });
  }

  async #open(kind: Capture, device: string | null, lost: boolean): Promise<MediaStreamTrack> {
    const devices = [device, this.#known.find(kind, device)];
    const past = lost ? UNPLUGGED : (['device-missing'] as const);
    const track = await openDevice(this.#options.mediaDevices!, kind, devices, past);
    void this.#list(); // names are told from the first permission on
    return track;
  }

  #watch(kind: Capture): void {
    if (this.#watched.has(kind)) return;
    this.#watched.add(kind);
    const { permissions, signal } = this.#options;
    void whenAllowed(permissions, kind, () => this.#sources[kind].retry(DENIED), signal);
  }

  /** In the call only what was on there: nobody is seen by others because of a camera that was plugged in. */
  #retry(kinds: readonly Capture[], codes: readonly ErrorCode[]): void {
    for (const kind of kinds) {
      const source = this.#sources[kind];
      if (!this.#inCall || source.wasOn) source.retry(codes);
    }
  }

  #update(): void {
    this.#voice.follow(this.#inCall);
    this.#view.set(share(this.#view.value, this.#compose()));
  }

  #compose(): LocalView {
    const { microphone, camera, screen } = this.#sources;
    const { level, speaking, silent } = this.#voice.heard;
    const { on } = microphone.state;
    const speaker = this.#known.find('speaker', this.#speaker ?? this.#options.preferred().speaker);
    return {
      self: {
        microphone: microphone.state,
        camera: camera.state,
        screen: screen.state,
        speaking: on && speaking,
        level,
        speakingMuted: !on && speaking,
        silent: microphone.silenced || (on && silent),
        away: this.#away !== null,
      },
      audioOnly: this.#audioOnly,
      devices: { ...this.#known.lists, chosen: { microphone: microphone.device, camera: camera.device, speaker } },
      tracks: { microphone: microphone.track, camera: camera.track, screen: screen.track },
    };
  }
}
