/** What was read of saved sessions, kept as long as the session of the widget: going back and forth waits for nobody. */
import type { FiresideSession } from '@fireside/client';
import { FiresideError } from '@fireside/protocol';
import type { SessionDetail } from '@fireside/protocol/http';

/** Sessions; a hundred kilobytes of notes each are much. */
const KEPT = 40;

const bySession = new WeakMap<FiresideSession, Details>();

export function detailsOf(session: FiresideSession): Details {
  const known = bySession.get(session);
  if (known) return known;
  const details = new Details(session);
  bySession.set(session, details);
  return details;
}

class Details {
  readonly #session: FiresideSession;
  readonly #kept = new Map<string, SessionDetail>();
  readonly #asked = new Set<string>();

  constructor(session: FiresideSession) {
    this.#session = session;
  }

  /** With the latest recap, as it was when it was read. */
  known(id: string): SessionDetail | null {
    return this.#kept.get(id) ?? null;
  }

  /** Asks the server. @throws FiresideError; the signal's reason when the session has ended */
  async read(id: string, revision: number | null = null): Promise<SessionDetail> {
    if (revision !== null) return this.#session.saved.detail(id, revision);
    try {
      const detail = await this.#session.saved.detail(id);
      this.keep(detail);
      return detail;
    } catch (error) {
      if (error instanceof FiresideError && error.code !== 'unreachable') this.forget(id);
      throw error;
    }
  }

  keep(detail: SessionDetail): void {
    this.#kept.delete(detail.id);
    this.#kept.set(detail.id, detail);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
  }

  forget(id: string): void {
    this.#kept.delete(id);
  }

  /** Reads what will probably be opened next, once; true when something came that was not known. */
  async readAhead(id: string): Promise<boolean> {
    if (this.#kept.has(id) || this.#asked.has(id)) return false;
    this.#asked.add(id);
    try {
      await this.read(id);
      return true;
    } catch (error) {
      if (error instanceof FiresideError || isAbort(error)) return false; // whoever opens it is told why
      throw error;
    } finally {
      this.#asked.delete(id);
    }
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
