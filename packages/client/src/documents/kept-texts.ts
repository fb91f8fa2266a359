/** Text of this person that the server did not take, until they decide. What compares and keeps is loaded when needed. */
import { FiresideError, type DocumentKind, type ErrorCode } from '@fireside/protocol';
import type * as Y from 'yjs';
import type { Subject } from '../observable.ts';
import type { KeptAnswer, KeptText, SessionDocuments } from '../session-port.ts';
import type { KeptShelf } from './kept-shelf.ts';
import type { DeviceHome } from './waiting.ts';

export interface LeftBehind {
  readonly document: string;
  readonly kind: DocumentKind;
  readonly epoch: number;
  /** Why the server has it not. */
  readonly code: ErrorCode;
  /** The server's state; null where it does not show the document any more. */
  readonly server: Y.Doc | null;
  /** The local copy, read as late as possible: somebody may be typing. */
  readonly copy: () => readonly Uint8Array[];
}

export interface AnswerPlace {
  readonly documents: SessionDocuments;
  readonly session: string;
  readonly author: string;
}

export class KeptTexts {
  readonly value: Subject<readonly KeptText[]>;
  #home: Promise<DeviceHome | null>;
  #shelf: Promise<KeptShelf> | null = null;

  constructor(value: Subject<readonly KeptText[]>, home: Promise<DeviceHome | null>) {
    this.value = value;
    this.#home = home;
  }

  /** Reads what earlier visits have kept. */
  async load(): Promise<void> {
    const home = await this.#home;
    if ((await home?.copies())?.some((copy) => copy.document === '')) await this.#open();
  }

  /**
   * Compares a local copy with the server's state and keeps what would be lost. Resolves with true when nothing would be, or
   * it is as safe as this page can make it; with false when it is in this page although there is a device to keep it on.
   * @throws Error when the code that compares cannot be loaded: then nothing is kept
   */
  async offer(left: LeftBehind): Promise<boolean> {
    return (await this.#open()).offer(left);
  }

  /**
   * Puts a text where its person wants it and lets it go once that is saved.
   * @param saved resolves when everything written is acknowledged
   * @throws FiresideError `not-found`, `not-allowed`, or what `saved` throws: then it is still kept
   */
  async answer(id: string, answer: KeptAnswer, into: AnswerPlace, saved: () => Promise<void>): Promise<void> {
    if (!this.#shelf) throw new FiresideError('not-found', { detail: 'This text is not kept any more.' });
    await (await this.#shelf).answer(id, answer, into, saved);
  }

  /** Forgets the list; the database goes with everything else of this person. */
  async forget(): Promise<void> {
    await this.close();
    this.#shelf = null;
    this.#home = Promise.resolve(null);
    this.value.set([]);
  }

  async close(): Promise<void> {
    (await this.#shelf?.catch(() => null))?.close();
  }

  #open(): Promise<KeptShelf> {
    const opening = (this.#shelf ??= Promise.all([this.#home, import('./when-left.ts')]).then(
      ([home, { KeptShelf: shelf }]) => shelf.open(this.value, home),
    ));
    opening.catch(() => {
      if (this.#shelf === opening) this.#shelf = null; // the next one tries again
    });
    return opening;
  }
}
