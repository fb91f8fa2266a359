/** What a kind of server says of itself. `Server` (server.ts) runs any of them alike. */

/** The wire a server speaks: y-websocket's, or Hocuspocus' with the document's name in front of each message. */
export type Dialect = 'y-websocket' | 'hocuspocus';

/** What one client needs to open one document. */
export interface Door {
  /** Whole address of the socket. */
  readonly url: string;
  /** The document's name on the wire. */
  readonly document: string;
  readonly dialect: Dialect;
  /** WebSocket subprotocols: our server takes its ticket there. */
  readonly protocols: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
}

export interface Visitor {
  /** Number of the document. */
  readonly document: number;
  /** Number of the person in it. */
  readonly client: number;
  /** Only looks on. */
  readonly reads?: boolean;
}

export interface ServerKind {
  readonly name: string;
  /** One line for the report: what it is and what it keeps. */
  readonly about: string;
  /** Whether what it has told others is on disk, so that it must be there after SIGKILL. */
  readonly durable: boolean;
  /** The program. */
  readonly script: string;
  env(port: number, data: string): Readonly<Record<string, string>>;
  /** Lets those who only look on into a document, where that takes more than a door. */
  openToReaders?(port: number, document: number): Promise<void>;
  /** The way in. */
  door(port: number, visitor: Visitor): Promise<Door>;
}
