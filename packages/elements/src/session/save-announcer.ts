import type { SaveState } from '@fireside/client';
import type { Widget } from '../widget.ts';
import { isTrouble, saveWords } from './save-words.ts';

/** Says it when saving meets trouble, and when that is over; not at every key. */
export class SaveAnnouncer {
  readonly #widget: Pick<Widget, 'announce'>;
  #said = '';

  constructor(widget: Pick<Widget, 'announce'>) {
    this.#widget = widget;
  }

  tell(state: SaveState): void {
    const words = saveWords(state);
    const over = this.#said !== '' && state.kind === 'saved';
    if (words === this.#said || !(isTrouble(state) || over)) return;
    this.#said = over ? '' : words;
    this.#widget.announce(words);
  }
}
