/** Real providers, as a page would use them: what they hold at the end is what the server is worth. */
import process from 'node:process';
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { LoadDocument } from '../load/document.ts';
import { TEXT } from '../load/writing.ts';
import type { Door } from '../servers/kind.ts';
import type { Server } from '../servers/server.ts';

const WITHIN_MS = 30_000;

// Every WebsocketProvider listens for the end of the process; here are many at once.
process.setMaxListeners(0);

/** A client id of the load that no raw client has. */
const READER = 90;

export class Reader {
  readonly document: LoadDocument;
  readonly #doc = new Y.Doc();
  readonly #provider: { destroy(): void };

  static async open(server: Server, document: LoadDocument): Promise<Reader> {
    return new Reader(document, await server.door({ document: document.number, client: READER }));
  }

  private constructor(document: LoadDocument, door: Door) {
    this.document = document;
    this.#provider = connect(door, this.#doc);
  }

  /** Waits until the text is exactly what was written. @returns what is wrong, or null */
  async check(): Promise<string | null> {
    const due = this.document.text();
    const text = this.#doc.getText(TEXT);
    const right = (): boolean => text.length === due.length && text.toString() === due;
    const came = await new Promise<boolean>((resolve) => {
      const late = setTimeout(() => resolve(false), WITHIN_MS);
      const look = (): void => {
        if (!right()) return;
        clearTimeout(late);
        text.unobserve(look);
        resolve(true);
      };
      text.observe(look);
      look();
    });
    if (came && this.#doc.store.pendingStructs === null) return null;
    return `Document ${this.document.number}: a provider holds ${text.length} characters, ${due.length} were written.`;
  }

  end(): void {
    this.#provider.destroy();
    this.#doc.destroy();
  }
}

function connect(door: Door, doc: Y.Doc): { destroy(): void } {
  if (door.dialect === 'hocuspocus') {
    const websocketProvider = new HocuspocusProviderWebsocket({ url: door.url });
    const provider = new HocuspocusProvider({ websocketProvider, name: door.document, document: doc, token: 'bench' });
    provider.attach();
    return {
      destroy() {
        provider.destroy();
        websocketProvider.destroy();
      },
    };
  }
  const room = door.url.lastIndexOf(door.document);
  return new WebsocketProvider(door.url.slice(0, room - 1), door.document, doc, {
    disableBc: true,
    protocols: [...door.protocols],
  });
}

/** Documents spread evenly over all, at most `count`. */
export function sample(documents: readonly LoadDocument[], count: number): LoadDocument[] {
  const step = Math.max(1, Math.floor(documents.length / count));
  return documents.filter((_, index) => index % step === 0).slice(0, count);
}

/** Checks all and ends them. @returns what is wrong */
export async function checkAll(readers: readonly Reader[]): Promise<string[]> {
  const results = await Promise.all(readers.map((reader) => reader.check()));
  for (const reader of readers) reader.end();
  return results.filter((result) => result !== null);
}
