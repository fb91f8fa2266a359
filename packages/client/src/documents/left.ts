/** What happens to a copy on this device when its document can no longer be written: compared, kept where need be, dropped. */
import * as Y from 'yjs';
import { until } from '../until.ts';
import { readCopy } from './device.ts';
import type { OpenDocument } from './document.ts';
import type { KeptTexts } from './kept-texts.ts';
import type { DeviceHome } from './waiting.ts';

interface Places {
  readonly home: Promise<DeviceHome | null>;
  readonly kept: KeptTexts;
}

/**
 * Compares an open document that cannot go on, together with its copy on this device, with the server's state; keeps what
 * would be lost and drops the copy. False where that was not possible: then the copy stays for the next visit.
 * @param server null where the server does not show the document any more
 */
export async function settleLeft(places: Places, document: OpenDocument, server: Y.Doc | null): Promise<boolean> {
  const { name, kind, epoch, doc } = document;
  try {
    const home = await places.home;
    await document.unbindCopy();
    const database = await findCopy(home, name, epoch);
    const rows = database ? await readCopy(database) : [];
    const unsaved = document.refused !== null || !document.progress.value.saved || (await waits(home, database));
    if (server || unsaved) {
      await places.kept.offer({
        document: name,
        kind,
        epoch,
        server,
        copy: () => [...rows, Y.encodeStateAsUpdate(doc)],
      });
    }
    if (database) await home?.dropCopy(database);
    return true;
  } catch (error) {
    reportError(error); // the device or the code that compares failed: nothing was deleted
    return false;
  }
}

/** At the opening of a document: drops copies from before it was erased; compares one that may only be read by now. */
export async function clearCopies(places: Places, document: OpenDocument, signal: AbortSignal): Promise<void> {
  const { name, kind, epoch, doc } = document;
  try {
    const home = await places.home;
    if (!home) return;
    for (const copy of await home.copies()) {
      if (copy.document !== name || copy.epoch > epoch) continue;
      if (copy.epoch === epoch) {
        if (document.access === 'rw') continue;
        const rows = await readCopy(copy.database);
        await until(document.shared, (shared) => shared.synced, signal);
        await places.kept.offer({ document: name, kind, epoch, server: doc, copy: () => rows });
      }
      await home.dropCopy(copy.database);
    }
  } catch (error) {
    if (!signal.aborted) reportError(error); // nothing was deleted; the next visit tries again
  }
}

async function findCopy(home: DeviceHome | null, document: string, epoch: number): Promise<string | null> {
  const copies = (await home?.copies()) ?? [];
  return copies.find((copy) => copy.document === document && copy.epoch === epoch)?.database ?? null;
}

/** Whether some tab has listed unacknowledged text in this copy. */
async function waits(home: DeviceHome | null, database: string | null): Promise<boolean> {
  return ((await home?.waiting()) ?? []).some((entry) => entry.database === database);
}
