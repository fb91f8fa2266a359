/** Copies on this device that a document which opens now does not take up. */
import { until } from '../until.ts';
import { readCopy } from './device.ts';
import type { OpenDocument } from './document.ts';
import type { Places } from './left.ts';

/** Drops copies from before the document was erased; compares one of a document that may only be read by now. */
export async function clearCopies(places: Places, document: OpenDocument, signal: AbortSignal): Promise<void> {
  const { name, kind, epoch, doc } = document;
  try {
    const home = await places.home;
    if (!home) return;
    for (const copy of await home.copies()) {
      if (copy.document !== name || copy.epoch > epoch) continue;
      if (copy.epoch === epoch) {
        if (document.access === 'rw') continue;
        await until(document.shared, (shared) => shared.synced, signal);
        const rows = await readCopy(copy.database);
        const left = { document: name, kind, epoch, code: 'read-only', server: doc, copy: () => rows } as const;
        if (!(await places.kept.offer(left))) continue;
        signal.throwIfAborted(); // where the page is over, what it has kept may be gone with it
      }
      await home.dropCopy(copy.database);
    }
  } catch (error) {
    if (!signal.aborted) reportError(error); // nothing was deleted; the next visit tries again
  }
}
