/** Processes by what is in their environment, which children inherit: whoever started them, and however deep. */
import { readdirSync, readFileSync } from 'node:fs';

export interface Started {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Those that were started with `variable` (`NAME=value`) in their environment; none where there is no /proc. */
export function startedBy(variable: string): readonly Started[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => read(pid, 'environ').split('\0').includes(variable))
    .map((pid) => ({
      pid: Number(pid),
      parent: Number(/^PPid:\s*(\d+)$/m.exec(read(pid, 'status'))?.[1] ?? 0),
      command: read(pid, 'cmdline').replaceAll('\0', ' ').trim(),
    }));
}

/** Answers whether it was still there. */
export function signal({ pid }: Started, name: 'SIGTERM' | 'SIGKILL'): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

function read(pid: string, file: 'environ' | 'cmdline' | 'status'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return ''; // ended, or somebody else's
  }
}
