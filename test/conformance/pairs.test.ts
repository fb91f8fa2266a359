/** Every client with every other one, on the real server. */
import { documentName, newId, type Ticket } from '@fireside/protocol';
import type { Awareness } from 'y-protocols/awareness';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { ALL_VERSIONS, Client, type Version } from './clients.ts';
import { contentOf, converged, once, plainTextOf, write } from './content.ts';
import { ANNA, BO, Host, type Person } from './host.ts';
import { OwnClient } from './own-client.ts';

let host: Host;
const clients: (Client | OwnClient)[] = [];
const noise = vi.spyOn(console, 'error');
beforeAll(async () => {
  host = await Host.start();
});
afterAll(async () => {
  for (const client of clients) client.end();
  await host.end();
  // Nobody heard two messages in one frame, or one that they do not know.
  for (const client of clients) if (client instanceof Client) expect(client.watch.strange).toEqual([]);
  expect(noise).not.toHaveBeenCalled();
  noise.mockRestore();
});

const OURS = 'our own';
const ROWS = [...ALL_VERSIONS, OURS] as const;
const pairs = ROWS.flatMap((one, i) => ROWS.slice(i).map((other) => [one, other] as const));

const sessionOf = ({ session }: Ticket): string => documentName({ kind: 'session', session: session.id });

async function open(row: Version | typeof OURS, person: Person, mentorship: string): Promise<Client | OwnClient> {
  const ticket = await host.join(person, mentorship);
  const client =
    row === OURS ? await OwnClient.start(host, person, mentorship) : new Client(row, ticket, sessionOf(ticket));
  clients.push(client);
  return client.synced();
}

/** Resolves when somebody sees exactly these people. */
function sees(awareness: Awareness, ...people: string[]): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      const here = [...awareness.getStates().values()].flatMap(({ person }) => (person === undefined ? [] : [person]));
      if (here.sort().join() !== people.join()) return;
      awareness.off('change', look);
      resolve();
    };
    awareness.on('change', look);
    look();
  });
}

describe.concurrent.each(pairs)('%s with %s', (one, other) => {
  it('write together, apart and together again', { timeout: 30_000 }, async ({ expect }) => {
    const mentorship = newId();
    await host.join(BO, mentorship);
    const a = await open(one, ANNA, mentorship);
    const b = await open(other, BO, mentorship);
    const settled = async (): Promise<void> => {
      await converged(a.doc, b.doc);
      expect(contentOf(a.doc)).toEqual(contentOf(b.doc));
    };

    const bothSeen = (): Promise<unknown> => Promise.all([a, b].map(({ awareness }) => sees(awareness!, 'anna', 'bo')));

    // in turn, and at once
    write(a.doc, 'anna', 1);
    await settled();
    write(b.doc, 'bo', 1);
    await settled();
    write(a.doc, 'anna', 2);
    write(b.doc, 'bo', 2);
    await settled();

    // they see each other
    a.awareness!.setLocalState({ person: 'anna', name: 'Änna 🔥' });
    b.awareness!.setLocalState({ person: 'bo' });
    await bothSeen();

    // both offline
    await Promise.all([a.leave(), b.leave()]);
    write(a.doc, 'anna', 3);
    write(b.doc, 'bo', 3);
    a.comeBack();
    await a.synced();
    write(a.doc, 'anna', 4);
    b.comeBack();
    await settled();
    // one of them offline, while the other writes
    await b.leave();
    await sees(a.awareness!, 'anna');
    write(a.doc, 'anna', 5);
    write(b.doc, 'bo', 5);
    b.comeBack();
    await settled();
    await bothSeen();

    // one takes back their own words, and only those
    const undo = new Y.UndoManager(plainTextOf(a.doc));
    plainTextOf(a.doc).insert(0, 'Anna regrets this');
    plainTextOf(a.doc).format(0, 4, { italic: true });
    await settled();
    plainTextOf(b.doc).insert(4, ', says Bo,');
    await settled();
    undo.undo();
    await settled();
    expect(plainTextOf(b.doc).toJSON()).toContain(', says Bo,');
    expect(plainTextOf(b.doc).toJSON()).not.toContain('regrets');
    undo.redo();
    await once([b.doc], () => plainTextOf(b.doc).toJSON().includes('regrets'));
    await settled();
    undo.destroy();

    // who was never here finds the same
    const reader = await open('3.1.0', BO, mentorship);
    await converged(reader.doc, a.doc);
    expect(contentOf(reader.doc)).toEqual(contentOf(a.doc));
  });
});
