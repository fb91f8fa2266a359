import type { ErrorCode } from '@fireside/protocol';
import { isInCall } from '../call/port.ts';
import { afterOutcome } from '../call/refusals.ts';
import { share } from '../call/share.ts';
import { canvasView } from './canvas-view.ts';
import { FAKE_DEVICES, FakeDevices } from './fake-devices.ts';
import { Subject } from '../observable.ts';
import type {
  Call,
  CallContext,
  CallPerson,
  CallSnapshot,
  DeviceKind,
  LeaveReason,
  LocalDevice,
  Tile,
  VideoView,
} from '../call/port.ts';

export interface FakeCallOptions extends Partial<Pick<CallContext, 'preferred' | 'onChosen'>> {
  readonly person?: { readonly id: string; readonly name: string };
  /** Ends the call as the session's signal does. */
  readonly signal?: AbortSignal;
  /** Shown in the tiles; without it a moving gradient on a canvas. */
  readonly video?: (tile: string) => VideoView;
}

export interface FakeOther extends Partial<CallPerson> {
  readonly person: string;
}

type Toggle = 'microphone' | 'camera' | 'screen';
type Self = CallSnapshot['self'];

const OFF: LocalDevice = { on: false, pending: false };
const ON: LocalDevice = { on: true, pending: false };
const UNHEARD = { speaking: false, level: 0, speakingMuted: false, silent: false };
const ALL_OFF: Self = {
  microphone: OFF,
  camera: OFF,
  screen: OFF,
  ...UNHEARD,
  away: false,
};

function qualityOf(others: readonly CallPerson[]): CallSnapshot['quality'] {
  if (others.length === 0) return 'unknown';
  return others.every(({ connection }) => connection === 'lost') ? 'lost' : 'good';
}

/**
 * A call without media that behaves as the port says, for tests of elements and for examples. Commands do what is asked
 * unless `fail` was told otherwise; `others`, `end`, `loseSignal` and the like are what the world does.
 */
export class FakeCall implements Call {
  readonly #snapshot: Subject<CallSnapshot>;
  readonly #person: { readonly id: string; readonly name: string };
  readonly #devices: FakeDevices;
  readonly #video: (tile: string) => VideoView;
  readonly #views = new Map<string, VideoView>();
  readonly #failures = new Map<Toggle | 'join', ErrorCode>();
  readonly #wishes = new Map<Toggle, number>();
  /** Pulled out while it was on. */
  readonly #missed = new Set<Toggle>();
  #paused = { microphone: false, camera: false };
  #ended = false;

  constructor(options: FakeCallOptions = {}) {
    const { person = { id: 'anna', name: 'Anna' }, signal, video = canvasView } = options;
    this.#person = person;
    this.#video = video;
    this.#devices = new FakeDevices(options);
    const start: CallSnapshot = {
      state: 'idle',
      leaveReason: null,
      signal: 'ok',
      self: ALL_OFF,
      audioOnly: false,
      others: [],
      tiles: [],
      devices: this.#devices.settle(FAKE_DEVICES),
      quality: 'unknown',
      playback: 'ok',
      refusals: [],
      error: null,
    };
    this.#snapshot = new Subject({ ...start, tiles: this.#tiles(start) });
    signal?.addEventListener(
      'abort',
      () => {
        void this.leave();
        this.#ended = true;
      },
      { once: true },
    );
  }

  get value(): CallSnapshot {
    return this.#snapshot.value;
  }

  subscribe(listener: () => void): () => void {
    return this.#snapshot.subscribe(listener);
  }

  /** Whether we are in the call, reconnecting or not. */
  get inCall(): boolean {
    return isInCall(this.value);
  }

  // What the world does.

  /** Exactly these others are in the call; what is left out of one is off, and the path is there. */
  others(people: readonly FakeOther[]): void {
    const others = people.map((other) => ({
      id: `peer-${other.person}`,
      name: other.person,
      microphone: false,
      camera: false,
      screen: false,
      speaking: false,
      away: false,
      connection: 'connected' as const,
      ...other,
    }));
    this.change({ others, quality: qualityOf(others) });
  }

  /** The next *on* of this device, or the next join, is refused. */
  fail(what: Toggle | 'join', code: ErrorCode): void {
    this.#failures.set(what, code);
  }

  /** The call is over for us, as by a `bye`. */
  end(reason: LeaveReason): void {
    if (this.inCall) this.#left(reason);
  }

  loseSignal(): void {
    if (this.inCall) this.change({ signal: 'lost' });
  }

  restoreSignal(): void {
    this.change({ signal: 'ok' });
  }

  /** Media to everybody stop, or are back. */
  losePath(): void {
    this.#path('reconnecting', 'lost');
  }

  restorePath(): void {
    this.#path('joined', 'connected');
  }

  #path(state: CallSnapshot['state'], connection: CallPerson['connection']): void {
    if (!this.inCall) return;
    const others = this.value.others.map((one) => ({ ...one, connection }));
    this.change({ state, others, quality: qualityOf(others) });
  }

  /** A device is pulled out: what was on goes on with another one, or is missed. */
  unplug(id: string): void {
    this.change({ devices: this.#devices.unplug(this.value.devices, id) });
    for (const device of ['microphone', 'camera'] as const) {
      if (this.value.self[device].on && this.#devices.missing(this.value.devices, device)) this.#miss(device);
    }
  }

  /** It is put back; who missed it has it again. */
  plug(id: string): void {
    this.change({ devices: this.#devices.plug(this.value.devices, id) });
    for (const device of ['microphone', 'camera'] as const) {
      const refused = this.value.refusals.some((one) => one.device === device && one.code === 'device-missing');
      const missed = refused && (!this.inCall || this.#missed.has(device));
      if (missed && !this.#devices.missing(this.value.devices, device)) void this.#set(device, true);
    }
  }

  #miss(device: Toggle): void {
    this.#missed.add(device);
    const refusals = afterOutcome(this.value.refusals, device, 'device-missing');
    this.change({ self: { ...this.value.self, [device]: OFF }, refusals, error: refusals.at(-1) ?? null });
  }

  /** Any other part of the snapshot, such as devices, level or playback; tiles follow by themselves. */
  change(parts: Partial<Omit<CallSnapshot, 'tiles'>>): void {
    const next = { ...this.value, ...parts };
    this.#snapshot.set(share(this.value, { ...next, tiles: this.#tiles(next) }));
  }

  /** The whole snapshot as it is given, tiles included, until the next change. */
  set(snapshot: CallSnapshot): void {
    this.#snapshot.set(snapshot);
  }

  // The port.

  prepare(): void {}

  async join(): Promise<void> {
    if (this.#ended || this.inCall || this.value.state === 'joining') return;
    this.change({ state: 'joining', leaveReason: null, error: this.value.refusals.at(-1) ?? null });
    const joining = this.value;
    await Promise.resolve();
    if (this.value.state !== joining.state) return; // left meanwhile
    const code = this.#failure('join');
    if (code) this.change({ state: 'idle', error: { code, device: null } });
    else this.change({ state: 'joined' });
  }

  leave(): Promise<void> {
    if (this.inCall) this.#left('left');
    else this.#release(this.value.state === 'left' ? {} : { state: 'idle' });
    return Promise.resolve();
  }

  setMicrophone(on: boolean): Promise<void> {
    if (!on) this.#paused = { ...this.#paused, microphone: false };
    return this.#set('microphone', on);
  }

  setCamera(on: boolean): Promise<void> {
    if (!on) this.#paused = { ...this.#paused, camera: false };
    return this.#set('camera', on);
  }

  setScreen(on: boolean): Promise<void> {
    return this.#set('screen', on);
  }

  async setAway(away: boolean): Promise<void> {
    const { self, audioOnly } = this.value;
    if (this.#ended || self.away === away) return;
    const { microphone, camera } = this.#paused;
    this.#paused = { microphone: away && self.microphone.on, camera: away && self.camera.on };
    this.change({ self: { ...self, away } });
    if (away) await Promise.all([this.#set('microphone', false), this.#set('camera', false)]);
    else {
      await Promise.all([
        microphone ? this.setMicrophone(true) : undefined,
        camera && !audioOnly ? this.setCamera(true) : undefined,
      ]);
    }
  }

  async setAudioOnly(on: boolean): Promise<void> {
    if (this.#ended) return;
    this.change({ audioOnly: on });
    if (on) await this.setCamera(false);
  }

  setDevice(kind: DeviceKind, id: string): Promise<void> {
    this.change({ devices: this.#devices.choose(this.value.devices, kind, id) });
    return Promise.resolve();
  }

  watchLevel(): () => void {
    return () => undefined; // a fake's level is what it was told
  }

  refreshDevices(): Promise<void> {
    return Promise.resolve();
  }

  resumePlayback(): Promise<void> {
    this.change({ playback: 'ok' });
    return Promise.resolve();
  }

  dismissError(): void {
    this.change({ refusals: [], error: null });
  }

  #failure(what: Toggle | 'join'): ErrorCode | undefined {
    const code = this.#failures.get(what);
    this.#failures.delete(what);
    const captures = what === 'microphone' || what === 'camera';
    return code ?? (captures && this.#devices.missing(this.value.devices, what) ? 'device-missing' : undefined);
  }

  async #set(device: Toggle, on: boolean): Promise<void> {
    if (this.#ended) return;
    const wish = (this.#wishes.get(device) ?? 0) + 1;
    this.#wishes.set(device, wish);
    const was = this.value.self[device].on;
    const away = this.value.self.away && !(on && device !== 'screen');
    const audioOnly = this.value.audioOnly && !(on && device === 'camera');
    const voice = device === 'microphone' ? UNHEARD : {};
    const now = { [device]: on ? { on: was, pending: true } : OFF };
    this.change({ audioOnly, self: { ...this.value.self, ...voice, away, ...now } });
    if (on) await Promise.resolve();
    if (this.#wishes.get(device) !== wish) return; // a later wish took over
    this.#missed.delete(device);
    const code = on && !was ? this.#failure(device) : undefined;
    const { error } = this.value;
    const refusals = afterOutcome(this.value.refusals, device, code ?? null);
    this.change({
      self: { ...this.value.self, [device]: on && !code ? ON : OFF },
      refusals,
      error: error?.device === null ? error : (refusals.at(-1) ?? null),
    });
  }

  #left(reason: LeaveReason): void {
    const error = this.value.refusals.at(-1) ?? null; // what was wrong with the call is over with it
    this.#release({ state: 'left', leaveReason: reason, error });
  }

  #release(parts: Partial<CallSnapshot>): void {
    for (const [device, wish] of this.#wishes) this.#wishes.set(device, wish + 1);
    this.#paused = { microphone: false, camera: false };
    this.change({
      ...parts,
      self: ALL_OFF,
      audioOnly: false,
      others: [],
      signal: 'ok',
      quality: 'unknown',
      playback: 'ok',
    });
  }

  #tiles({ self, others, audioOnly }: CallSnapshot): Tile[] {
    const { id, name } = this.#person;
    const [microphone, camera, screen] = [self.microphone.on, self.camera.on, self.screen.on];
    const me: CallPerson = {
      id: 'self',
      person: id,
      name,
      microphone,
      camera,
      screen,
      speaking: self.speaking,
      away: self.away,
      connection: 'connected',
    };
    const all = [me, ...others];
    const sharing = all.filter((one) => one.screen);
    const tiles = (kind: Tile['kind'], people: CallPerson[]): Tile[] =>
      people.map((one) => this.#tile(kind, one, audioOnly));
    return [...tiles('camera', all), ...tiles('screen', sharing)];
  }

  #tile(kind: Tile['kind'], one: CallPerson, audioOnly: boolean): Tile {
    const id = `${one.id}:${kind}`;
    const { person, name, microphone, speaking, away, connection } = one;
    const shown = one[kind] && (kind === 'screen' || !audioOnly);
    const video = shown ? (this.#views.get(id) ?? this.#video(id)) : null;
    if (video) this.#views.set(id, video);
    return { id, kind, person, name, self: one.id === 'self', video, microphone, speaking, away, connection };
  }
}
