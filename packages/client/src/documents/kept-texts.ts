/** Text of this person that the server did not take, until they decide. The code that compares is loaded when needed. */
import { FiresideError, type DocumentKind } from '@fireside/protocol';
import * as Y from 'yjs';
import type { Subject } from '../observable.ts';
import type { KeptAnswer, KeptText, SessionDocuments } from '../session-port.ts';
import type { KeptRecord, KeptStore } from './kept-store.ts';
import type { DeviceHome } from './waiting.ts';

export interface LeftBehind {
  readonly document: string;
  readonly kind: DocumentKind;
  readonly epoch: number;
  /** The server's state; null where it does not show the document any more. */
  readonly server: Y.Doc | null;
  /** The local copy, read as late as possible: somebody may be typing. */
  readonly copy: () => readonly Uint8Array[];
}

export class KeptTexts {
  readonly value: Subject<readonly KeptText[]>;
  readonly #home: Promise<DeviceHome | null>;
  readonly #records = new Map<string, KeptRecord>();
  /** Texts that were put where their person wanted them, and only wait for that to be saved. */
  readonly #moved = new Set<string>();
  #store: Promise<KeptStore | null> | null = null;

  constructor(value: Subject<readonly KeptText[]>, home: Promise<DeviceHome | null>) {
    this.value = value;
    this.#home = home;
  }

  /** Reads what earlier visits have kept. */
  async load(): Promise<void> {
    const home = await this.#home;
    if (!(await home?.copies())?.some((copy) => copy.document === '')) return;
    const store = await this.#open();
    for (const record of (await store?.all()) ?? []) this.#records.set(record.id, record);
    this.#tell();
  }

  /**
   * Compares a local copy with the server's state and keeps what would be lost. Resolves when that is on this device, or in
   * memory where nothing is kept on it; only then may the copy be deleted.
   */
  async offer(left: LeftBehind): Promise<void> {
    const { whatIsLeft } = await import('./kept.ts');
    const { document, kind, epoch, server } = left;
    const id = `${document}/${epoch}`; // the same for every tab and try
    const copy = [...(this.#records.get(id)?.copy ?? []), ...left.copy()];
    const lines = whatIsLeft(kind, server && Y.encodeStateAsUpdate(server), copy);
    if (lines === null) return;
    const record: KeptRecord = { id, document, kind, lines, at: Date.now(), copy: [Y.mergeUpdates([...copy])] };
    this.#records.set(id, record);
    this.#tell();
    await (await this.#open())?.put(record);
  }

  /**
   * Puts a text where its person wants it and lets it go once that is saved.
   * @param saved resolves when everything written is acknowledged
   * @throws FiresideError `not-found`, `not-allowed`, or what `saved` throws: then it is still kept
   */
  async answer(id: string, answer: KeptAnswer, into: AnswerPlace, saved: () => Promise<void>): Promise<void> {
    const record = this.#records.get(id);
    if (!record) throw new FiresideError('not-found', { detail: 'This text is not kept any more.' });
    const store = await this.#open();
    const answered = store !== null && !(await store.all()).some((one) => one.id === id); // in another tab
    if (answered) return this.#drop(id);
    if (answer !== 'let-go') {
      if (!this.#moved.has(id)) await move(record, answer, into);
      this.#moved.add(id);
      await saved();
    }
    await store?.remove(id);
    this.#drop(id);
  }

  /** Forgets the list; the database goes with everything else of this person. */
  async forget(): Promise<void> {
    await this.close();
    this.#store = Promise.resolve(null);
    this.#records.clear();
    this.#tell();
  }

  async close(): Promise<void> {
    (await this.#store)?.close();
  }

  #drop(id: string): void {
    this.#records.delete(id);
    this.#moved.delete(id);
    this.#tell();
  }

  #tell(): void {
    const texts = [...this.#records.values()].map(({ copy: _, ...text }) => text);
    this.value.set(texts.sort((a, b) => a.at - b.at));
  }

  #open(): Promise<KeptStore | null> {
    this.#store ??= Promise.all([this.#home, import('./kept-store.ts')]).then(([home, { KeptStore: store }]) =>
      home ? store.open(home) : null,
    );
    return this.#store;
  }
}

export interface AnswerPlace {
  readonly documents: SessionDocuments;
  readonly session: string;
  readonly author: string;
}

async function move(record: KeptRecord, answer: 'backlog' | 'private-notes', into: AnswerPlace): Promise<void> {
  const { keepInBacklog, keepInPrivateNotes } = await import('./kept.ts');
  const document = answer === 'backlog' ? into.documents.mentorship : into.documents.private;
  if (!document?.writable) throw new FiresideError('not-allowed');
  if (answer === 'backlog') keepInBacklog(document.doc, record.id, record.lines, into.author);
  else keepInPrivateNotes(document.doc, into.session, record.lines);
}
