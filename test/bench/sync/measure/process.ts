/** What the kernel says of a process (proc(5)): all its threads together. */
import { readFileSync } from 'node:fs';

/** Clock ticks of /proc a second, and bytes of a page: fixed on the Linux machines that this runs on (`getconf`). */
const TICKS = 100;
const PAGE = 4096;

/** CPU time used since its start, in µs: utime + stime. */
export function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the program's name in brackets and may contain anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) / TICKS) * 1e6;
}

/** Resident memory in bytes. */
export function rssOf(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE;
}

/** CPU time that everybody together has used of one core since the system started, in µs. */
export function cpuOfCore(core: number): number {
  const line = readFileSync('/proc/stat', 'utf8')
    .split('\n')
    .find((one) => one.startsWith(`cpu${core} `));
  const [user, nice, system, , , interrupts, softInterrupts] = line!.split(' ').slice(1).map(Number);
  return ((user! + nice! + system! + interrupts! + softInterrupts!) / TICKS) * 1e6;
}
