/** The clients of the matrix: unmodified y-websocket of four versions, and our own. */
import { SUBPROTOCOL, type Ticket } from '@fireside/protocol';
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider as Latest } from 'y-websocket';
import { WebsocketProvider as Version1 } from 'y-websocket-1.5';
import { WebsocketProvider as Version2 } from 'y-websocket-2.1';
import { WebsocketProvider as Version3 } from 'y-websocket-3.0';
import * as Y from 'yjs';
import { Watch, watchedSocket } from './watch.ts';

/** What all versions of the provider have in common. */
interface Provider {
  readonly synced: boolean;
  readonly shouldConnect: boolean;
  readonly ws: { send(data: Uint8Array): void } | null;
  protocols?: string[];
  connect(): void;
  disconnect(): void;
  destroy(): void;
}

interface Options {
  readonly awareness: Awareness;
  readonly WebSocketPolyfill: typeof globalThis.WebSocket;
  readonly disableBc: boolean;
  readonly params: Record<string, string>;
}
type Make = (url: string, document: string, doc: Y.Doc, options: Options, protocols: string[]) => unknown;

/** 1.5 knows no subprotocols: there the WebSocket that it is given offers them. */
const VERSIONS = {
  '1.5.4': (url, document, doc, options) => new Version1(url, document, doc, options),
  '2.1.0': (url, document, doc, options, protocols) => new Version2(url, document, doc, { ...options, protocols }),
  '3.0.0': (url, document, doc, options, protocols) => new Version3(url, document, doc, { ...options, protocols }),
  '3.1.0': (url, document, doc, options, protocols) => new Latest(url, document, doc, { ...options, protocols }),
} as const satisfies Record<string, Make>;

export type Version = keyof typeof VERSIONS;
export const ALL_VERSIONS = Object.keys(VERSIONS) as Version[];

export interface ClientOptions {
  readonly doc?: Y.Doc;
  /** After the question mark of the URL. */
  readonly params?: Record<string, string>;
}

/** One `WebsocketProvider` on one document. */
export class Client {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly provider: Provider;
  readonly watch = new Watch();
  #protocols: string[];

  constructor(version: Version, { documents }: Ticket, document: string, options: ClientOptions = {}) {
    this.doc = options.doc ?? new Y.Doc();
    this.awareness = new Awareness(this.doc);
    this.#protocols = [SUBPROTOCOL, documents.token];
    const make: Make = VERSIONS[version];
    const wanted: Options = {
      awareness: this.awareness,
      WebSocketPolyfill: watchedSocket(this.watch, () => this.#protocols),
      disableBc: true, // in one process the clients would meet without the server
      params: options.params ?? {},
    };
    this.provider = make(documents.url, document, this.doc, wanted, this.#protocols) as Provider;
  }

  /** Resolves when the client says that it is in sync. */
  async synced(): Promise<this> {
    await this.watch.until(() => this.provider.synced);
    return this;
  }

  /** Resolves when the socket is gone; nothing comes back before `comeBack`. */
  async leave(): Promise<void> {
    const before = this.watch.closes.length;
    this.provider.disconnect();
    await this.watch.until(({ closes }) => closes.length > before);
  }

  comeBack(ticket?: Ticket): void {
    if (ticket) {
      this.#protocols = [SUBPROTOCOL, ticket.documents.token];
      if (this.provider.protocols) this.provider.protocols = this.#protocols;
    }
    this.provider.connect();
  }

  end(): void {
    this.provider.destroy();
    this.doc.destroy();
  }
}
