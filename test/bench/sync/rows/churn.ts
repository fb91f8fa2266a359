/** People come, write a little and go, for minutes; then everybody has left, and nothing may be left of them. */
import { setTimeout as wait } from 'node:timers/promises';
import { plain, type Sample } from '../../report/row.ts';
import { slope } from '../../report/statistics.ts';
import { Crowd } from '../load/crowd.ts';
import { rssOf } from '../measure/process.ts';
import type { ServerKind } from '../servers/kind.ts';
import { ours } from '../servers/ours.ts';
import { Server, type Inside } from '../servers/server.ts';
import type { Options, Row } from './row.ts';

/** So many that some visits find their document in memory and others find it resting. */
const DOCUMENTS = 2_000;
const PAIR = 2;
const WRITES = 5;
/** Visits at the same time, and a second's pause after each: about eight visits a second. */
const VISITORS = 10;
const PAUSE_MS = 1_000;
const LOOK_EVERY_MS = 10_000;
/** Memory grows until the first documents rest, a minute after their last visit; slopes count from then on. */
const SETTLED_AFTER_MS = 120_000;
const LEFT_WITHIN_MS = 120_000;
/** How Node calls a TCP socket among its resources. */
const SOCKET = 'TCPSocketWrap';

interface Reading {
  readonly minute: number;
  readonly bytes: number;
  readonly documents: number;
  readonly sockets: number;
}

/** What a collection gives back is gone a moment later. */
const COLLECTED_MS = 1_000;

async function read(server: Server, began: number): Promise<Reading> {
  const { documents, resources } = await server.inside({ what: 'documents' });
  await server.inside({ what: 'collect' });
  await wait(COLLECTED_MS);
  const minute = (performance.now() - began) / 60_000;
  return { minute, bytes: rssOf(server.pid), documents: documents ?? 0, sockets: resources[SOCKET] ?? 0 };
}

async function measure(kind: ServerKind, { minutes }: Options): Promise<Sample> {
  const visitsEach = 1 + Math.ceil((VISITORS * minutes * 60_000) / PAUSE_MS / DOCUMENTS);
  const crowd = new Crowd({ documents: DOCUMENTS, writersEach: PAIR, updatesEach: WRITES * visitsEach, asks: 'each' });
  const server = await Server.start(kind);
  try {
    const before = await server.inside({ what: 'collect' });
    const began = performance.now();
    const end = began + minutes * 60_000;
    const readings: Reading[] = [];
    const look = async (): Promise<void> => {
      while (performance.now() < end) {
        await wait(LOOK_EVERY_MS);
        readings.push(await read(server, began));
      }
    };
    let visits = 0;
    const visitor = async (): Promise<void> => {
      while (performance.now() < end && crowd.faults.length === 0) {
        await visit(crowd, server, (visits++ * 7) % DOCUMENTS);
        await wait(PAUSE_MS);
      }
    };
    await Promise.all([look(), ...Array.from({ length: VISITORS }, visitor)]);
    const left = await leftOver(server, before);
    const most = (what: 'documents' | 'sockets'): number => Math.max(...readings.map((reading) => reading[what]));
    // Otherwise "none left" would say nothing.
    const blind = most('documents') === 0 || most('sockets') === 0;
    const settled = readings.filter(({ minute }) => minute * 60_000 > SETTLED_AFTER_MS);
    return {
      figures: {
        visits,
        'documents at most': most('documents'),
        'sockets at most': most('sockets'),
        ...left,
        'memory at the end bytes': readings.at(-1)?.bytes ?? Number.NaN,
        'memory growth bytes per minute': slope(settled.map(({ minute, bytes }) => [minute, bytes])),
      },
      faults: blind ? [...crowd.faults, 'Nobody was seen while they were there.'] : crowd.faults,
    };
  } finally {
    crowd.end();
    await server.stop();
  }
}

async function visit(crowd: Crowd, server: Server, number: number): Promise<void> {
  const document = crowd.documents[number]!;
  const pair = await Promise.all([0, 1].map((client) => crowd.enter(server, document, client)));
  for (let count = 0; count < WRITES; count += 1) for (const client of pair) client.write();
  await crowd.settle(pair);
  crowd.leave(pair);
}

type Left = Record<'documents left' | 'timers left' | 'sockets left', number>;

/** What is still there once documents had the time to rest. */
async function leftOver(server: Server, before: Inside): Promise<Left> {
  for (const deadline = performance.now() + LEFT_WITHIN_MS; ; await wait(1_000)) {
    const inside = await server.inside({ what: 'documents' });
    const more = (kind: string): number => (inside.resources[kind] ?? 0) - (before.resources[kind] ?? 0);
    const left: Left = {
      'documents left': inside.documents ?? Number.NaN,
      'timers left': more('Timeout'),
      'sockets left': more(SOCKET),
    };
    if (Object.values(left).every((count) => count === 0) || performance.now() > deadline) return left;
  }
}

export const churn: Row = {
  name: 'churn',
  about: 'pairs open one of 2,000 documents, edit and close it, 10 at a time, for some minutes (--minutes)',
  servers: [ours],
  once: true,
  measure,
  figures: [
    { what: 'memory growth', unit: 'MB a minute', of: plain('ours', 'memory growth bytes per minute', 1e6) },
    { what: 'memory at the end', unit: 'MB', of: plain('ours', 'memory at the end bytes', 1e6) },
    { what: 'documents in memory at most', unit: '', of: plain('ours', 'documents at most') },
    { what: 'documents left', unit: '', of: plain('ours', 'documents left'), must: 0 },
    { what: 'timers left', unit: '', of: plain('ours', 'timers left'), must: 0 },
    { what: 'sockets left', unit: '', of: plain('ours', 'sockets left'), must: 0 },
    { what: 'visits', unit: '', of: plain('ours', 'visits') },
  ],
};
