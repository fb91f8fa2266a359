/** Our own client as one more row of the matrix; it goes offline as people do, by losing the network. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createSession, type FiresideSession, type SharedDocument } from '@fireside/client';
import type * as Y from 'yjs';
import type { Host, Person } from './host.ts';
import { when } from '../when.ts';

// Node has no media elements. The call looks for them once; nothing here enters one.
Object.assign(globalThis, { HTMLMediaElement: class {} });

/** A network cable: passes TCP on until it is cut. */
class Cable {
  #cut = false;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(target: URL) {
    this.#server = createServer((near) => {
      if (this.#cut) return void near.destroy();
      const far = connect(Number(target.port), target.hostname);
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#sockets.add(one);
        one.on('error', () => other.destroy());
        one.on('close', () => {
          this.#sockets.delete(one);
          other.destroy();
        });
        one.pipe(other);
      }
    });
  }

  static async to(url: string): Promise<Cable> {
    const cable = new Cable(new URL(url));
    cable.#server.listen(0, '127.0.0.1');
    await once(cable.#server, 'listening');
    return cable;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  cut(): void {
    this.#cut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#cut = false;
  }

  end(): void {
    this.cut();
    this.#server.close();
  }
}

export class OwnClient {
  readonly session: FiresideSession;
  readonly #cable: Cable;
  readonly #end: AbortController;
  #document: SharedDocument | null = null;

  private constructor(host: Host, person: Person, mentorship: string, cable: Cable) {
    globalThis.sessionStorage.clear(); // each client is a tab of its own
    this.#cable = cable;
    this.#end = new AbortController();
    const getToken = (): Promise<string> => host.token(person, mentorship);
    this.session = createSession({ server: cable.url, mentorship, getToken, signal: this.#end.signal });
  }

  static async start(host: Host, person: Person, mentorship: string): Promise<OwnClient> {
    const client = new OwnClient(host, person, mentorship, await Cable.to(host.url));
    const documents = await when(client.session.documents, ({ session }) => session?.synced === true);
    client.#document = documents.session;
    return client;
  }

  get doc(): Y.Doc {
    return this.#document!.doc;
  }

  get awareness(): SharedDocument['awareness'] {
    return this.#document!.awareness;
  }

  /** Resolves when every word is committed. */
  async synced(): Promise<this> {
    await when(this.session.save, ({ kind }) => kind === 'saved');
    return this;
  }

  async leave(): Promise<void> {
    this.#cable.cut();
    await when(this.session.save, ({ kind }) => kind === 'offline');
  }

  comeBack(): void {
    this.#cable.mend();
  }

  end(): void {
    this.#end.abort();
    this.#cable.end();
  }
}
