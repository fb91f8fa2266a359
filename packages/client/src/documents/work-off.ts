/** Text of other sessions that waits on this device: taken up to the server without any UI. Loaded only where there is some. */
import { errorEntry, FiresideError, parseDocumentName, type Ticket } from '@fireside/protocol';
import { until } from '../until.ts';
import { readCopy } from './device.ts';
import { OpenDocument } from './document.ts';
import type { KeptTexts } from './kept-texts.ts';
import { clearCopies } from './left.ts';
import type { DeviceHome, WaitingEntry } from './waiting.ts';

/** Milliseconds for one document; what did not go up by then waits for the next join. */
const PATIENCE = 60_000;

export interface WorkOffOptions {
  readonly home: DeviceHome;
  readonly kept: KeptTexts;
  readonly client: string;
  /** Joins with that session. */
  readonly ask: (session: string) => Promise<Ticket>;
  readonly signal: AbortSignal;
}

/**
 * Takes one entry off the list: its text is acknowledged, kept for its person to decide, or was erased by the server.
 * @throws FiresideError, or the reason of a signal: then it still waits
 */
export async function workOff(entry: WaitingEntry, options: WorkOffOptions): Promise<void> {
  const { home, kept, client } = options;
  const { document: name, epoch, database } = entry;
  const { kind } = parseDocumentName(name);
  const ticket = await askFor(entry.session, options);
  const access = ticket?.documents.access[name];
  if (!ticket || !access) {
    const rows = await readCopy(database);
    await kept.offer({ document: name, kind, epoch, server: null, copy: () => rows });
    await home.dropCopy(database);
    return;
  }
  const now = ticket.documents.epochs[name] ?? 1;
  const ended = new AbortController();
  const signal = AbortSignal.any([options.signal, ended.signal]);
  const document = new OpenDocument({
    kind,
    access,
    url: ticket.documents.url,
    token: ticket.documents.token,
    copy: { document: name, epoch: now, session: entry.session, mentorship: entry.mentorship, client },
    onClosed: (code) => ended.abort(new FiresideError(code)),
    onState: () => {},
    onLocalChange: () => {},
  });
  try {
    const places = { home: Promise.resolve(home), kept };
    if (access === 'rw' && now === entry.epoch) {
      await document.start(places.home);
      await until(document.progress, ({ saved }) => saved, signal, PATIENCE);
      await home.removeWaiting(entry.key);
    } else {
      await document.start(Promise.resolve(null));
      await clearCopies(places, document, signal);
    }
  } finally {
    await document.destroy();
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
