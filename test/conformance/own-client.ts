/** Our own client as one more row of the matrix; it goes offline as people do, by losing the network. */
import { createSession, type FiresideSession, type SharedDocument } from '@fireside/client';
import type * as Y from 'yjs';
import { FaultProxy } from '../faults/proxy.ts';
import { when } from '@fireside/client/testing';
import type { Host, Person } from './host.ts';

// Node has no media elements. The call looks for them once; nothing here enters one.
Object.assign(globalThis, { HTMLMediaElement: class {} });

export class OwnClient {
  readonly session: FiresideSession;
  readonly #network: FaultProxy;
  readonly #end: AbortController;
  #document: SharedDocument | null = null;

  private constructor(host: Host, person: Person, mentorship: string, network: FaultProxy) {
    globalThis.sessionStorage.clear(); // each client is a tab of its own
    this.#network = network;
    this.#end = new AbortController();
    const getToken = (): Promise<string> => host.token(person, mentorship);
    this.session = createSession({
      server: `http://${network.address}`,
      mentorship,
      getToken,
      signal: this.#end.signal,
    });
  }

  static async start(host: Host, person: Person, mentorship: string): Promise<OwnClient> {
    const client = new OwnClient(host, person, mentorship, await FaultProxy.to(Number(new URL(host.url).port)));
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
    this.#network.accepts = false;
    for (const link of this.#network.links) link.reset();
    await when(this.session.save, ({ kind }) => kind === 'offline');
  }

  comeBack(): void {
    this.#network.accepts = true;
  }

  end(): void {
    this.#end.abort();
    void this.#network.end();
  }
}
