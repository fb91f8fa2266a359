/** Texts on this device that no open document takes up: of other sessions, and of tabs that were closed meanwhile. */
import type { Ticket } from '@fireside/protocol';
import type { Subject } from '../observable.ts';
import { liveClients } from '../tab.ts';
import type { KeptTexts } from './kept-texts.ts';
import type { DeviceHome, WaitingEntry } from './waiting.ts';
import { workOff } from './work-off.ts';

export interface ElsewhereOptions {
  readonly home: DeviceHome;
  readonly kept: KeptTexts;
  readonly client: string;
  /** The sessions whose text waits. */
  readonly waiting: Subject<readonly string[]>;
  /** Joins with that session. */
  readonly ask: (session: string) => Promise<Ticket>;
  readonly signal: AbortSignal;
}

/**
 * Works through everything that is not open here. What does not go up now waits for the next join.
 * @param before the ticket before: what was left in its documents since then has not been read by them
 */
export async function workOffElsewhere(
  ticket: Ticket,
  before: Ticket | null,
  options: ElsewhereOptions,
): Promise<void> {
  const entries = await find(ticket, before, options);
  // A host token opens one mentorship: the texts of another one wait for a visit there.
  for (const entry of entries.filter(({ mentorship }) => mentorship === ticket.mentorship.id)) {
    try {
      await workOff(entry, options);
    } catch {
      if (options.signal.aborted) return; // else it stays on the list, which says so
    }
    await find(ticket, before, options);
  }
}

async function find(ticket: Ticket, before: Ticket | null, options: ElsewhereOptions): Promise<WaitingEntry[]> {
  const { home, client, waiting, signal } = options;
  const alive = await liveClients();
  const entries = (await home.waiting()).filter((entry) => {
    const isOpen = entry.document in ticket.documents.access;
    if (entry.client === client) return !isOpen;
    // A tab that was closed since this one opened the document: its text stands in the copy, unread.
    if (isOpen) return alive !== null && !alive.has(entry.client) && entry.document in (before?.documents.access ?? {});
    return !alive?.has(entry.client);
  });
  const sessions = [...new Set(entries.map((entry) => entry.session))];
  if (!signal.aborted && sessions.join() !== waiting.value.join()) waiting.set(sessions);
  return entries;
}
