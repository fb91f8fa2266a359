/** y-websocket's own provider, unmodified, whose owner asks with a 102 after each change whether it is saved. */
import { encodeSaved, MESSAGE_SAVED, MESSAGE_STATE, readSaved, SUBPROTOCOL, type Ticket } from '@fireside/protocol';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';

// Each provider of y-websocket listens for the end of the process.
process.setMaxListeners(0);

export class AckedProvider {
  readonly provider: WebsocketProvider;
  #version = 0;
  #acknowledged = 0;
  #waiting: { version: number; resolve: () => void }[] = [];

  /** `url` where the way to the server is another than the ticket says. */
  constructor({ documents }: Ticket, name: string, { url = documents.url, doc = new Y.Doc() } = {}) {
    const protocols = [SUBPROTOCOL, documents.token];
    const provider = new WebsocketProvider(url, name, doc, { protocols, disableBc: true });
    this.provider = provider;
    provider.messageHandlers[MESSAGE_SAVED] = (_, decoder) => this.#saved(readSaved(decoder));
    provider.messageHandlers[MESSAGE_STATE] = () => undefined;
    provider.on('status', ({ status }) => {
      // After the handler that is running now: it sends step 1 first.
      if (status === 'connected' && this.#version > 0) queueMicrotask(() => this.#ask());
    });
  }

  get doc(): Y.Doc {
    return this.provider.doc;
  }

  /** Local changes until now. */
  get version(): number {
    return this.#version;
  }

  /** The last version that is saved. */
  get acknowledged(): number {
    return this.#acknowledged;
  }

  get text(): string {
    return this.doc.getText('words').toJSON();
  }

  /** Changes the document and asks whether that is saved; answers the version to wait for. */
  change(write: (doc: Y.Doc) => void): number {
    write(this.doc);
    this.#version += 1;
    this.#ask();
    return this.#version;
  }

  type(words: string): number {
    return this.change((doc) => doc.getText('words').insert(doc.getText('words').length, words));
  }

  /** Resolves when the server has said that this version is saved. */
  saved(version = this.#version): Promise<void> {
    if (this.#acknowledged >= version) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ version, resolve }));
  }

  synced(): Promise<void> {
    if (this.provider.synced) return Promise.resolve();
    return new Promise((resolve) => this.provider.once('sync', () => resolve()));
  }

  /** Resolves with the code of the next close, whoever closes; 1006 where nobody said anything. */
  closes(): Promise<number> {
    return new Promise((resolve) => {
      this.provider.once('closed', (event) => resolve(event.code));
      this.provider.once('connection-close', (event) => resolve(event?.code ?? 1006));
    });
  }

  /** Resolves once the text has all of these words. */
  hears(words: string): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!this.text.includes(words)) return;
        this.doc.off('update', look);
        resolve();
      };
      this.doc.on('update', look);
      look();
    });
  }

  /** Nothing of it is left, its document included. */
  discard(): void {
    this.provider.destroy();
    this.doc.destroy();
  }

  #ask(): void {
    const { ws, wsconnected } = this.provider;
    if (wsconnected && ws) ws.send(encodeSaved(this.#version).slice());
  }

  #saved(version: number): void {
    this.#acknowledged = Math.max(this.#acknowledged, version);
    const done = this.#waiting.filter((one) => one.version <= version);
    this.#waiting = this.#waiting.filter((one) => one.version > version);
    for (const { resolve } of done) resolve();
  }
}
