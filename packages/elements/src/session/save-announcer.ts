import type { SaveState } from '@fireside/client';
import type { Widget } from '../widget.ts';
import { isTrouble, saveWords } from './save-words.ts';

/** A connection that is back sooner (ms) is nothing to interrupt anybody for: each change of session has such a moment. */
const PATIENCE_MS = 1_000;

/** Says it when saving meets trouble, and when that is over; not at every key. */
export class SaveAnnouncer {
  readonly #widget: Pick<Widget, 'announce'>;
  #said = '';
  /** The last that it was told, while it waits. */
  #latest: SaveState | null = null;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(widget: Pick<Widget, 'announce'>) {
    this.#widget = widget;
  }

  tell(state: SaveState): void {
    if (state.kind === 'offline' && this.#said === '') {
      this.#latest = state;
      this.#waiting ??= setTimeout(() => this.#sayLatest(), PATIENCE_MS);
      return;
    }
    this.stop();
    this.#say(state);
  }

  /** Says nothing more of what it was told. */
  stop(): void {
    clearTimeout(this.#waiting);
    this.#waiting = undefined;
  }

  #sayLatest(): void {
    this.stop();
    if (this.#latest) this.#say(this.#latest);
  }

  #say(state: SaveState): void {
    const words = saveWords(state);
    const over = this.#said !== '' && state.kind === 'saved';
    if (words === this.#said || !(isTrouble(state) || over)) return;
    this.#said = over ? '' : words;
    this.#widget.announce(words);
  }
}
