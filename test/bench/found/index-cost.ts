/** What the index costs those who write: CPU of its thread for each saved update, and how much later others hear of it. */
import { execFileSync } from 'node:child_process';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { documentName } from '@fireside/protocol';
import type { SessionList } from '@fireside/protocol/http';
import type { BenchRow } from '../report/bench.ts';
import { LATE, OTHERS, plain, type Sample } from '../report/row.ts';
import { percentile } from '../report/statistics.ts';
import { Crowd } from '../sync/load/crowd.ts';
import { pace } from '../sync/load/pace.ts';
import { cpuOfThread } from '../sync/measure/process.ts';
import { window } from '../sync/measure/window.ts';
import { ours } from '../sync/servers/ours.ts';
import { Server } from '../sync/servers/server.ts';
import { token } from '../sync/load/writing.ts';

export interface IndexShape {
  readonly documents: number;
  /** Updates per second, of all together. */
  readonly perSecond: number;
  /** Seconds of writing, each without and with indexing. */
  readonly seconds: number;
}

const WRITING: IndexShape = { documents: 500, perSecond: 2_000, seconds: 30 };
const PAIR = 2;
const WARM_UP_S = 5;
/** How often each document is indexed: five times as often as where people go on writing, half as often as where they pause. */
const EVERY_S = 60;
const THREAD = 'fireside-search';
const COST = 'index thread per update µs';
const P99_OFF = 'edit to peer p99, nothing indexed, ms';
const P99_ON = 'edit to peer p99, indexing, ms';

/** @param shape smaller than `WRITING` only to try it out */
export function indexRow(shape: IndexShape = WRITING): BenchRow {
  return {
    name: 'index',
    about: `${shape.documents} documents × 2 clients, ${shape.perSecond} updates/s in all, in the notes: half of the time nothing is indexed, then each document every ${EVERY_S} s, by a search for its last words`,
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
  const total = perSecond * (WARM_UP_S + 2 * seconds);
  const updatesEach = Math.ceil(total / (documents * PAIR));
  const crowd = new Crowd({ documents, writersEach: PAIR, updatesEach, inNotes: true });
  const server = await Server.start(ours);
  try {
    await crowd.introduce(server);
    await crowd.open(server);
    const turn = crowd.writers;
    let next = 0;
    const write = (): void => void turn[next++ % turn.length]!.write();
    await pace(perSecond, WARM_UP_S, write);
    await crowd.settle();

    crowd.count();
    await pace(perSecond, seconds, write);
    await crowd.settle();
    const off = crowd.times().toPeer;
    crowd.forget();
    const faults: string[] = [];
    const options = { minutes: 0, profiles: null };
    const before = cpuOfThread(server.pid, THREAD);
    const { others, result } = await window(server, options, async () => {
      const done = new AbortController();
      const searching = searchInTurn(server, crowd, faults, done.signal);
      const paced = await pace(perSecond, seconds, write);
      done.abort();
      await searching;
      await crowd.settle();
      return paced;
    });
    const cost = cpuOfThread(server.pid, THREAD) - before;
    const on = crowd.times().toPeer;
    return {
      figures: {
        [COST]: cost / (perSecond * seconds),
        [P99_OFF]: percentile(off, 0.99),
        [P99_ON]: percentile(on, 0.99),
        [OTHERS]: others,
        [LATE]: result.latest,
      },
      faults: [...crowd.faults, ...faults],
    };
  } finally {
    crowd.end();
    await server.stop();
  }
}

/** One document after the other, so that each has its turn every `EVERY_S`. */
async function searchInTurn(server: Server, crowd: Crowd, faults: string[], signal: AbortSignal): Promise<void> {
  const every = (EVERY_S * 1000) / crowd.documents.length;
  const began = performance.now();
  for (let count = 0; !signal.aborted; count += 1) {
    await searchLast(server, crowd, count % crowd.documents.length, faults);
    const due = began + (count + 1) * every - performance.now();
    if (due > 0) await wait(due, undefined, { signal }).catch(() => undefined); // it is enough
  }
}

/** Searches what a writer has sent last; that it is not found is a fault. */
async function searchLast(
  server: Server,
  { documents, clients }: Crowd,
  number: number,
  faults: string[],
): Promise<void> {
  const document = documents[number]!;
  const reader = clients.find((client) => client.document === document && client.writer === 1)!;
  // Of the other's words, what this one has received is saved.
  const saved = reader.received[0]!;
  if (saved === 0) return;
  const door = await server.door({ document: number, client: 0 });
  const q = `"${token(number, 0, saved - 1).trim()}"`;
  const response = await fetch(
    `http://127.0.0.1:${server.port}/v1/mentorships/bench-${number}/sessions?${new URLSearchParams({ q }).toString()}`,
    { headers: { ...door.headers, authorization: `Bearer ${door.protocols[1]!}` } },
  );
  const list = (await response.json()) as SessionList;
  const name = list.sessions?.[0] && documentName({ kind: 'session', session: list.sessions[0].id });
  if (name !== door.document) faults.push(`Document ${number}: what was saved was not found (${response.status}).`);
}
