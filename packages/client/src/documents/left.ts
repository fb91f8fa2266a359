/** What happens to the text of a document that cannot go on: compared, kept where need be, and its copy dropped. Loaded when needed. */
import * as Y from 'yjs';
import { readCopy } from './device.ts';
import type { OpenDocument } from './document.ts';
import type { KeptTexts } from './kept-texts.ts';
import type { DeviceHome } from './waiting.ts';

export interface Places {
  readonly home: Promise<DeviceHome | null>;
  readonly kept: KeptTexts;
}

/**
 * Compares an open document that cannot go on, together with its copy on this device, with the server's state; keeps what
 * would be lost and drops the copy. False where the copy has to stay for the next visit.
 * @param server null where the server does not show the document any more
 * @throws Error where nothing could be compared: then the document holds its text as before
 */
export async function settleLeft(places: Places, document: OpenDocument, server: Y.Doc | null): Promise<boolean> {
  await document.copyOpened(); // or its words would be written to a copy that nobody drops
  const copy = await readCopyOf(places, document);
  const { name, kind, epoch, doc } = document;
  if (server || copy?.listed || document.refused !== null || !document.progress.value.saved) {
    const kept = await places.kept.offer({
      document: name,
      kind,
      epoch,
      code: document.refused ?? (server ? 'read-only' : 'not-allowed'),
      server,
      copy: () => [...(copy?.rows ?? []), Y.encodeStateAsUpdate(doc)],
    });
    if (!kept) return false;
  }
  // Where the page is over, what it has kept may be gone with it: the copy stays for the next visit.
  if (!copy || document.destroyed) return false;
  await document.unbindCopy();
  try {
    const home = await places.home;
    if (copy.database) await home?.dropCopy(copy.database);
    return true;
  } catch {
    return false; // another page holds it; nothing of it is lost
  }
}

interface CopyLeft {
  readonly database: string;
  readonly rows: readonly Uint8Array[];
  /** Whether some tab has listed unacknowledged text in it. */
  readonly listed: boolean;
}

const NOTHING: CopyLeft = { database: '', rows: [], listed: false };

/** Null where there may be a copy that cannot be read. */
async function readCopyOf(places: Places, { name, epoch }: OpenDocument): Promise<CopyLeft | null> {
  try {
    const home = await places.home;
    const database = (await home?.copyOf(name, epoch))?.database;
    if (!home || !database) return NOTHING;
    const listed = (await home.waiting()).some((entry) => entry.database === database);
    return { database, rows: await readCopy(database), listed };
  } catch (error) {
    reportError(error);
    return null;
  }
}
