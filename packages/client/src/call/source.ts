/**
 * One own device: microphone, camera or screen. Commands say what is wished; the track says what is. Wishes are carried
 * out one after the other, and only the last one counts: a track that comes too late is stopped unseen. A wish that could
 * not be fulfilled stands until the person turns the device off: it can be tried again when there is reason to hope.
 */
import type { ErrorCode } from '@fireside/protocol';
import { HeldTrack } from './held-track.ts';
import type { LocalDevice } from './port.ts';

export interface SourceOptions {
  readonly kind: 'microphone' | 'camera' | 'screen';
  /** The device that is wished where none was chosen here; null: the browser chooses. */
  readonly preferred: () => string | null;
  /** The id under which a device is there; null where it is not. */
  readonly find: (device: string | null) => string | null;
  /** Asks the browser for a track of a device, or of another one where that is not there; `lost`: or cannot be used. */
  readonly open: (device: string | null, lost: boolean) => Promise<MediaStreamTrack>;
  readonly codeOf: (error: unknown) => ErrorCode;
  readonly onChange: () => void;
  /** A wish was refused (code) or reached (null). */
  readonly onOutcome: (code: ErrorCode | null) => void;
}

interface Goal {
  readonly on: boolean;
  /** Id of the wished device; null: the browser chooses. */
  readonly device: string | null;
}

/** A track that took the place of a lost one and ends sooner than this is not opened again by itself. In ms. */
const TOO_SOON = 1000;

export class Source {
  /** When off, keep the track and only silence it: on again is then immediate and cannot be refused. */
  keepsTrack = false;
  readonly #options: SourceOptions;
  /** Undefined until somebody chooses. */
  #chosen: string | null | undefined;
  #goal: Goal = { on: false, device: null };
  #held: HeldTrack | null = null;
  /** When it took the place of a lost one. */
  #replacedAt = -Infinity;
  /** The wish has been fulfilled, if only for a while. */
  #wasOn = false;
  /** The device in use has gone: whatever works is better than nothing. */
  #lost = false;
  /** The wished device has come back, while another one is in use. */
  #better = false;
  /** The wished device could not be had although it is there: not tried again until it was away. */
  #passedOver = false;
  #refusal: ErrorCode | null = null;
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
    return this.#held?.track ?? null;
  }

  /** Id of the device that the person wants, there or not. */
  get wished(): string | null {
    return this.#chosen === undefined ? this.#options.preferred() : this.#chosen;
  }

  /** Id of the device that is really open, else of the one that would be. */
  get device(): string | null {
    return this.#held ? this.#held.device : this.#options.find(this.wished);
  }

  /** The system or the device itself gives nothing, although it is wished. */
  get silenced(): boolean {
    return this.#goal.on && this.track?.muted === true;
  }

  /** Whether the person has had it on, and not turned it off since. */
  get wasOn(): boolean {
    return this.#wasOn;
  }

  /** Resolves when the wish is reached, refused, or overtaken by a later one that is reached or refused. */
  set(on: boolean): Promise<void> {
    return this.#wish({ on, device: this.wished });
  }

  choose(device: string): Promise<void> {
    this.#chosen = device;
    return this.#wish({ ...this.#goal, device });
  }

  /** Off, and the device is let go of. */
  release(): void {
    this.#goal = { ...this.#goal, on: false };
    this.#wasOn = false;
    this.#drop();
    this.#settled();
  }

  /** What could not be had is not wished any more. */
  giveUp(): void {
    if (!this.#held && !this.#settling) this.#goal = { ...this.#goal, on: false };
  }

  /** Once more, where what is wished is not there and was refused with one of `codes`, or is not there for no reason told. */
  retry(codes: readonly ErrorCode[]): void {
    const hopeless = this.#refusal !== null && !codes.includes(this.#refusal);
    if (this.#goal.on && !this.#settling && !this.#held?.usable && !hopeless) void this.set(true);
  }

  /** The list of devices is another one. Back to the wished one where it is there again; off stays off. */
  look(): void {
    const id = this.#options.find(this.wished);
    if (id === null) this.#passedOver = false;
    if (id === null || this.#settling || !this.#held || this.#passedOver || id === this.device) return;
    if (this.#goal.on) {
      this.#better = true;
      void this.set(true);
    } else {
      this.#drop(); // on again opens the wished one
      this.#update();
    }
  }

  #wish(goal: Goal): Promise<void> {
    this.#goal = goal;
    if (!goal.on) {
      this.#wasOn = false;
      // A silenced track of another device than the wished one would be the wrong one when it is on again.
      const kept = this.keepsTrack && this.#held?.openedFor === goal.device ? this.track : null;
      if (kept) kept.enabled = false;
      else this.#drop();
      this.#tell(null);
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
        this.#wasOn ||= code === null;
        this.#tell(code ?? this.#silencedCode);
        this.#settled();
      }
    } finally {
      this.#running = false;
    }
  }

  /** One attempt: null when the goal is reached, the code of a refusal, or that another goal has come. */
  async #reach(goal: Goal): Promise<ErrorCode | 'overtaken' | null> {
    if (this.#held?.usable && this.#held.openedFor === goal.device && !this.#better) {
      this.#held.track.enabled = true;
      return null;
    }
    this.#update();
    try {
      return await this.#open(goal);
    } catch (error) {
      const code = this.#options.codeOf(error);
      if (this.#better && this.#held?.usable) return this.#goOn(goal);
      if (code !== 'device-busy' || !this.#held) return this.#refused(goal, code);
      return this.#openAlone(goal, this.#held.openedFor);
    }
  }

  /** Phones open one camera at a time: once more with the old one closed, and back to it where that is refused too. */
  async #openAlone(goal: Goal, before: string | null): Promise<ErrorCode | 'overtaken' | null> {
    this.#drop();
    try {
      return await this.#open(goal);
    } catch (error) {
      const code = this.#options.codeOf(error);
      if (!this.#stands(goal)) return 'overtaken';
      if (before === goal.device) return this.#refused(goal, code);
      this.#goal = { on: true, device: before };
      const back = await this.#open(this.#goal).catch(() => null); // the first refusal is the one to tell
      return back === 'overtaken' ? back : this.#refused(this.#goal, code);
    }
  }

  async #open(goal: Goal): Promise<'overtaken' | null> {
    const track = await this.#options.open(goal.device, this.#lost);
    if (this.#stands(goal)) {
      this.#adopt(track, goal.device);
      return null;
    }
    track.stop();
    return 'overtaken';
  }

  /** With the device that is in use: nobody asked for the other one in this moment. */
  #goOn(goal: Goal): 'overtaken' | null {
    this.#better = false;
    this.#passedOver = true;
    return this.#stands(goal) ? null : 'overtaken';
  }

  #refused(goal: Goal, code: ErrorCode): ErrorCode | 'overtaken' {
    if (!this.#stands(goal)) return 'overtaken';
    if (this.#held) {
      const { track, openedFor } = this.#held;
      this.#chosen = openedFor;
      this.#goal = { on: track.enabled, device: openedFor };
    }
    return code;
  }

  /** Whether nothing else has been wished since. */
  #stands(goal: Goal): boolean {
    return this.#goal.on && this.#goal.device === goal.device;
  }

  #adopt(track: MediaStreamTrack, device: string | null): void {
    this.#drop();
    track.enabled = true;
    this.#held = new HeldTrack(track, device, { onEnded: () => this.#ended(), onMuted: () => this.#muted() });
    this.#replacedAt = this.#lost ? performance.now() : -Infinity;
    this.#passedOver = ![null, this.device].includes(this.#options.find(device));
  }

  #drop(): void {
    this.#better = false;
    this.#held?.stop();
    this.#held = null;
  }

  #muted(): void {
    if (this.#goal.on && !this.#settling) this.#tell(this.#silencedCode);
    this.#update();
  }

  /** What is said of a silenced track. A shared window that is hidden moves on when it is seen again. */
  get #silencedCode(): ErrorCode | null {
    return this.silenced && this.#options.kind !== 'screen' ? 'device-busy' : null;
  }

  /** Who was on goes on with another device; who was off stays off. */
  #ended(): void {
    this.#drop();
    if (this.#settling) return this.#update(); // another one is being opened already
    if (!this.#goal.on || this.#options.kind === 'screen') return this.release();
    if (performance.now() - this.#replacedAt > TOO_SOON) {
      this.#lost = true;
      return void this.set(true);
    }
    this.release();
    this.#tell('device-missing');
  }

  #tell(code: ErrorCode | null): void {
    this.#refusal = code;
    this.#options.onOutcome(code);
  }

  #settled(): void {
    this.#lost = false;
    this.#settling?.resolve();
    this.#settling = null;
    this.#update();
  }

  #update(): void {
    const on = this.#held?.usable === true && this.#held.track.enabled;
    const pending = this.#settling !== null;
    if (on !== this.#state.on || pending !== this.#state.pending) this.#state = { on, pending };
    this.#options.onChange();
  }
}
