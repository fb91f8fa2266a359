/**
 * Whether the path to somebody lives. Both say a beat twice a second over the data channel. When one has not come in time we
 * do not believe it yet: we ask, ten times a second, and look at what the browser has received at all. Media count, and the
 * other browser acknowledges what we ask by itself, so neither a page that is busy nor a lost packet looks like a lost path.
 * Only when nothing comes of that either, the path is lost.
 */
import { readBeat, type Beat } from './truth.ts';

export interface HeartbeatOptions {
  /** Says a beat; `next`: milliseconds until the following one. */
  readonly beat: (next: number) => void;
  /** Sends this question to the other. */
  readonly ask: (question: string) => void;
  /** Everything that has arrived, media included, in bytes; dear, and asked for only in doubt. */
  readonly received: () => Promise<number>;
  readonly onBeat: (beat: Beat) => void;
  /** `alive` has changed. */
  readonly onChange: () => void;
}

/** All times in ms. */
const EVERY = 500;
/** Browsers let timers of a hidden tab run once a second. */
const EVERY_HIDDEN = 1000;
/** How late a beat may be before we ask. */
const LATE = 100;
/** For how long we ask before we believe it: longer than a path there and back, even a slow one. */
const DOUBT = 450;
/** So many times at least: a page that was asleep must first hear what has come meanwhile. */
const QUESTIONS = 4;
/** Between two questions; after so long without a path, it is looked for more calmly. */
const ASK = 100;
const ASK_CALMLY = 200;
const CALM_AFTER = 60_000;
/** What is asked; small, because a path that is cut stores it. */
const QUESTION = '?';

/** From a beat that is said now until the following one. */
export const untilNextBeat = (): number => (document.hidden ? EVERY_HIDDEN : EVERY);

export class Heartbeat {
  readonly #options: HeartbeatOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #state: 'alive' | 'doubted' | 'lost' = 'alive';
  #next = EVERY;
  #saidAt = -Infinity;
  #heardAt = performance.now();
  /** Null until it was looked at in this doubt. */
  #received: number | null = null;
  #looking = false;
  #doubtedAt = 0;
  #questions = 0;
  #stopped = false;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
  }

  /** The data channel of this connection, or of another one in its place, has opened: something has come through. */
  opened(): void {
    document.addEventListener('visibilitychange', this.#onVisibility);
    this.#received = null;
    this.#state = 'alive';
    this.#heardAt = performance.now();
    this.beat();
    this.#look();
  }

  get alive(): boolean {
    return this.#state !== 'lost';
  }

  /** Says a beat now, because what it says has changed. */
  beat(): void {
    this.said();
    this.#options.beat(untilNextBeat());
  }

  /** A beat was said that the other hears, too, such as one to everybody. */
  said(): void {
    this.#saidAt = performance.now();
  }

  /** Takes what the other has said. */
  hear(text: string): void {
    const asked = text === QUESTION;
    const beat = asked ? null : readBeat(text);
    if (beat) this.#next = Math.max(EVERY, beat.next);
    this.#heard();
    if (beat) this.#options.onBeat(beat);
    // However often somebody asks. And while the page is awake it says its own beat, rather than wake again for it.
    if (performance.now() - this.#saidAt > (asked ? ASK : EVERY) / 2) this.beat();
    if (this.#state === 'alive') this.#sleep();
  }

  /** There is a reason for doubt, such as another network. */
  doubt(): void {
    if (this.#state !== 'alive') return;
    this.#state = 'doubted';
    this.#doubtedAt = performance.now();
    this.#questions = 0;
    this.#received = null;
    this.#look();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    document.removeEventListener('visibilitychange', this.#onVisibility);
  }

  readonly #onVisibility = (): void => this.beat();

  #heard(): void {
    this.#heardAt = performance.now();
    const was = this.#state;
    this.#state = 'alive';
    if (was === 'lost') this.#options.onChange();
  }

  #look(): void {
    if (this.#stopped) return;
    const now = performance.now();
    if (now >= this.#beatAt) this.beat();
    if (this.#state === 'alive' && now >= this.#lateAt) return this.doubt();
    if (this.#state !== 'alive') this.#ask(now);
    this.#sleep();
  }

  get #beatAt(): number {
    return this.#saidAt + untilNextBeat();
  }

  get #lateAt(): number {
    return this.#heardAt + this.#next + LATE;
  }

  /** Until there is something to do: each waking costs more than what is done then. */
  #sleep(): void {
    clearTimeout(this.#timer);
    if (this.#stopped) return; // by who has just heard that the path is lost
    const now = performance.now();
    const asking = now - this.#heardAt > CALM_AFTER ? ASK_CALMLY : ASK;
    const until = this.#state === 'alive' ? Math.min(this.#beatAt, this.#lateAt) - now : asking;
    this.#timer = setTimeout(() => this.#look(), Math.ceil(until));
  }

  #ask(now: number): void {
    if (this.#state === 'doubted' && now - this.#doubtedAt > DOUBT && this.#questions >= QUESTIONS) {
      this.#state = 'lost';
      this.#options.onChange();
    }
    this.#questions += 1;
    this.#options.ask(QUESTION);
    void this.#count();
  }

  async #count(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    const received = await this.#options.received();
    this.#looking = false;
    if (this.#stopped) return;
    if (this.#received !== null && received > this.#received) this.#heard();
    this.#received = Math.max(received, this.#received ?? 0); // what is not counted any more has still arrived
  }
}
