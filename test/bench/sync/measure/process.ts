/** What the kernel says of a process (proc(5)): all its threads together. */
import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks of /proc a second, and bytes of a page: fixed on the Linux machines that this runs on (`getconf`). */
const TICKS = 100;
const PAGE = 4096;

/** CPU time used since its start, in µs: utime + stime. */
export function cpuOf(pid: number): number {
  return cpuOfStat(`/proc/${pid}/stat`);
}

function cpuOfStat(file: string): number {
  const stat = readFileSync(file, 'utf8');
  // The second field is the program's name in brackets and may contain anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) / TICKS) * 1e6;
}

/** CPU time of the threads of that name, in µs; a name has 15 letters at most there. */
export function cpuOfThread(pid: number, name: string): number {
  const threads = readdirSync(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}`);
  return threads
    .filter((thread) => readFileSync(`${thread}/comm`, 'utf8').trim() === name)
    .reduce((sum, thread) => sum + cpuOfStat(`${thread}/stat`), 0);
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
