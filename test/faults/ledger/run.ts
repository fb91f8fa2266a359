/** Writes, kills, starts again and reads, as often as asked. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Book, type Finding } from './book.ts';
import { seeded } from './random.ts';
import type { Life, Rig } from './rig.ts';

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
  readonly findings: readonly Finding[];
  /** How often the server died where. */
  readonly deaths: ReadonlyMap<string, number>;
  /** What else was not as it must be. */
  readonly problems: readonly string[];
  readonly seconds: number;
}

/** Cycles that share a data folder: its documents grow, and are read in each cycle. */
const CYCLES_PER_FOLDER = 14;
/** Every cycle must have at least so many acknowledged tokens before its server dies. */
const ENOUGH = 25;
/** And up to so many more. */
const MORE = 100;

export async function runLedger({ rig, cycles, seed, onCycle }: LedgerOptions): Promise<Outcome> {
  const began = performance.now();
  const random = seeded(seed);
  const book = new Book();
  const deaths = new Map<string, number>();
  const problems: string[] = [];

  async function cycle(life: Life, number: number): Promise<void> {
    const failpoint = rig.failpoints[number % rig.failpoints.length]!;
    const server = await life.start(random);
    if (failpoint !== 'during-load') await server.check(book);
    const before = book.acknowledged;
    await server.write(book, failpoint);
    await book.reaches(before + ENOUGH + Math.floor(random() * MORE));
    const died = await server.strike(failpoint, book);
    deaths.set(died, (deaths.get(died) ?? 0) + 1);
    problems.push(...server.complaints.map((what) => `cycle ${number + 1}: ${what}`));
    onCycle?.(number + 1, died);
  }

  for (let done = 0; done < cycles;) {
    const folder = await mkdtemp(join(tmpdir(), 'fireside-ledger-'));
    const life = rig.open(folder);
    try {
      const end = Math.min(cycles, done + CYCLES_PER_FOLDER);
      for (; done < end; done += 1) await cycle(life, done);
      const last = await life.start(random);
      await last.check(book);
      await last.strike('random', book);
      problems.push(...last.complaints);
    } finally {
      await life.end();
      await rm(folder, { recursive: true });
    }
    book.forgetDocuments();
  }
  for (const failpoint of rig.failpoints.slice(0, cycles)) {
    if (![...deaths.keys()].some((died) => died.startsWith(failpoint))) problems.push(`never died at: ${failpoint}`);
  }
  const { acknowledged, findings } = book;
  return { cycles, acknowledged, findings, deaths, problems, seconds: (performance.now() - began) / 1000 };
}

const count = (findings: readonly Finding[], kind: Finding['kind']): number =>
  findings.filter((finding) => finding.kind === kind).length;

/** One line that says it all. */
export function summary({ cycles, acknowledged, findings, deaths, seconds }: Outcome): string {
  const died = [...deaths].map(([where, times]) => `${where} ${times}`).join(', ');
  return [
    `${cycles} cycles in ${seconds.toFixed(1)} s (${(cycles / seconds).toFixed(2)}/s)`,
    `${acknowledged} tokens acknowledged`,
    ...(['lost', 'doubled', 'misplaced', 'revived'] as const).map((kind) => `${count(findings, kind)} ${kind}`),
    `died: ${died}`,
  ].join(' · ');
}
