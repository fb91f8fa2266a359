/** What ends a connection, and what each version of y-websocket makes of it. */
import { addItem, documentName, newId, readAgenda, type Ticket } from '@fireside/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { ALL_VERSIONS, Client, type ClientOptions, type Version } from './clients.ts';
import { converged, plainTextOf } from './content.ts';
import { ANNA, BO, Host, OLGA } from './host.ts';

let host: Host;
let mentorship: string;
let clients: Client[];
beforeEach(async () => {
  host = await Host.start();
  mentorship = newId();
  clients = [];
});
afterEach(async () => {
  for (const client of clients) client.end();
  await host.end();
  // No version hears anything but its own messages, one per frame, also not while it is sent away.
  expect(clients.flatMap(({ watch }) => watch.strange)).toEqual([]);
});

const sessionOf = ({ session }: Ticket): string => documentName({ kind: 'session', session: session.id });

function open(version: Version, ticket: Ticket, options?: ClientOptions): Client {
  const client = new Client(version, ticket, sessionOf(ticket), options);
  clients.push(client);
  return client;
}

const onAll = <T>(act: (version: Version) => T | Promise<T>): Promise<T[]> =>
  Promise.all(ALL_VERSIONS.map(async (version) => act(version)));

/** 3.1 is the first version that understands 4400 to 4499. */
const understands = (version: Version): boolean => version === '3.1.0';

describe('a ticket that is refused', () => {
  it('stops 3.1.0 at once, and slows the others down with an HTTP status', async () => {
    const ticket = await host.join(ANNA, mentorship);
    await onAll(async (version) => {
      const documents = { ...ticket.documents, token: `no-ticket-${version}` };
      const { watch, provider } = open(version, { ...ticket, documents });
      await watch.until(({ statuses }) => statuses.includes(429) || !provider.shouldConnect);
      expect(new Set(watch.closes.slice(0, 10).map(({ code, reason }) => `${code} ${reason}`))).toContain(
        '4401 token-invalid',
      );
      expect(watch.attempts).toBe(understands(version) ? 1 : 11);
      expect(provider.shouldConnect).toBe(!understands(version));
    });
    // who shares their address and has a ticket comes in
    await open('3.0.0', ticket).synced();
  });
});

describe('access that is taken away', () => {
  it('from writing to reading: 4508, and a new ticket opens the document again', async () => {
    const first = await host.join(ANNA, mentorship);
    await host.bring(first, 'live', 'wrapped-up');
    const all = await onAll((version) => open(version, first).synced());
    addItem(all[0]!.doc, { title: 'In time', author: 'anna' });
    await converged(all[0]!.doc, ...all.slice(1).map(({ doc }) => doc));

    await host.bring(first, 'archived');
    await Promise.all(all.map(({ watch }) => watch.until(({ closes }) => closes.length > 0)));
    expect(all.map(({ watch }) => watch.closes[0])).toEqual(
      ALL_VERSIONS.map(() => ({ code: 4508, reason: 'join-again' })),
    );
    // Meanwhile they try the old ticket again, which claims too much.
    await Promise.all(all.map(({ watch }) => watch.until(({ closes }) => closes.length > 1)));
    expect(all.map(({ watch }) => watch.closes[1]?.code)).toEqual(ALL_VERSIONS.map(() => 4401));

    const again = await host.join(ANNA, mentorship, first.session.id);
    expect(again.documents.access[sessionOf(first)]).toBe('ro');
    for (const client of all) client.comeBack(again);
    await Promise.all(all.map((client) => client.synced()));
    for (const { doc, watch } of all) {
      expect(readAgenda(doc).map(({ title }) => title)).toEqual(['In time']);
      expect(watch.heard).not.toContain('step-1'); // who only reads is not asked for anything
    }
  });

  it('a member who is none any more: 4508, and the old ticket opens nothing', async () => {
    const list = [
      { sub: 'anna', name: 'Anna', role: 'mentor' as const },
      { sub: 'bo', name: 'Bo', role: 'mentee' as const },
    ];
    host.members = list;
    const ticket = await host.join(BO, mentorship);
    const all = await onAll((version) => open(version, ticket).synced());
    host.members = list.slice(0, 1);
    // A list counts from the second after the last one; until then it is the same list.
    await nextSecond();
    await host.join(ANNA, mentorship);
    await Promise.all(all.map(({ watch }) => watch.until(({ closes }) => closes.length > 1)));
    for (const { watch } of all) expect(watch.closes.slice(0, 2).map(({ code }) => code)).toEqual([4508, 4401]);
  });

  it('an observer at wrap-up: 4403', async () => {
    const anna = await host.join(ANNA, mentorship);
    await host.bring(anna, 'live');
    const olga = await host.join(OLGA, mentorship);
    const all = await onAll((version) => open(version, olga).synced());
    await host.bring(anna, 'wrapped-up');
    await Promise.all(all.map(({ watch }) => watch.until(({ closes }) => closes.length > 0)));
    expect(all.map(({ watch }) => watch.closes[0])).toEqual(
      ALL_VERSIONS.map(() => ({ code: 4403, reason: 'not-allowed' })),
    );
  });
});

describe('a document that is erased', () => {
  it('is closed with 4409, and nobody who still has it brings it back', async () => {
    const ticket = await host.join(ANNA, mentorship);
    const all = await onAll((version) => open(version, ticket).synced());
    plainTextOf(all[0]!.doc).insert(0, 'to be forgotten');
    await converged(all[0]!.doc, ...all.slice(1).map(({ doc }) => doc));
    const away = open('3.0.0', ticket);
    await away.synced();
    await away.leave();
    plainTextOf(away.doc).insert(0, 'offline ');

    await host.erase(sessionOf(ticket));
    away.comeBack();
    await Promise.all(all.map(({ watch }) => watch.until(({ closes }) => closes.length > 0)));
    expect(all.map(({ watch }) => watch.closes[0])).toEqual(
      ALL_VERSIONS.map(() => ({ code: 4409, reason: 'epoch-changed' })),
    );
    expect(all.map(({ provider }) => provider.shouldConnect)).toEqual(
      ALL_VERSIONS.map((version) => !understands(version)),
    );
    await Promise.all(
      [away, ...all.slice(0, 3)].map(({ watch }) => watch.until(({ closes }) => closes.at(-1)?.code === 4401)),
    );
    const fresh = await open('3.1.0', await host.join(ANNA, mentorship)).synced();
    expect(plainTextOf(fresh.doc).toJSON()).toBe('');
  });
});

describe('somebody who may only read', () => {
  it('hears everything, and what they write is closed with 4403 and reaches nobody', async () => {
    const anna = await host.join(ANNA, mentorship);
    const writer = await open('3.1.0', anna).synced();
    await host.bring(anna, 'live');
    const olga = await host.join(OLGA, mentorship);
    const readers = await onAll((version) => open(version, olga).synced());
    plainTextOf(writer.doc).insert(0, 'for all');
    await converged(writer.doc, ...readers.map(({ doc }) => doc));
    for (const { watch } of readers) expect(watch.heard).not.toContain('step-1');

    await Promise.all(
      readers.map(async ({ doc, watch }) => {
        plainTextOf(doc).insert(0, 'mine, ');
        await watch.until(({ closes }) => closes.length > 0);
        expect(watch.closes[0]).toEqual({ code: 4403, reason: 'read-only' });
      }),
    );
    plainTextOf(writer.doc).insert(0, 'still ');
    const fresh = await open('3.1.0', anna).synced();
    expect(plainTextOf(fresh.doc).toJSON()).toBe('still for all');
    await converged(fresh.doc, writer.doc);
  });
});

describe('what the server will never take', () => {
  it('a document over its size: 4413', async () => {
    const ticket = await host.join(ANNA, mentorship);
    const written = new Y.Doc();
    plainTextOf(written).insert(0, 'x'.repeat(5 << 20));
    const update = Y.encodeStateAsUpdate(written);
    await onAll(async (version) => {
      const doc = new Y.Doc();
      Y.applyUpdate(doc, update);
      const { watch, provider } = open(version, ticket, { doc });
      await watch.until(({ closes }) => closes.length > 0);
      expect(watch.closes[0]).toEqual({ code: 4413, reason: 'too-large' });
      expect(provider.shouldConnect).toBe(!understands(version));
    });
  });
});

/** Resolves when the clock that tokens count with says another second. */
async function nextSecond(): Promise<void> {
  const now = Math.floor(Date.now() / 1000);
  while (Math.floor(Date.now() / 1000) === now) await new Promise((resolve) => setTimeout(resolve, 50));
}
