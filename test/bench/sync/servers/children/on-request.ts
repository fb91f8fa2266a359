/**
 * Loaded before every server alike (`--import`): on request of the bench it collects garbage and tells what the process has.
 * Between requests it does nothing, and it keeps nothing open.
 */
import process from 'node:process';

declare const gc: () => void;

process.on('message', (request) => {
  if (request === 'collect') {
    gc();
    gc(); // what only a finaliser held
  }
  const counts: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1;
  const { heapUsed, external } = process.memoryUsage();
  process.send?.({ heapUsed, external, resources: counts });
});
process.channel?.unref();
