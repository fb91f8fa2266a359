/**
 * Loaded before every server alike (`--import`), and so in its worker threads too: on request of the bench it collects
 * garbage, tells what the process has, or records a CPU profile of the main thread. Between requests it does nothing, and
 * it keeps nothing open.
 */
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import process from 'node:process';
import { BroadcastChannel, isMainThread } from 'node:worker_threads';
import type { Inside, Request } from '../server.ts';

/** V8's own, by --expose-gc. */
declare const gc: (options: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void;

const workers = new BroadcastChannel('bench: collect');
let profiler: Session | null = null;

/** The last resort also gives back the empty pages that V8 keeps for later, a hundred megabytes after a start. */
function collect(): void {
  gc({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

async function answer(request: Request): Promise<void> {
  if (request.what === 'collect') {
    workers.postMessage(null);
    collect();
  } else if (request.what === 'profile') {
    profiler = new Session();
    profiler.connect();
    await profiler.post('Profiler.enable');
    await profiler.post('Profiler.start');
  } else if (request.what === 'write-profile') {
    const { profile } = await profiler!.post('Profiler.stop');
    writeFileSync(request.file, JSON.stringify(profile));
    profiler!.disconnect();
  }
}

function look(): Inside {
  const resources: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) resources[kind] = (resources[kind] ?? 0) + 1;
  const { heapUsed, external } = process.memoryUsage();
  return { heapUsed, external, resources };
}

if (isMainThread) {
  process.on('message', (request: Request) => void answer(request).then(() => process.send?.(look())));
  process.channel?.unref();
} else {
  workers.onmessage = collect;
}
workers.unref();
