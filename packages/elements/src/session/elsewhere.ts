import type { FiresideSession } from '@fireside/client';
import { FiresideError } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { formatDate } from '../format.ts';

/** Names sessions by their date, for text of them that still waits on this device. */
export class Elsewhere {
  readonly #session: FiresideSession;
  readonly #changed: () => void;
  /** When each session was; null while nobody has answered, or it has no date. */
  readonly #dates = new Map<string, number | null>();

  constructor(session: FiresideSession, changed: () => void) {
    this.#session = session;
    this.#changed = changed;
  }

  names(): string[] {
    return this.#session.waitingElsewhere.value.map((id) => this.#name(id));
  }

  #name(id: string): string {
    if (!this.#dates.has(id)) void this.#ask(id);
    const at = this.#dates.get(id) ?? null;
    if (at === null) return msg('another session');
    const zone = this.#session.status.value.person?.tz ?? null;
    return msg(str`the session of ${formatDate(at, zone, this.#session.now())}`);
  }

  async #ask(id: string): Promise<void> {
    this.#dates.set(id, null);
    try {
      this.#dates.set(id, (await this.#session.saved.detail(id)).startsAt);
      this.#changed();
    } catch (error) {
      if (!(error instanceof FiresideError)) throw error; // a session that cannot be asked for stays without a date
    }
  }
}
