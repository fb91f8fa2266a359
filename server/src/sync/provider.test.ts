/** The unmodified `WebsocketProvider` of y-websocket, with nothing but our subprotocols. */
import { encodeSaved, MESSAGE_SAVED, MESSAGE_STATE, readSaved } from '@fireside/protocol';
import type * as decoding from 'lib0/decoding';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { TicketClaims } from '../auth/claims.ts';
import { openMemory } from '../storage/memory.ts';
import type { SyncStore } from '../storage/store.ts';
import { updateMessage } from './frames.ts';
import {
  claimsOf,
  DOCUMENT,
  observerOf,
  protocolsOf,
  startServer,
  storedText,
  type TestServer,
} from './testing/server.ts';

let store: SyncStore;
let server: TestServer;
let providers: WebsocketProvider[];
beforeEach(async () => {
  providers = [];
  store = openMemory().store;
  server = await startServer({ store });
});
afterEach(async () => {
  for (const provider of providers) {
    provider.destroy();
    provider.awareness.destroy();
  }
  await server.stop();
});

function provide(claims: TicketClaims, doc = new Y.Doc()): WebsocketProvider {
  const provider = new WebsocketProvider(server.url, DOCUMENT, doc, {
    protocols: protocolsOf(claims),
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  });
  provider.messageHandlers[MESSAGE_STATE] = () => undefined;
  providers.push(provider);
  return provider;
}
const textOf = (provider: WebsocketProvider) => provider.doc.getText('notes');
const synced = (provider: WebsocketProvider) => new Promise<void>((resolve) => provider.once('sync', () => resolve()));

/** Resolves as soon as `true` is answered, looked at after each update of one of the documents. */
function whenever(all: WebsocketProvider[], holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (holds()) resolve();
    };
    for (const { doc } of all) doc.on('update', look);
    look();
  });
}

/** The opt-in of our client: the version, answered when it is on disk. */
function saved(provider: WebsocketProvider, version: number): Promise<void> {
  return new Promise((resolve) => {
    provider.messageHandlers[MESSAGE_SAVED] = (_encoder: unknown, decoder: decoding.Decoder) => {
      if (readSaved(decoder) === version) resolve();
    };
    provider.ws!.send(encodeSaved(version));
  });
}

describe('two providers', () => {
  it('converge while both type at once', async () => {
    const [a, b] = [provide(claimsOf('anna')), provide(claimsOf('bo', { role: 'mentee' }))];
    await Promise.all([synced(a), synced(b)]);
    for (let count = 0; count < 50; count += 1) {
      textOf(a).insert(textOf(a).length, 'a');
      textOf(b).insert(0, 'b');
      if (count % 10 === 0) await Promise.all([saved(a, count), saved(b, count)]);
    }
    await whenever([a, b], () => textOf(a).length === 100 && textOf(b).length === 100);
    expect(textOf(a).toJSON()).toBe(textOf(b).toJSON());
    await saved(a, 99);
    expect(await storedText(store)).toBe(textOf(a).toJSON());
    for (const { doc } of [a, b]) expect(doc.store.pendingStructs).toBeNull();
  });

  it('[AW1] see each other, and see each other leave', async () => {
    const [a, b] = [provide(claimsOf('anna')), provide(claimsOf('bo', { role: 'mentee' }))];
    const seen = (left: WebsocketProvider, person: string | null) =>
      new Promise<void>((resolve) => {
        left.awareness.on('change', () => {
          const people = [...left.awareness.getStates().values()].map((state) => state.person as unknown);
          if (person ? people.includes(person) : people.length === 1) resolve();
        });
      });
    const both = Promise.all([seen(a, 'bo'), seen(b, 'anna')]);
    a.awareness.setLocalState({ person: 'anna' });
    b.awareness.setLocalState({ person: 'bo' });
    await both;
    const alone = seen(a, null);
    b.ws!.close();
    b.shouldConnect = false;
    await alone;
  });
});

describe('a provider', () => {
  it('uploads what was written offline, and is told that it is saved only then [AK2]', async () => {
    const doc = new Y.Doc();
    doc.getText('notes').insert(0, 'written offline');
    const a = provide(claimsOf('anna'), doc);
    await synced(a);
    await saved(a, 1);
    expect(await storedText(store)).toBe('written offline');
  });

  it('goes on after the server has been away, and loses nothing', async () => {
    const a = provide(claimsOf('anna'));
    await synced(a);
    textOf(a).insert(0, 'before, ');
    await saved(a, 1);
    const back = new Promise<void>((resolve) => {
      a.on('sync', (state: boolean) => state && resolve());
    });
    await server.connections.closeAll(0);
    textOf(a).insert(textOf(a).length, 'after');
    await back;
    await saved(a, 2);
    expect(await storedText(store)).toBe('before, after');
  });

  it('[WR4] gets its own edit back only when it is on disk', async () => {
    const a = provide(claimsOf('anna'));
    await synced(a);
    const echoed = new Promise<Uint8Array>((resolve) => {
      a.ws!.addEventListener('message', ({ data }: { data: unknown }) => resolve(new Uint8Array(data as ArrayBuffer)));
    });
    let sent: Uint8Array | undefined;
    a.doc.once('update', (update: Uint8Array) => (sent = update));
    textOf(a).insert(0, 'hello');
    expect(await echoed).toEqual(updateMessage(sent!));
    expect(await storedText(store)).toBe('hello');
  });

  it('[RO2] of an observer reads along, and is stopped for good when it writes', async () => {
    const a = provide(claimsOf('anna'));
    const o = provide(observerOf('eve'));
    await Promise.all([synced(a), synced(o)]);
    textOf(a).insert(0, 'together');
    await whenever([o], () => textOf(o).toJSON() === 'together');
    const closed = new Promise<unknown>((resolve) => o.on('closed', resolve));
    textOf(o).insert(0, 'alone ');
    expect(await closed).toMatchObject({ code: 4403, reason: 'read-only' });
    expect(o.shouldConnect).toBe(false);
    await saved(a, 1);
    expect(await storedText(store)).toBe('together');
  });
});
