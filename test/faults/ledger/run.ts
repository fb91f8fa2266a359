/** Writes, kills, starts again and reads, as often as asked. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Book, type Finding } from './book.ts';
import { seeded } from './random.ts';
import type { Life, Rig, Running } from './rig.ts';

export interface LedgerOptions {
  readonly rig: Rig;
  readonly cycles: number;
  readonly seed: number;
  /** Called after each cycle with its number, from 1, and where the server died. */
  readonly onCycle?: (cycle: number, died: string) => void;
}

export interface Outcome {
  readonly cycles: number;
  readonly acknowledged: number;
  /** The same by the kind of client. */
  readonly told: ReadonlyMap<string, number>;
  readonly findings: readonly Finding[];
  /** How often the server died where. */
  readonly deaths: ReadonlyMap<string, number>;
  /** What else was not as it must be. */
  readonly problems: readonly string[];
  readonly seconds: number;
}

/** Cycles that share a data folder: its documents grow, and are read in each cycle. */
const CYCLES_PER_FOLDER = 18;
/** Every cycle must have at least so many acknowledged tokens before its server dies. */
const ENOUGH = 25;
/** And up to so many more. */
const MORE = 100;

/** Milliseconds that a cycle may take before it counts as hung. */
const DEADLINE = 60_000;

export async function runLedger({ rig, cycles, seed, onCycle }: LedgerOptions): Promise<Outcome> {
  const began = performance.now();
  const random = seeded(seed);
  const book = new Book();
  const deaths = new Map<string, number>();
  const problems: string[] = [];

  /** Starts, works and kills; what hangs or throws ends the ledger, with what the server had to say. */
  async function live(life: Life, work: (server: Running) => Promise<string>): Promise<string> {
    const server = await life.start(random);
    const late = new AbortController();
    const deadline = pause(DEADLINE, null, { signal: late.signal }).then(() => Promise.reject(new Error('It hangs.')));
    try {
      return await Promise.race([work(server), deadline]);
    } catch (error) {
      throw new Error(`The ledger cannot go on. The server said: ${server.complaints.join(' ')}`, { cause: error });
    } finally {
      late.abort();
      deadline.catch(() => undefined);
      problems.push(...server.complaints);
    }
  }

  function cycle(life: Life, number: number): Promise<string> {
    const failpoint = rig.failpoints[number % rig.failpoints.length]!;
    return live(life, async (server) => {
      if (failpoint !== 'during-load') await server.check(book);
      const before = book.acknowledged;
      await server.write(book, failpoint);
      await book.reaches(before + ENOUGH + Math.floor(random() * MORE));
      return server.strike(failpoint, book);
    });
  }

  let done = 0;
  while (done < cycles) {
    const folder = await mkdtemp(join(tmpdir(), 'fireside-ledger-'));
    const life = rig.open(folder);
    try {
      const end = Math.min(cycles, done + CYCLES_PER_FOLDER);
      for (; done < end; done += 1) {
        const died = await cycle(life, done);
        deaths.set(died, (deaths.get(died) ?? 0) + 1);
        onCycle?.(done + 1, died);
      }
      await live(life, async (server) => {
        await server.check(book);
        return server.strike('random', book);
      });
    } finally {
      await life.end();
      await rm(folder, { recursive: true });
    }
    book.forgetDocuments();
  }
  for (const failpoint of rig.failpoints.slice(0, cycles)) {
    if (!deaths.has(failpoint)) problems.push(`never died at: ${failpoint}`);
  }
  for (const client of rig.clients) if (!book.told.get(client)) problems.push(`never told anything: ${client}`);
  const { acknowledged, findings, told } = book;
  return { cycles, acknowledged, told, findings, deaths, problems, seconds: (performance.now() - began) / 1000 };
}

const count = (findings: readonly Finding[], kind: Finding['kind']): number =>
  findings.filter((finding) => finding.kind === kind).length;

/** One line that says it all. */
export function summary({ cycles, acknowledged, told, findings, deaths, seconds }: Outcome): string {
  const list = (counts: ReadonlyMap<string, number>): string =>
    [...counts].map(([what, times]) => `${what} ${times}`).join(', ');
  return [
    `${cycles} cycles in ${seconds.toFixed(1)} s (${(cycles / seconds).toFixed(2)}/s)`,
    `${acknowledged} tokens acknowledged (${list(told)})`,
    ...(['lost', 'doubled', 'misplaced', 'revived'] as const).map((kind) => `${count(findings, kind)} ${kind}`),
    `died: ${list(deaths)}`,
  ].join(' · ');
}
