import { notesOf } from '@fireside/protocol';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import * as Y from 'yjs';

/** Somebody writes: once in so many ms is enough to look. */
const EVERY = 500;

/** Which agenda items something was written about in the notes. Looks at their blocks, not into them, and not at every key. */
export class Noted implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #doc: () => Y.Doc | null;
  #notes: Y.XmlFragment | null = null;
  #items: ReadonlySet<string> = new Set();
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(host: ReactiveControllerHost, doc: () => Y.Doc | null) {
    this.#host = host;
    this.#doc = doc;
    host.addController(this);
  }

  has(item: string): boolean {
    return this.#items.has(item);
  }

  hostUpdate(): void {
    const doc = this.#doc();
    this.#watch(doc && notesOf(doc));
  }

  hostDisconnected(): void {
    this.#watch(null);
  }

  #watch(notes: Y.XmlFragment | null): void {
    if (notes === this.#notes) return;
    this.#notes?.unobserveDeep(this.#written);
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#notes = notes;
    this.#items = notes ? itemsIn(notes) : new Set();
    notes?.observeDeep(this.#written);
  }

  readonly #written = (): void => {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      if (!this.#notes) return;
      const items = itemsIn(this.#notes);
      const same = items.size === this.#items.size && [...items].every((item) => this.#items.has(item));
      this.#items = items;
      if (!same) this.#host.requestUpdate();
    }, EVERY);
  };
}

/** The items whose heading has something below it, up to the next heading of its level. */
export function itemsIn(notes: Y.XmlFragment): ReadonlySet<string> {
  const found = new Set<string>();
  let about: { readonly item: string; readonly level: number } | null = null;
  for (const block of notes.toArray()) {
    if (!(block instanceof Y.XmlElement)) continue;
    if (block.nodeName === 'heading') {
      const { item, level } = block.getAttributes() as { item?: unknown; level?: unknown };
      const rank = typeof level === 'number' ? level : 1;
      if (typeof item === 'string') about = { item, level: rank };
      else if (about && rank <= about.level) about = null;
    } else if (about && block.toArray().some((one) => !(one instanceof Y.XmlHook) && one.length > 0)) {
      found.add(about.item);
    }
  }
  return found;
}
