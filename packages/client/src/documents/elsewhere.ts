/** Finds the texts of other sessions that wait on this device, and has them taken up after each join. */
import type { Ticket } from '@fireside/protocol';
import type { Subject } from '../observable.ts';
import { liveClients } from '../tab.ts';
import type { DeviceOfPerson } from './person.ts';
import type { DeviceHome, WaitingEntry } from './waiting.ts';

export interface ElsewhereOptions {
  readonly client: string;
  /** The sessions whose text waits. */
  readonly waiting: Subject<readonly string[]>;
  /** Joins with that session. */
  readonly ask: (session: string) => Promise<Ticket>;
  readonly signal: AbortSignal;
}

export class Elsewhere {
  readonly #options: ElsewhereOptions;
  #working = false;

  constructor(options: ElsewhereOptions) {
    this.#options = options;
  }

  /** Works through everything that is not open here. What does not go up now waits for the next join. */
  async workOff(ticket: Ticket, device: DeviceOfPerson): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    try {
      const home = await device.home;
      if (home) await this.#workOff(ticket, home, device);
    } catch (error) {
      if (!this.#options.signal.aborted) reportError(error); // the list cannot be read; nothing was deleted
    } finally {
      this.#working = false;
    }
  }

  async #workOff(ticket: Ticket, home: DeviceHome, { kept }: DeviceOfPerson): Promise<void> {
    const { client, ask, signal } = this.#options;
    const entries = await this.#find(ticket, home);
    // A host token opens one mentorship: the texts of another one wait for a visit there.
    const here = entries.filter((entry) => entry.mentorship === ticket.mentorship.id);
    if (here.length === 0) return;
    const { workOff } = await import('./work-off.ts');
    for (const entry of here) {
      try {
        await workOff(entry, { home, kept, client, ask, signal });
      } catch {
        if (signal.aborted) return; // else it stays on the list, which says so
      }
      await this.#find(ticket, home);
    }
  }

  async #find(ticket: Ticket, home: DeviceHome): Promise<WaitingEntry[]> {
    const { client, waiting, signal } = this.#options;
    const alive = await liveClients();
    const entries = (await home.waiting()).filter(
      (entry) => !(entry.document in ticket.documents.access) && (entry.client === client || !alive?.has(entry.client)),
    );
    const sessions = [...new Set(entries.map((entry) => entry.session))];
    if (!signal.aborted && sessions.join() !== waiting.value.join()) waiting.set(sessions);
    return entries;
  }
}
