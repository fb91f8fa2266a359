/** One person types, a hundred look on. */
import { LATE, OTHERS, plain, type Sample } from '../../report/row.ts';
import { percentile } from '../../report/statistics.ts';
import { checkAll, Reader } from '../checks/readers.ts';
import { checkSurvival } from '../checks/survival.ts';
import { Crowd } from '../load/crowd.ts';
import { pace } from '../load/pace.ts';
import { window } from '../measure/window.ts';
import { hocuspocus } from '../servers/hocuspocus.ts';
import type { ServerKind } from '../servers/kind.ts';
import { ours } from '../servers/ours.ts';
import { Server } from '../servers/server.ts';
import { yWebsocket } from '../servers/y-websocket.ts';
import type { Options, Row } from './row.ts';

const OBSERVERS = 100;
const PER_SECOND = 300;
const WARM_UP_S = 5;
const MEASURE_S = 10;
const P99 = 'edit to observer p99 ms';
const CPU = 'cpu per delivered frame µs';

async function measure(kind: ServerKind, options: Options): Promise<Sample> {
  const updatesEach = PER_SECOND * (WARM_UP_S + MEASURE_S);
  const crowd = new Crowd({ documents: 1, writersEach: 1, readersEach: OBSERVERS, updatesEach });
  const server = await Server.start(kind);
  try {
    await crowd.open(server);
    const watching = await Reader.open(server, crowd.documents[0]!);
    const writer = crowd.writers[0]!;
    await pace(PER_SECOND, WARM_UP_S, () => writer.write());
    await crowd.settle();
    crowd.count();
    const { cpu, busy, others, result } = await window(server, options, async () => {
      const paced = await pace(PER_SECOND, MEASURE_S, () => writer.write());
      await crowd.settle();
      return paced;
    });
    const { toPeer } = crowd.times();

    const visiting = await Reader.open(server, crowd.documents[0]!);
    const wrong = await checkAll([watching, visiting]);
    if (kind.durable) wrong.push(...(await checkSurvival(server, crowd)));
    return {
      figures: {
        // A frame to each observer; the echo to who wrote it is in the cost and not in the count.
        [CPU]: cpu / (PER_SECOND * MEASURE_S * OBSERVERS),
        'edit to observer p50 ms': percentile(toPeer, 0.5),
        [P99]: percentile(toPeer, 0.99),
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

export const fanout: Row = {
  name: 'fanout',
  about: '1 writer at 300 updates/s to 100 observers',
  servers: [ours, yWebsocket, hocuspocus],
  measure,
  figures: [
    { what: 'edit to observer p99', unit: 'ms', of: plain('ours', P99), must: 15 },
    { what: 'edit to observer p99: y-websocket', unit: 'ms', of: plain('y-websocket', P99) },
    { what: 'edit to observer p99: Hocuspocus', unit: 'ms', of: plain('hocuspocus', P99) },
    { what: 'CPU per delivered frame', unit: 'µs', of: plain('ours', CPU), aim: 8 },
    { what: 'CPU per delivered frame: y-websocket', unit: 'µs', of: plain('y-websocket', CPU) },
    { what: 'CPU per delivered frame: Hocuspocus', unit: 'µs', of: plain('hocuspocus', CPU) },
  ],
};
