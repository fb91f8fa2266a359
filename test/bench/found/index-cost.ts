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
/** Then the documents have from 0 to 500 updates each, so that not all of them are compacted at once. */
const WARM_UP_S = 62;
/** After a collection of garbage. */
const SETTLE_S = 5;
/** Seconds after which the server indexes a document that nobody writes in (`quiet` of its feeding). */
const QUIET_S = 60;
/** Seconds that a document is written in and then rests: too short for the index, and long enough to be indexed each time. */
const TURNS = { tooShort: QUIET_S * (2 / 3), longEnough: QUIET_S + 5 };
/** Some write twice as much as others at first. */
const SPARE = 2;
const THREAD = 'fireside-search';
const COST = 'index thread per update µs';
const JOBS = 'documents indexed';
const SECOND_OFF = 'p99 of a second, nothing indexed, ms';
const SECOND_ON = 'p99 of a second, indexing, ms';
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
      {
        what: 'the same of the p99 of each second, median of the seconds',
        unit: '×',
        of: (run) => plain(ours.name, SECOND_ON)(run) / plain(ours.name, SECOND_OFF)(run),
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
    await pace(perSecond, WARM_UP_S, unevenly(crowd));
    const inShort = inTurns(crowd, TURNS.tooShort);
    await crowd.settle();
    await collect(server);
    await pace(perSecond, SETTLE_S, inShort);
    const atFirst = indexed(server);
    crowd.count();
    const off = await timesOf(crowd, perSecond, seconds, inShort);
    const tooEarly = indexedSince(atFirst, server);

    const inLong = inTurns(crowd, TURNS.longEnough);
    await pace(perSecond, TURNS.longEnough - SETTLE_S, inLong);
    await collect(server);
    await pace(perSecond, SETTLE_S, inLong);
    const [before, known] = [cpuOfThread(server.pid, THREAD), indexed(server)];
    const { others, result: on } = await window(server, { minutes: 0, profiles: null }, () =>
      timesOf(crowd, perSecond, seconds, inLong),
    );
    const cost = cpuOfThread(server.pid, THREAD) - before;
    const jobs = indexedSince(known, server);
    const expected = (documents * seconds) / (2 * TURNS.longEnough);
    return {
      figures: {
        [COST]: cost / (perSecond * seconds),
        [P99_OFF]: off.p99,
        [P99_ON]: on.p99,
        [SECOND_OFF]: off.ofSecond,
        [SECOND_ON]: on.ofSecond,
        [JOBS]: jobs,
        [OTHERS]: others,
        [LATE]: on.latest,
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

interface Times {
  readonly p99: number;
  /** The p99 of each second, in the middle of all seconds: one stall of the disk decides the other one. */
  readonly ofSecond: number;
  readonly latest: number;
}

/** From edit to peer, in ms. */
async function timesOf(crowd: Crowd, perSecond: number, seconds: number, write: () => void): Promise<Times> {
  const all: number[] = [];
  const ofSeconds: number[] = [];
  let latest = 0;
  crowd.forget();
  for (let second = 0; second < seconds; second += 1) {
    const paced = await pace(perSecond, 1, write);
    latest = Math.max(latest, paced.latest);
    const { toPeer } = crowd.times();
    crowd.forget();
    all.push(...toPeer);
    ofSeconds.push(percentile(toPeer, 0.99));
  }
  await crowd.settle();
  all.push(...crowd.times().toPeer);
  const ascending = (a: number, b: number): number => a - b;
  return { p99: percentile(all.sort(ascending), 0.99), ofSecond: percentile(ofSeconds.sort(ascending), 0.5), latest };
}

/** The first document hardly ever, the last one twice as often as each in the mean. */
function unevenly({ writers, documents }: Crowd): () => void {
  let next = 0;
  const isSkipped = (): boolean => {
    const round = Math.floor(next / writers.length);
    const share = writers[next % writers.length]!.document.number / documents.length;
    return Math.floor((round + 1) * share) === Math.floor(round * share);
  };
  return () => {
    while (isSkipped()) next += 1;
    writers[next++ % writers.length]!.write();
  };
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
