/** A program that runs beside a test and ends with it. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

export interface Program {
  readonly pid: number;
  /** What it has written so far. */
  output(): string;
  /** Ends it, and resolves when it has ended. `SIGKILL`: as a power cut would. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** In ms. */
const START_WITHIN = 30_000;

/**
 * Starts a program and waits until it accepts connections.
 * @throws Error with what it wrote, when it ends before that or takes too long
 */
export async function startProgram(
  path: string,
  args: readonly string[],
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Program> {
  const child = spawn(path, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (output += bytes.toString()));
  const ended = once(child, 'exit');
  // Whoever forgets it, or fails, leaves nothing behind.
  const end = (): boolean => child.kill('SIGKILL');
  process.once('exit', end);
  void ended.then(() => process.off('exit', end));
  for (const began = performance.now(); !(await accepts(host, port));) {
    if (child.exitCode !== null) throw new Error(`${path} ended with ${child.exitCode}:\n${output}`);
    if (performance.now() - began > START_WITHIN) {
      end();
      throw new Error(`${path} does not listen:\n${output}`);
    }
    await wait(20);
  }
  return {
    pid: child.pid!,
    output: () => output,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      await ended;
    },
  };
}

async function accepts(host: string, port: number): Promise<boolean> {
  const socket = connect(port, host);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false; // nobody listens yet
  } finally {
    socket.destroy();
  }
}

/** What a program says of its version; null where it does not start. */
export function versionOf(path: string, flag = '--version'): string | null {
  const { status, stdout } = spawnSync(path, [flag], { timeout: 20_000, encoding: 'utf8' });
  return status === 0 ? (/\d+(\.\d+)+/.exec(stdout)?.[0] ?? stdout.trim()) : null;
}
