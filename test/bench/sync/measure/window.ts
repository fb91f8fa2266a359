/** The time in which a server is measured: nothing before it and nothing after it counts. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Options } from '../rows/row.ts';
import type { Server } from '../servers/server.ts';
import { cpuOf } from './process.ts';

export interface Window<T> {
  /** CPU time of the server with all its threads, in µs. */
  readonly cpu: number;
  readonly seconds: number;
  readonly result: T;
}

export async function window<T>(server: Server, { profiles }: Options, work: () => Promise<T>): Promise<Window<T>> {
  if (profiles !== null) await server.inside({ what: 'profile' });
  const [cpuBefore, began] = [cpuOf(server.pid), performance.now()];
  const result = await work();
  const [cpu, seconds] = [cpuOf(server.pid) - cpuBefore, (performance.now() - began) / 1000];
  if (profiles !== null) {
    mkdirSync(profiles, { recursive: true });
    const file = join(profiles, `${server.kind.name}-${Date.now()}.cpuprofile`);
    await server.inside({ what: 'write-profile', file });
  }
  return { cpu, seconds, result };
}
