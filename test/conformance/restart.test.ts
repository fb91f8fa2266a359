/** Every client over a server that ends and comes back, by a stop and by SIGKILL. */
import { documentName, newId, type Ticket } from '@fireside/protocol';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ALL_VERSIONS, Client, type Version } from './clients.ts';
import { contentOf, converged, write } from './content.ts';
import { ANNA, BO, Host, inItsOwnProcess, inThisProcess } from './host.ts';
import { OwnClient } from './own-client.ts';

let host: Host;
let clients: (Client | OwnClient)[];
beforeEach(() => {
  clients = [];
});
afterEach(async () => {
  for (const client of clients) client.end();
  await host.end();
});

const ends = [
  { name: 'is stopped', run: inThisProcess, code: 1012 },
  { name: 'is killed', run: inItsOwnProcess, code: 1006 },
] as const;

it.each(ends)('every client goes on by itself when the server $name', { timeout: 15_000 }, async ({ run, code }) => {
  host = await Host.start(run);
  const mentorship = newId();
  const [anna, bo] = [await host.join(ANNA, mentorship), await host.join(BO, mentorship)];
  const document = documentName({ kind: 'session', session: anna.session.id });
  const open = (version: Version, ticket: Ticket): Client => {
    const client = new Client(version, ticket, document);
    clients.push(client);
    return client;
  };
  const unmodified = ALL_VERSIONS.map((version, i) => open(version, i % 2 === 0 ? anna : bo));
  const own = await OwnClient.start(host, BO, mentorship);
  clients.push(own);
  await Promise.all([...unmodified, own].map((client) => client.synced()));
  const docs = [...unmodified, own].map(({ doc }) => doc);
  const everybodyWrites = (turn: number): void => {
    for (const [i, doc] of docs.entries()) write(doc, i % 2 === 0 ? 'anna' : 'bo', turn);
  };

  everybodyWrites(1);
  await converged(docs[0]!, ...docs.slice(1));
  const back = await host.away();
  await Promise.all(unmodified.map(({ watch }) => watch.until(({ closes }) => closes.length > 0)));
  expect(unmodified.map(({ watch }) => watch.closes[0]?.code)).toEqual(unmodified.map(() => code));
  everybodyWrites(2);
  await back();
  await converged(docs[0]!, ...docs.slice(1));

  const fresh = await open('3.1.0', anna).synced();
  await converged(fresh.doc, docs[0]!);
  expect(contentOf(fresh.doc)).toEqual(contentOf(docs[0]!));
  expect(unmodified.flatMap(({ watch }) => watch.strange)).toEqual([]);
});
