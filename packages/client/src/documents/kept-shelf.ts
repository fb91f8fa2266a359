/** Compares, keeps and hands out what the server did not take. Loaded only when there is some. */
import { FiresideError, newId } from '@fireside/protocol';
import * as Y from 'yjs';
import type { Subject } from '../observable.ts';
import type { KeptAnswer, KeptText } from '../session-port.ts';
import { allLines, keepInBacklog, keepInPrivateNotes, whatIsLeft } from './kept.ts';
import { KeptStore, type KeptRecord } from './kept-store.ts';
import type { AnswerPlace, LeftBehind } from './kept-texts.ts';
import type { DeviceHome } from './waiting.ts';

export class KeptShelf {
  readonly #value: Subject<readonly KeptText[]>;
  readonly #store: KeptStore | null;
  /** Whether there is a device to keep it on. */
  readonly #device: boolean;
  readonly #records = new Map<string, KeptRecord & { readonly stored: boolean }>();
  /** Lines that were put where their person wanted them, and only wait for that to be saved; by text and place. */
  readonly #moved = new Map<string, readonly string[]>();

  private constructor(value: Subject<readonly KeptText[]>, store: KeptStore | null, device: boolean) {
    this.#value = value;
    this.#store = store;
    this.#device = device;
  }

  /** Takes up what earlier visits have kept. */
  static async open(value: Subject<readonly KeptText[]>, home: DeviceHome | null): Promise<KeptShelf> {
    const store = home && (await KeptStore.open(home).catch(() => null)); // full or gone: this page keeps it
    const shelf = new KeptShelf(value, store, home !== null);
    for (const record of (await store?.all()) ?? []) shelf.#records.set(record.id, { ...record, stored: true });
    shelf.#tell();
    return shelf;
  }

  async offer(left: LeftBehind): Promise<boolean> {
    const { document, kind, epoch, code, server } = left;
    const id = `${document}/${epoch}`; // the same for every tab and try
    const known = this.#records.get(id);
    const inPage = known?.stored === false ? known : undefined;
    const add = (before: KeptRecord | undefined = inPage): KeptRecord | null => {
      const copy = [...(before?.copy ?? []), ...(inPage?.copy ?? []), ...left.copy()];
      const found = whatIsLeft(kind, server && Y.encodeStateAsUpdate(server), copy);
      if (found === null) return null;
      // Lines keep their places: the ids that they get in the backlog come from them.
      const lines = allLines(before?.lines ?? [], found);
      const at = before?.at ?? Date.now();
      return { id, document, kind, code, lines, at, revision: newId(), copy: [Y.mergeUpdates(copy)] };
    };
    let stored = this.#store !== null;
    let record: KeptRecord | null;
    try {
      record = this.#store ? await this.#store.change(id, add) : add();
    } catch {
      // The device did not take it: then this page keeps it, and says so.
      stored = false;
      record = add(known);
    }
    if (record) this.#keep(record, stored);
    return record === null || stored || !this.#device;
  }

  async answer(id: string, answer: KeptAnswer, into: AnswerPlace, saved: () => Promise<void>): Promise<void> {
    const known = this.#records.get(id);
    if (!known) throw new FiresideError('not-found', { detail: 'This text is not kept any more.' });
    const record = known.stored ? await this.#store?.get(id) : known;
    if (!record) return this.#drop(id); // answered in another tab
    if (answer !== 'let-go') {
      this.#move(record, answer, into);
      await saved();
    }
    const more = known.stored ? await this.#store?.remove(record) : null;
    if (more) this.#keep(more, true); // another tab has added to it meanwhile
    else this.#drop(id);
  }

  close(): void {
    this.#store?.close();
  }

  #move(record: KeptRecord, answer: 'backlog' | 'private-notes', into: AnswerPlace): void {
    const document = answer === 'backlog' ? into.documents.mentorship : into.documents.private;
    if (!document?.writable) throw new FiresideError('not-allowed');
    const move = `${answer} ${record.id}`;
    const before = this.#moved.get(move)?.length ?? 0;
    this.#moved.set(move, record.lines);
    if (answer === 'backlog') keepInBacklog(document.doc, `${record.id}:${record.at}`, record.lines, into.author);
    else keepInPrivateNotes(document.doc, into.session, record.lines.slice(before));
  }

  #keep(record: KeptRecord, stored: boolean): void {
    this.#records.set(record.id, { ...record, stored });
    this.#tell();
  }

  #drop(id: string): void {
    this.#records.delete(id);
    this.#moved.delete(`backlog ${id}`);
    this.#moved.delete(`private-notes ${id}`);
    this.#tell();
  }

  #tell(): void {
    const texts = [...this.#records.values()].map(({ copy: _, revision: __, ...text }) => text);
    this.#value.set(texts.sort((a, b) => a.at - b.at));
  }
}
