/**
 * One own device: microphone, camera or screen. Commands say what is wished; the track says what is. Wishes are carried
 * out one after the other, and only the last one counts: a track that comes too late is stopped unseen.
 */
import type { ErrorCode } from '@fireside/protocol';
import type { LocalDevice } from './port.ts';
import { mediaErrorCode } from './media-errors.ts';

export interface SourceOptions {
  readonly kind: 'microphone' | 'camera' | 'screen';
  /** Asks the browser for a track of the device that is wished, or of another one where that is not there. */
  readonly open: (device: string | null) => Promise<MediaStreamTrack>;
  readonly onChange: () => void;
  /** A wish was refused (code) or reached (null). */
  readonly onOutcome: (code: ErrorCode | null) => void;
}

interface Goal {
  readonly on: boolean;
  /** Id of the wished device; null: the browser chooses. */
  readonly device: string | null;
}

/** A track that ends sooner than this after it was opened is not opened again by itself. In ms. */
const TOO_SOON = 1000;

export class Source {
  /** When off, keep the track and only silence it: on again is then immediate and cannot be refused. */
  keepsTrack = false;
  readonly #options: SourceOptions;
  #goal: Goal = { on: false, device: null };
  #track: MediaStreamTrack | null = null;
  /** The wish that `#track` was opened for. */
  #openedFor: string | null = null;
  #openedAt = 0;
  #settling: PromiseWithResolvers<void> | null = null;
  #running = false;
  #state: LocalDevice = { on: false, pending: false };

  constructor(options: SourceOptions) {
    this.#options = options;
  }

  get state(): LocalDevice {
    return this.#state;
  }

  /** The open track, silenced or not. */
  get track(): MediaStreamTrack | null {
    return this.#track;
  }

  /** Id of the device that is really open, else of the wished one. */
  get device(): string | null {
    return this.#track?.getSettings().deviceId ?? this.#goal.device;
  }

  /** Resolves when the wish is reached, refused, or overtaken by a later one that is reached or refused. */
  set(on: boolean): Promise<void> {
    return this.#wish({ ...this.#goal, on });
  }

  choose(device: string): Promise<void> {
    return this.#wish({ ...this.#goal, device });
  }

  /** Off, and the device is let go of. */
  release(): void {
    this.#goal = { ...this.#goal, on: false };
    this.#drop();
    this.#settled();
  }

  #wish(goal: Goal): Promise<void> {
    this.#goal = goal;
    if (!goal.on) {
      // A silenced track of another device than the wished one would be the wrong one when it is on again.
      const kept = this.#track && this.keepsTrack && this.#openedFor === goal.device;
      if (kept) this.#track!.enabled = false;
      else this.#drop();
      this.#options.onOutcome(null);
      this.#settled();
      return Promise.resolve();
    }
    this.#settling ??= Promise.withResolvers<void>();
    const { promise } = this.#settling;
    void this.#run();
    return promise;
  }

  async #run(): Promise<void> {
    if (this.#running) return; // the running one looks at the goal again after each step
    this.#running = true;
    try {
      while (this.#goal.on && this.#settling) {
        const code = await this.#reach(this.#goal);
        if (code === 'overtaken') continue;
        this.#options.onOutcome(code);
        this.#settled();
      }
    } finally {
      this.#running = false;
    }
  }

  /** One attempt: null when the goal is reached, the code of a refusal, or that another goal has come. */
  async #reach(goal: Goal): Promise<ErrorCode | 'overtaken' | null> {
    const open = this.#track;
    if (open && !open.muted && this.#openedFor === goal.device) {
      open.enabled = true;
      return null;
    }
    this.#update();
    try {
      return await this.#open(goal);
    } catch (error) {
      const code = mediaErrorCode(error, this.#options.kind);
      if (code !== 'device-busy' || !this.#track) return this.#refused(goal, code);
      return this.#openAlone(goal);
    }
  }

  /** Phones open one camera at a time: once more with the old one closed, and back to it where that is refused too. */
  async #openAlone(goal: Goal): Promise<ErrorCode | 'overtaken' | null> {
    const before = this.#openedFor;
    this.#drop();
    try {
      return await this.#open(goal);
    } catch (error) {
      const code = mediaErrorCode(error, this.#options.kind);
      if (!this.#stands(goal)) return 'overtaken';
      this.#goal = { on: true, device: before };
      const back = await this.#open(this.#goal).catch(() => null); // the first refusal is the one to tell
      return back === 'overtaken' ? back : this.#refused(this.#goal, code);
    }
  }

  async #open(goal: Goal): Promise<'overtaken' | null> {
    const track = await this.#options.open(goal.device);
    if (this.#stands(goal)) {
      this.#adopt(track, goal.device);
      return null;
    }
    track.stop();
    return 'overtaken';
  }

  #refused(goal: Goal, code: ErrorCode): ErrorCode | 'overtaken' {
    if (!this.#stands(goal)) return 'overtaken';
    this.#goal = { on: this.#track?.enabled === true, device: this.#track ? this.#openedFor : null };
    return code;
  }

  /** Whether nothing else has been wished since. */
  #stands(goal: Goal): boolean {
    return this.#goal.on && this.#goal.device === goal.device;
  }

  #adopt(track: MediaStreamTrack, device: string | null): void {
    this.#drop();
    this.#track = track;
    this.#openedFor = device;
    this.#openedAt = performance.now();
    track.enabled = true;
    track.addEventListener('ended', this.#onEnded);
    track.addEventListener('mute', this.#onMuted);
    track.addEventListener('unmute', this.#onMuted);
  }

  #drop(): void {
    const track = this.#track;
    if (!track) return;
    this.#track = null;
    track.removeEventListener('ended', this.#onEnded);
    track.removeEventListener('mute', this.#onMuted);
    track.removeEventListener('unmute', this.#onMuted);
    track.stop();
  }

  /** The system or the device has silenced the track, or gives it back. */
  readonly #onMuted = (): void => this.#update();

  /** Unplugged, taken away, or "stop sharing" of the browser. Who was on goes on with another device; who was off stays off. */
  readonly #onEnded = (): void => {
    this.#drop();
    if (this.#settling) return this.#update(); // another one is being opened already
    if (!this.#goal.on || this.#options.kind === 'screen') return this.release();
    if (performance.now() - this.#openedAt > TOO_SOON) return void this.#wish({ on: true, device: null });
    this.release();
    this.#options.onOutcome('device-missing');
  };

  #settled(): void {
    this.#settling?.resolve();
    this.#settling = null;
    this.#update();
  }

  #update(): void {
    const track = this.#track;
    const on = track !== null && track.enabled && !track.muted && track.readyState === 'live';
    const pending = this.#settling !== null;
    if (on !== this.#state.on || pending !== this.#state.pending) this.#state = { on, pending };
    this.#options.onChange();
  }
}
