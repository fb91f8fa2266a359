/** The other end of `ServerProcess`. What is said is written at once: whoever is killed right after has said it. */
import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { createInterface } from 'node:readline';

export function say(said: string, fields: Readonly<Record<string, unknown>> = {}): void {
  writeSync(1, `${JSON.stringify({ said, ...fields })}\n`);
}

/** Ends this process as a power cut would, after saying where. */
export function die(at: string): never {
  say('died', { at });
  process.kill(process.pid, 'SIGKILL');
  for (;;); // until the signal is here
}

/** Runs until the parent is gone. */
export async function obey(run: (command: Record<string, unknown>) => void): Promise<void> {
  flushCompileCache(); // at its end nothing can be written any more
  for await (const line of createInterface({ input: process.stdin })) run(JSON.parse(line) as Record<string, unknown>);
  process.exit();
}
