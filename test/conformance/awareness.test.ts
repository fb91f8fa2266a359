/** Who is here, as every version of the unmodified `WebsocketProvider` sees it, on the real server. */
import { documentName, newId, type Ticket } from '@fireside/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { ALL_VERSIONS, Client, type Version } from './clients.ts';
import { ANNA, BO, Host, OLGA, type Person } from './host.ts';

let host: Host;
let clients: Client[];
const noise = vi.spyOn(console, 'error');
beforeAll(async () => {
  host = await Host.start();
});
afterAll(async () => {
  noise.mockRestore();
  await host.end();
});
beforeEach(() => {
  clients = [];
  noise.mockClear();
});
afterEach(() => {
  for (const client of clients) client.end();
});

const sessionOf = ({ session }: Ticket): string => documentName({ kind: 'session', session: session.id });

async function open(version: Version, person: Person, mentorship: string): Promise<Client> {
  const ticket = await host.join(person, mentorship);
  const client = new Client(version, ticket, sessionOf(ticket));
  client.awareness.setLocalState(person.role === 'observer' ? null : { person: person.sub });
  clients.push(client);
  return client.synced();
}

const peopleOf = ({ awareness }: Client): string[] =>
  [...awareness.getStates().values()].map(({ person }) => String(person)).sort();

/** Resolves when somebody sees exactly these people, each once. */
function sees(client: Client, ...people: string[]): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (peopleOf(client).join() !== people.join()) return;
      client.awareness.off('update', look);
      resolve();
    };
    client.awareness.on('update', look);
    look();
  });
}

const together = (all: readonly Client[], ...people: string[]) =>
  Promise.all(all.map((client) => sees(client, ...people)));

const ways: [string, (client: Client) => Promise<void>][] = [
  ['a broken connection', async ({ provider }) => (provider.ws as unknown as WebSocket).terminate()],
  [
    'disconnect() and connect()',
    async (client) => {
      await client.leave();
      client.comeBack();
    },
  ],
  [
    'a server that has forgotten everybody',
    async () => {
      const back = await host.away();
      await back();
    },
  ],
];

describe.each(ALL_VERSIONS)('%s', (version) => {
  it.each(ways)('after %s is visible and sees everybody, long before anything is renewed', async (_, drop) => {
    const mentorship = newId();
    const [a, b] = [await open(version, ANNA, mentorship), await open('3.1.0', BO, mentorship)];
    await together([a, b], 'anna', 'bo');
    const alone = Promise.all([sees(a, 'anna'), sees(b, 'bo')]);
    await drop(a);
    await alone;
    await together([a, b], 'anna', 'bo');
    const [c, d] = [await open('3.1.0', ANNA, mentorship), await open(version, BO, mentorship)];
    await together([a, b, c, d], 'anna', 'anna', 'bo', 'bo');
    expect(noise).not.toHaveBeenCalled();
    expect(clients.flatMap(({ watch }) => watch.strange)).toEqual([]);
  });

  // A provider listens on while its socket closes: what was under way brings somebody back whom it has just let go.
  it('[AW1] after a connection whose last words named somebody who then left, no longer sees them', async () => {
    const mentorship = newId();
    const [a, b] = [await open(version, ANNA, mentorship), await open('3.1.0', BO, mentorship)];
    await together([a, b], 'anna', 'bo');
    await a.leave();
    await sees(b, 'bo');
    applyAwarenessUpdate(a.awareness, encodeAwarenessUpdate(b.awareness, [b.awareness.clientID]), a.provider);
    await b.leave();
    expect(peopleOf(a)).toEqual(['anna', 'bo']);
    a.comeBack();
    await sees(a, 'anna');
  });

  it('as an observer looks on, is named by the server, and after a broken connection still is', async () => {
    const mentorship = newId();
    const a = await open('3.1.0', ANNA, mentorship);
    await host.bring(await host.join(ANNA, mentorship), 'live');
    const o = await open(version, OLGA, mentorship);
    await together([a, o], 'anna', 'olga');
    const alone = Promise.all([sees(a, 'anna'), sees(o)]);
    (o.provider.ws as unknown as WebSocket).terminate();
    await alone;
    await together([a, o], 'anna', 'olga');
  });
});
