/** Processes by what is in their environment, which children inherit: whoever started them, and however deep. */
import { readdirSync, readFileSync } from 'node:fs';

/** Those that were started with `variable` (`NAME=value`) in their environment; none where there is no /proc. */
export function startedBy(variable: string): readonly { readonly pid: number; readonly command: string }[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => read(pid, 'environ').includes(variable))
    .map((pid) => ({ pid: Number(pid), command: read(pid, 'cmdline').join(' ').trim() }));
}

function read(pid: string, file: 'environ' | 'cmdline'): string[] {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8').split('\0');
  } catch {
    return []; // ended, or somebody else's
  }
}
