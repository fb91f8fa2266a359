/** People in pairs type: the work of most rows. */
import { setTimeout as wait } from 'node:timers/promises';
import { LATE, OTHERS, type Sample } from '../../report/row.ts';
import { percentile } from '../../report/statistics.ts';
import { checkAll, Reader, sample } from '../checks/readers.ts';
import { checkSurvival } from '../checks/survival.ts';
import type { Seat } from '../load/client.ts';
import { Crowd } from '../load/crowd.ts';
import { pace } from '../load/pace.ts';
import { rssOf } from '../measure/process.ts';
import { window } from '../measure/window.ts';
import type { ServerKind } from '../servers/kind.ts';
import { Server } from '../servers/server.ts';
import type { Options } from './row.ts';

export interface Typing {
  readonly documents: number;
  /** Updates per second, of all together. */
  readonly perSecond: number;
  readonly asks?: Seat['asks'];
}

const PAIR = 2;
const WARM_UP_S = 5;
const MEASURE_S = 10;
/** Documents in which a real provider sits from the beginning, and ones that are looked at afterwards. */
const WATCHED = 4;
const VISITED = 16;
const REST_MS = 1_000;

export async function measureTyping(kind: ServerKind, options: Options, work: Typing): Promise<Sample> {
  const { documents, perSecond, asks = 'never' } = work;
  const writers = documents * PAIR;
  const updatesEach = Math.ceil((perSecond * (WARM_UP_S + MEASURE_S)) / writers);
  const crowd = new Crowd({ documents, writersEach: PAIR, updatesEach, asks });
  const server = await Server.start(kind);
  try {
    await crowd.introduce(server);
    const empty = await memoryOf(server);
    await crowd.open(server);
    const full = await memoryOf(server);
    const watching = await Promise.all(sample(crowd.documents, WATCHED).map((one) => Reader.open(server, one)));

    const turn = crowd.writers;
    let next = 0;
    const write = (): void => void turn[next++ % turn.length]!.write();
    await pace(perSecond, WARM_UP_S, write);
    await crowd.settle();
    crowd.count();
    const { cpu, busy, others, result } = await window(server, options, async () => {
      const paced = await pace(perSecond, MEASURE_S, write);
      await crowd.settle(); // a server that is behind still has this work to do
      return paced;
    });
    const { toPeer, toDisk } = crowd.times();

    const visiting = await Promise.all(sample(crowd.documents, VISITED).map((one) => Reader.open(server, one)));
    const wrong = await checkAll([...watching, ...visiting]);
    if (kind.durable) wrong.push(...(await checkSurvival(server, crowd)));
    return {
      figures: {
        'cpu per update µs': cpu / (perSecond * MEASURE_S),
        'edit to peer p50 ms': percentile(toPeer, 0.5),
        'edit to peer p99 ms': percentile(toPeer, 0.99),
        ...(asks === 'never' ? {} : { 'ack p50 ms': percentile(toDisk, 0.5), 'ack p99 ms': percentile(toDisk, 0.99) }),
        'memory per document bytes': (full.kept - empty.kept) / documents,
        'memory per document, garbage included, bytes': (full.rss - empty.rss) / documents,
        'server busy %': busy,
        [OTHERS]: others,
        [LATE]: result.latest,
        'arrivals counted': toPeer.length,
      },
      faults: [...crowd.faults, ...wrong],
    };
  } finally {
    crowd.end();
    await server.stop();
  }
}

/** Resident memory as it is, and once garbage is collected. */
async function memoryOf(server: Server): Promise<{ rss: number; kept: number }> {
  await wait(REST_MS);
  const rss = rssOf(server.pid);
  await server.inside({ what: 'collect' });
  await wait(REST_MS); // pages go back to the system a moment later
  return { rss, kept: rssOf(server.pid) };
}
