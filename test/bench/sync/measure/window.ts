/** The time in which a server is measured: nothing before it and nothing after it counts. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Options } from '../rows/row.ts';
import { SERVER_CORE, type Server } from '../servers/server.ts';
import { cpuOf, cpuOfCore } from './process.ts';

export interface Window<T> {
  /** CPU time of the server with all its threads, in µs. */
  readonly cpu: number;
  /** How much of its core was in use, by the server and by others, in percent. */
  readonly busy: number;
  readonly others: number;
  readonly result: T;
}

export async function window<T>(server: Server, { profiles }: Options, work: () => Promise<T>): Promise<Window<T>> {
  if (profiles !== null) await server.inside({ what: 'profile' });
  const [cpuBefore, coreBefore, began] = [cpuOf(server.pid), cpuOfCore(SERVER_CORE), performance.now()];
  const result = await work();
  const cpu = cpuOf(server.pid) - cpuBefore;
  const others = cpuOfCore(SERVER_CORE) - coreBefore - cpu;
  const percent = (performance.now() - began) * 10; // µs of a hundredth of the time
  if (profiles !== null) {
    mkdirSync(profiles, { recursive: true });
    const file = join(profiles, `${server.kind.name}-${Date.now()}.cpuprofile`);
    await server.inside({ what: 'write-profile', file });
  }
  return { cpu, busy: cpu / percent, others: others / percent, result };
}
