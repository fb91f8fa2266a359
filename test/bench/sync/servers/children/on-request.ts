/**
 * Loaded before every server alike (`--import`), and so in its worker threads too: on request of the bench it collects
 * garbage, tells what the process has, or records a CPU profile of the main thread. Between requests it does nothing, and
 * it keeps nothing open.
 */
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import process from 'node:process';
import { queryObjects } from 'node:v8';
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
  await obey(request);
  process.send?.(await look(request));
}

async function obey(request: Request): Promise<void> {
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

/** Loaded only where it is asked for, so that no server carries what it does not use. */
async function countDocuments(): Promise<number> {
  const { Doc } = await import('yjs');
  return queryObjects(Doc, { format: 'count' });
}

async function look({ what }: Request): Promise<Inside> {
  const documents = what === 'documents' ? await countDocuments() : null;
  const resources: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) resources[kind] = (resources[kind] ?? 0) + 1;
  const { heapUsed, external } = process.memoryUsage();
  return { heapUsed, external, resources, documents };
}

if (isMainThread) {
  process.on('message', (request: Request) => void answer(request));
  process.on('disconnect', () => process.exit()); // a bench that was broken off leaves no server behind
  process.channel?.unref();
} else {
  workers.onmessage = collect;
}
workers.unref();
