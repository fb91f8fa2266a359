/** Runs of a row: each run takes every rival once, and begins with another one, so that nobody always goes first. */
import type { Sample } from './row.ts';

export async function measureRuns<Rival extends { readonly name: string }>(
  { name, rivals, runs }: { readonly name: string; readonly rivals: readonly Rival[]; readonly runs: number },
  measure: (rival: Rival) => Promise<Sample>,
): Promise<Record<string, Sample>[]> {
  const samples: Record<string, Sample>[] = [];
  for (let run = 0; run < runs; run += 1) {
    const turn = [...rivals.slice(run % rivals.length), ...rivals.slice(0, run % rivals.length)];
    const sample: Record<string, Sample> = {};
    for (const rival of turn) {
      sample[rival.name] = await measure(rival).catch(failed);
      console.log(`${name}, run ${run + 1}, ${rival.name}:`, sample[rival.name]);
    }
    samples.push(sample);
  }
  return samples;
}

/** A rival that could not be measured fails its row; the others go on. */
function failed(error: unknown): Sample {
  console.error(error);
  return { figures: {}, faults: [error instanceof Error ? error.message : String(error)] };
}
