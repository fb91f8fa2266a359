/** Milliseconds of quiet before a new version is told to the server: one frame for several keys. */
const THROTTLE = 50;
/** Milliseconds that the server has for an answer before people are told that none comes. */
const PATIENCE = 10_000;

/**
 * Counts the local changes of one document and knows which of them the server has committed. A change counts as saved only
 * when the server has answered its version; before the first answer nothing does, because a copy from this device may hold
 * text that the server has never seen.
 */
export class Acks {
  readonly #send: (version: number) => void;
  readonly #onChange: () => void;
  #version = 0;
  #acked = -1;
  #open = false;
  #late = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param send sends message 102 on the open socket
   * @param onChange called when `saved` or `late` may have changed
   */
  constructor(send: (version: number) => void, onChange: () => void) {
    this.#send = send;
    this.#onChange = onChange;
  }

  /** Local changes since this object was made; goes on over reconnects. */
  get version(): number {
    return this.#version;
  }

  /** Whether the server has committed everything that is here. */
  get saved(): boolean {
    return this.#acked === this.#version;
  }

  /** Whether an answer has been due for long on an open socket. */
  get late(): boolean {
    return this.#late;
  }

  /** A local change was made. */
  count(): void {
    this.#version++;
    if (this.#open) this.#timer ??= setTimeout(() => this.flush(), THROTTLE);
    this.#onChange();
  }

  /** A socket is open: asks for the state of the session, and for everything that no earlier socket has answered. */
  opened(): void {
    this.#open = true;
    this.#ask(0);
    if (this.#version > 0 && !this.saved) this.#ask(this.#version);
  }

  closed(): void {
    this.#open = false;
    this.#stopTimer();
    this.#stopWaiting();
  }

  /** The server has committed everything up to `version`. */
  received(version: number): void {
    if (version <= this.#acked || version > this.#version) return;
    this.#acked = version;
    this.#stopWaiting();
    if (!this.saved) this.#wait();
    this.#onChange();
  }

  /** Tells the version now instead of after the throttle. */
  flush(): void {
    this.#stopTimer();
    if (this.#open && !this.saved) this.#ask(this.#version);
  }

  #ask(version: number): void {
    this.#send(version);
    if (!this.saved) this.#wait();
  }

  #wait(): void {
    this.#patience ??= setTimeout(() => {
      this.#late = true;
      this.#onChange();
    }, PATIENCE);
  }

  #stopWaiting(): void {
    clearTimeout(this.#patience);
    this.#patience = undefined;
    this.#late = false;
  }

  #stopTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
