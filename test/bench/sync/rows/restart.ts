/** The server is killed under 500 sessions and started again; everybody comes back as y-websocket does. */
import { setTimeout as wait } from 'node:timers/promises';
import { plain, type Sample } from '../../report/row.ts';
import { checkAll, Reader, sample } from '../checks/readers.ts';
import type { LoadClient } from '../load/client.ts';
import { Crowd } from '../load/crowd.ts';
import { pace } from '../load/pace.ts';
import type { ServerKind } from '../servers/kind.ts';
import { ours } from '../servers/ours.ts';
import { Server } from '../servers/server.ts';
import type { Row } from './row.ts';

const DOCUMENTS = 500;
const PAIR = 2;
const UPDATES_EACH = 20;
const PER_SECOND = 2_000;
const VISITED = 16;
/** y-websocket 3.1: 200 ms after the first loss, twice as much after each further one, at most 2.5 s. */
const BACK_OFF = { first: 200, most: 2_500 };
const BACK_WITHIN_MS = 60_000;
const TIME = 'start to all in sync ms';

async function measure(kind: ServerKind): Promise<Sample> {
  const crowd = new Crowd({ documents: DOCUMENTS, writersEach: PAIR, updatesEach: UPDATES_EACH });
  const server = await Server.start(kind);
  try {
    await crowd.open(server);
    const turn = crowd.writers;
    await pace(PER_SECOND, (DOCUMENTS * PAIR * UPDATES_EACH) / PER_SECOND, (count) =>
      turn[count % turn.length]!.write(),
    );
    await crowd.settle();

    const back = new Map<LoadClient, Promise<number>>();
    crowd.onLost = (client) => {
      // While it tries it also loses sockets.
      if (!back.has(client)) back.set(client, comeBack(client));
    };
    await server.kill();
    const started = performance.now();
    await server.start();
    const answered = performance.now() - started;
    const attempts = await Promise.all(back.values());
    await crowd.settle();
    const all = performance.now() - started;

    const faults = [...crowd.faults];
    if (back.size < DOCUMENTS * PAIR) faults.push(`Only ${back.size} clients came back.`);
    crowd.onLost = null;
    crowd.end();
    const readers = await Promise.all(sample(crowd.documents, VISITED).map((one) => Reader.open(server, one)));
    faults.push(...(await checkAll(readers)));
    return {
      figures: {
        [TIME]: all,
        'start to first answer ms': answered,
        'attempts of who needed most': Math.max(...attempts),
      },
      faults,
    };
  } finally {
    crowd.onLost = () => undefined;
    crowd.end();
    await server.stop();
  }
}

/**
 * Tries until it is in sync. It comes with nothing, so all that it then has is what the server kept. Who does not make it in
 * time is found by `settle`. @returns how often it had to try
 */
async function comeBack(client: LoadClient): Promise<number> {
  const deadline = performance.now() + BACK_WITHIN_MS;
  for (let attempt = 1; ; attempt += 1) {
    await wait(Math.min(BACK_OFF.first * 2 ** (attempt - 1), BACK_OFF.most));
    const came = await client.open().then(
      () => true,
      () => false, // not up yet, or full
    );
    if (came || performance.now() > deadline) return attempt;
  }
}

export const restart: Row = {
  name: 'restart',
  about: '1,000 clients over 500 documents after SIGKILL and a start, until all are in sync again with all content',
  servers: [ours],
  measure,
  figures: [
    { what: 'start of the process to all in sync', unit: 's', of: plain('ours', TIME, 1000), must: 5, aim: 2 },
    { what: 'of that, until the first answer', unit: 's', of: plain('ours', 'start to first answer ms', 1000) },
  ],
};
