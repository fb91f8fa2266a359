import { Subject, type Observable } from '@fireside/client';

export interface Said {
  readonly id: number;
  readonly text: string;
}

/** Long enough for a screen reader to take it up (ms). */
const KEPT_MS = 10_000;
/** Texts that stand there at once; what was said before them has been taken up. */
const KEPT = 8;

/**
 * What the polite live region of a widget says. The region is there before its text, or screen readers miss it. Each text
 * is an element of its own, so two in one moment are both heard, and the same one twice is heard twice. After a while they
 * go: who reads on to the end of the widget should not find old news there.
 */
export class Announcer {
  readonly #said = new Subject<readonly Said[]>([]);
  #made = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  get said(): Observable<readonly Said[]> {
    return this.#said;
  }

  announce(text: string): void {
    this.#said.set([...this.#said.value.slice(1 - KEPT), { id: (this.#made += 1), text }]);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.clear(), KEPT_MS);
  }

  clear(): void {
    clearTimeout(this.#timer);
    if (this.#said.value.length > 0) this.#said.set([]);
  }
}
