import type { LitElement, ReactiveController } from 'lit';
import { FoundHighlight } from './highlight.ts';

/** Milliseconds for which a record is marked that somebody was brought to. */
const MARKED = 4_000;

interface Wish {
  /** The id of the session that is shown. */
  readonly session: string;
  /** Searched words, to be highlighted. */
  readonly words: readonly string[];
  /** The id of the record to be brought into view; null for the first place of the words. */
  readonly at: string | null;
}

/** Highlights what was searched in the host's article, and brings its place into view: once for each wish. */
export class ShownPlace implements ReactiveController {
  readonly #host: LitElement;
  /** Null while nothing is to be read. */
  readonly #wish: () => Wish | null;
  readonly #highlight = new FoundHighlight();
  #shown = '';
  /** The words and the text in which they were looked for last, and their first place. */
  #searched = '';
  #first: Range | null = null;
  #marked: Element | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: LitElement, wish: () => Wish | null) {
    this.#host = host;
    this.#wish = wish;
    host.addController(this);
  }

  /** Whether the wish has a place that is not in view yet: the focus then must not scroll away from it. */
  get hasPlace(): boolean {
    const wish = this.#wish();
    return wish !== null && (wish.at !== null || wish.words.length > 0);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    const wish = this.#wish();
    const article = this.#host.renderRoot.querySelector('article');
    if (!wish || !article || !this.#host.isConnected) return this.#clear();
    this.#search(article, wish.words);
    const key = JSON.stringify([wish.session, wish.words, wish.at]);
    if (key === this.#shown) return;
    this.#shown = key;
    this.#unmark();
    const row = wish.at === null ? null : rowOf(article, wish.at);
    if (row) this.#mark(row);
    const place = row ?? this.#first?.startContainer.parentElement;
    place?.scrollIntoView({ block: 'center' });
  }

  hostDisconnected(): void {
    this.#clear();
    this.#unmark();
    this.#shown = '';
  }

  /** Only where something is different: long notes take their time, and the host updates with every key in its form. */
  #search(article: Element, words: readonly string[]): void {
    const searched = words.length === 0 ? '' : JSON.stringify(words) + article.textContent;
    if (searched === this.#searched) return;
    this.#searched = searched;
    this.#first = this.#highlight.mark(article, words);
  }

  #clear(): void {
    this.#highlight.clear();
    this.#searched = '';
    this.#first = null;
  }

  #mark(row: Element): void {
    this.#marked = row;
    row.toggleAttribute('data-marked', true);
    this.#timer = setTimeout(() => this.#unmark(), MARKED);
  }

  #unmark(): void {
    clearTimeout(this.#timer);
    this.#marked?.removeAttribute('data-marked');
    this.#marked = null;
  }
}

function rowOf(article: Element, record: string): Element | null {
  return (
    [...article.querySelectorAll<HTMLElement>('[data-record]')].find((row) => row.dataset.record === record) ?? null
  );
}
