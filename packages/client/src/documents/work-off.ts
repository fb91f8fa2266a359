/** Text of other sessions that waits on this device: taken up to the server without any UI. Loaded only where there is some. */
import { errorEntry, FiresideError, parseDocumentName, type Access, type Ticket } from '@fireside/protocol';
import { until } from '../until.ts';
import { readCopy } from './device.ts';
import { OpenDocument } from './document.ts';
import type { KeptTexts } from './kept-texts.ts';
import { settleLeft } from './left.ts';
import { clearCopies } from './old-copies.ts';
import type { DeviceHome, WaitingEntry } from './waiting.ts';

/** Milliseconds for one document; what did not go up by then waits for the next join. */
const PATIENCE = 60_000;

export interface WorkOffOptions {
  readonly home: DeviceHome;
  readonly kept: KeptTexts;
  /** Joins with that session. */
  readonly ask: (session: string) => Promise<Ticket>;
  readonly signal: AbortSignal;
}

/**
 * Takes one entry off the list: its text is acknowledged, kept for its person to decide, or was erased by the server.
 * @throws Error why it still waits
 */
export async function workOff(entry: WaitingEntry, options: WorkOffOptions): Promise<void> {
  const { home, kept } = options;
  const { document: name, epoch, database } = entry;
  const { kind } = parseDocumentName(name);
  const ticket = await askFor(entry.session, options);
  const access = ticket?.documents.access[name];
  if (!ticket || !access) {
    const rows = await readCopy(database);
    const left = { document: name, kind, epoch, code: 'not-allowed', server: null, copy: () => rows } as const;
    if (!(await kept.offer(left))) throw new Error('The text could not be kept on this device.');
    return home.dropCopy(database);
  }
  const now = ticket.documents.epochs[name] ?? 1;
  if (now > epoch) return home.dropCopy(database);
  const open = (): Opened => openQuietly(entry, ticket, access, options);
  const opened = open();
  try {
    if (access === 'ro') return await compare(opened, entry, options);
    await opened.document.startWithCopy(home);
    await until(opened.document.progress, ({ saved }) => saved, opened.signal, PATIENCE);
    await home.removeWaiting(entry.key);
  } catch (error) {
    if (!opened.document.refused) throw error;
    await keepRefused(opened.document, open(), options);
  } finally {
    await opened.document.destroy();
  }
}

interface Opened {
  readonly document: OpenDocument;
  /** Aborted when the document is closed for good, or everything ends. */
  readonly signal: AbortSignal;
}

function openQuietly(entry: WaitingEntry, ticket: Ticket, access: Access, options: WorkOffOptions): Opened {
  const { document: name, session, mentorship, client } = entry; // in the place of the tab that wrote it
  const ended = new AbortController();
  const document = new OpenDocument({
    kind: parseDocumentName(name).kind,
    access,
    url: ticket.documents.url,
    token: ticket.documents.token,
    copy: { document: name, epoch: ticket.documents.epochs[name] ?? 1, session, mentorship, client },
    onClosed: (code) => ended.abort(new FiresideError(code)),
    onState: () => {},
    onLocalChange: () => {},
  });
  return { document, signal: AbortSignal.any([options.signal, ended.signal]) };
}

async function compare({ document, signal }: Opened, entry: WaitingEntry, options: WorkOffOptions): Promise<void> {
  const { home, kept } = options;
  // The copy may have gone off the list, or gone, before its entry: what there is of it is compared, and both leave.
  await home.addCopy(entry);
  await document.start(Promise.resolve(null));
  await clearCopies({ home: Promise.resolve(home), kept }, document, signal);
}

async function keepRefused(refused: OpenDocument, fresh: Opened, { home, kept }: WorkOffOptions): Promise<void> {
  try {
    await fresh.document.start(Promise.resolve(null));
    await until(fresh.document.shared, ({ synced }) => synced, fresh.signal, PATIENCE);
    await settleLeft({ home: Promise.resolve(home), kept }, refused, fresh.document.doc);
  } finally {
    await fresh.document.destroy();
  }
}

/** Null where the session does not let this person in any more. */
async function askFor(session: string, options: WorkOffOptions): Promise<Ticket | null> {
  try {
    return await options.ask(session);
  } catch (error) {
    if (error instanceof FiresideError && errorEntry(error.code).client === 'tell') return null;
    throw error;
  }
}
