/** The cable from the router to a place: `eth0` there, a port of a bridge here. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Run } from './lab.ts';

export interface Ends {
  readonly router: string;
  /** The name of the router's end. */
  readonly port: string;
  readonly namespace: string;
}

export interface Link {
  close(): void;
}

export function directLink(run: Run, { router, port, namespace }: Ends): Link {
  run('ip', '-n', router, 'link', 'add', port, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', namespace);
  return { close: () => undefined };
}

/** Many kernels lack `sch_netem`: a small program holds each frame back. `delay`: milliseconds each way. */
export async function delayedLink({ router, port, namespace }: Ends, delay: number): Promise<Link> {
  const program = join(import.meta.dirname, 'delayed-link.py');
  const child = spawn('ip', ['netns', 'exec', router, 'python3', program, port, namespace, String(delay)], {
    stdio: ['pipe', 'pipe', 'inherit'], // it ends with its standard input, whatever becomes of us
  });
  const ready = once(child.stdout, 'data');
  const ended = once(child, 'exit').then(([code]) => `the delayed link ended with ${String(code)}`);
  const failure = await Promise.race([ready.then(() => null), ended]);
  if (failure !== null) throw new Error(failure);
  return { close: () => child.kill() };
}
