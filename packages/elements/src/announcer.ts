import { Subject, type Observable } from '@fireside/client';

/**
 * What the polite live region of a widget says. The region is there before its text, or screen readers miss it; a text
 * that is said twice in a row gets an invisible difference, or they say it once.
 */
export class Announcer {
  readonly #text = new Subject('');

  get text(): Observable<string> {
    return this.#text;
  }

  announce(text: string): void {
    this.#text.set(text === this.#text.value ? `${text}\u00a0` : text);
  }
}
