/** What the index costs those who write: CPU of its thread for each saved update, and how much later others hear of it. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { BenchRow } from '../report/bench.ts';
import { LATE, OTHERS, plain, type Sample } from '../report/row.ts';
import { percentile } from '../report/statistics.ts';
import { Crowd } from '../sync/load/crowd.ts';
import { pace } from '../sync/load/pace.ts';
import { cpuOfThread } from '../sync/measure/process.ts';
import { window } from '../sync/measure/window.ts';
import { ours } from '../sync/servers/ours.ts';
import { Server } from '../sync/servers/server.ts';

export interface IndexShape {
  readonly documents: number;
  /** Updates per second, of all together. */
  readonly perSecond: number;
  /** Seconds of writing, each without and with indexing. */
  readonly seconds: number;
}

const WRITING: IndexShape = { documents: 500, perSecond: 2_000, seconds: 30 };
const PAIR = 2;
/** Then every document is compacted for the first time, all within a minute or so: between what is measured. */
const WARM_UP_S = 50;
/** After a collection of garbage. */
const SETTLE_S = 5;
/** Seconds after which the server indexes a document that nobody writes in (`quiet` of its feeding). */
const QUIET_S = 60;
/** Seconds that a document is written in and then rests: too short for the index, and long enough to be indexed each time. */
const TURNS = { tooShort: QUIET_S * (2 / 3), longEnough: QUIET_S + 5 };
/** Turns are uneven at their ends. */
const SPARE = 1.5;
const THREAD = 'fireside-search';
const COST = 'index thread per update µs';
const JOBS = 'documents indexed';
const P99_OFF = 'edit to peer p99, nothing indexed, ms';
const P99_ON = 'edit to peer p99, indexing, ms';

/** @param shape smaller than `WRITING` only to try it out */
export function indexRow(shape: IndexShape = WRITING): BenchRow {
  return {
    name: 'index',
    about: `${shape.documents} documents × 2 clients, ${shape.perSecond} updates/s in all, in the notes, half of the documents at a time: at first none rests long enough to be indexed, then each is written in for ${TURNS.longEnough} s, rests as long, and is indexed when nobody has written in it for ${QUIET_S} s`,
    rivals: [{ name: ours.name, about: ours.about }],
    async open() {
      // As in the bench of the sockets: the server on core 0, the load on core 1.
      const pin = (cores: string): void =>
        void execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', cores, String(process.pid)]);
      pin('1');
      return { measure: () => measure(shape), close: async () => pin('0-1') };
    },
    figures: [
      { what: 'CPU of the index for each saved update', unit: 'µs', of: plain(ours.name, COST), must: 10 },
      {
        what: 'edit to peer p99 while indexing, against not',
        unit: '×',
        of: (run) => plain(ours.name, P99_ON)(run) / plain(ours.name, P99_OFF)(run),
        must: 1.2,
      },
      { what: 'edit to peer p99 while indexing', unit: 'ms', of: plain(ours.name, P99_ON) },
      { what: 'edit to peer p99, nothing indexed', unit: 'ms', of: plain(ours.name, P99_OFF) },
    ],
  };
}

async function measure({ documents, perSecond, seconds }: IndexShape): Promise<Sample> {
  const total = perSecond * (WARM_UP_S + SETTLE_S + seconds + TURNS.longEnough + seconds);
  const updatesEach = Math.ceil((total / (documents * PAIR)) * SPARE);
  const crowd = new Crowd({ documents, writersEach: PAIR, updatesEach, inNotes: true });
  const server = await Server.start(ours);
  try {
    await crowd.introduce(server);
    await crowd.open(server);
    const inShort = inTurns(crowd, TURNS.tooShort);
    await pace(perSecond, WARM_UP_S, inShort);
    await crowd.settle();
    await collect(server);
    await pace(perSecond, SETTLE_S, inShort);
    crowd.count();
    const atFirst = indexed(server);
    await pace(perSecond, seconds, inShort);
    await crowd.settle();
    const off = crowd.times().toPeer;
    const tooEarly = indexedSince(atFirst, server);

    const inLong = inTurns(crowd, TURNS.longEnough);
    await pace(perSecond, TURNS.longEnough - SETTLE_S, inLong);
    await collect(server);
    await pace(perSecond, SETTLE_S, inLong);
    crowd.forget();
    const [before, known] = [cpuOfThread(server.pid, THREAD), indexed(server)];
    const { others, result } = await window(server, { minutes: 0, profiles: null }, async () => {
      const paced = await pace(perSecond, seconds, inLong);
      await crowd.settle();
      return paced;
    });
    const cost = cpuOfThread(server.pid, THREAD) - before;
    const jobs = indexedSince(known, server);
    const on = crowd.times().toPeer;
    const expected = (documents * seconds) / (2 * TURNS.longEnough);
    return {
      figures: {
        [COST]: cost / (perSecond * seconds),
        [P99_OFF]: percentile(off, 0.99),
        [P99_ON]: percentile(on, 0.99),
        [JOBS]: jobs,
        [OTHERS]: others,
        [LATE]: result.latest,
      },
      faults: [
        ...crowd.faults,
        ...(tooEarly > 0 ? [`${tooEarly} documents were indexed when none was to be.`] : []),
        ...(jobs < expected / 2 ? [`${jobs} documents were indexed, of some ${expected}.`] : []),
      ],
    };
  } finally {
    crowd.end();
    await server.stop();
  }
}

setFlagsFromString('--expose-gc');
const collectOurs = runInNewContext('gc') as () => void;

/** Here and there: one collection of the load's heap holds up everything for a tenth of a second. */
async function collect(server: Server): Promise<void> {
  await server.inside({ what: 'collect' });
  collectOurs();
}

/** Half of the documents at a time; whose turn it is moves evenly through all of them. */
function inTurns({ writers, documents }: Crowd, seconds: number): () => void {
  const began = performance.now();
  let next = 0;
  const isResting = (document: number): boolean => {
    const turns = (performance.now() - began) / (2 * seconds * 1000);
    return (turns + document / documents.length) % 1 >= 0.5;
  };
  return () => {
    while (isResting(writers[next % writers.length]!.document.number)) next += 1;
    writers[next++ % writers.length]!.write();
  };
}

/** How many documents were indexed since. */
function indexedSince(known: ReadonlyMap<string, number>, server: Server): number {
  return [...indexed(server)].filter(([name, head]) => known.get(name) !== head).length;
}

/** Up to where which document is in the file of the index. */
function indexed({ data }: Server): ReadonlyMap<string, number> {
  const db = new DatabaseSync(join(data, 'search.sqlite'), { readOnly: true });
  const rows = db.prepare("select name, head_seq from source where name like 'session/%'").all();
  db.close();
  return new Map(rows.map(({ name, head_seq: head }) => [String(name), Number(head)]));
}
