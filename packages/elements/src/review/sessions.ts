import type { FiresideSession } from '@fireside/client';
import { FiresideError, type ErrorCode } from '@fireside/protocol';
import type { SessionSummary } from '@fireside/protocol/http';
import type { ReactiveControllerHost } from 'lit';
import { isPast, monthsOf, type Month } from './months.ts';

const PAGE = 100;

/** The saved sessions that are known so far, newest first, page by page. */
export class SavedSessions {
  readonly #host: ReactiveControllerHost;
  /** Null until the first page has come. */
  #all: readonly SessionSummary[] | null = null;
  #months: readonly Month[] = [];
  /** Where the next page begins; null on the last. */
  #before: string | null = null;
  #loading = false;
  #failed: ErrorCode | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  get all(): readonly SessionSummary[] | null {
    return this.#all;
  }
  get months(): readonly Month[] {
    return this.#months;
  }
  get more(): boolean {
    return this.#before !== null;
  }
  get loading(): boolean {
    return this.#loading;
  }
  get failed(): ErrorCode | null {
    return this.#failed;
  }
  /** Whether somebody has asked for the first page. */
  get begun(): boolean {
    return this.#all !== null || this.#loading || this.#failed !== null;
  }

  find(id: string | null): SessionSummary | undefined {
    return this.#all?.find((one) => one.id === id);
  }

  /** Loads the next page; answers the first session that it brought. */
  async load(session: FiresideSession): Promise<string | null> {
    if (this.#loading) return null;
    this.#begin();
    try {
      const before = this.#before;
      const page = await session.saved.list({ limit: PAGE, ...(before === null ? {} : { before }) });
      const known = new Set(this.#all?.map(({ id }) => id));
      const fresh = page.sessions.filter((one) => isPast(one) && !known.has(one.id));
      this.#before = page.before === before ? null : page.before; // the same place again would have no end
      this.#set(session, [...(this.#all ?? []), ...fresh]);
      return fresh[0]?.id ?? null;
    } catch (error) {
      this.#failed = codeOf(error);
      return null;
    } finally {
      this.#end();
    }
  }

  /** Asks for the newest page again, when something has happened to a session; what is known of earlier ones stays. */
  async renew(session: FiresideSession): Promise<void> {
    if (this.#loading || this.#all === null) return;
    this.#begin();
    try {
      const page = await session.saved.list({ limit: PAGE });
      const newest = page.sessions.filter(isPast);
      const ids = new Set(page.sessions.map(({ id }) => id));
      const earlier = this.#all.filter(({ id }) => !ids.has(id));
      this.#set(session, [...newest, ...earlier]);
    } catch (error) {
      this.#failed = codeOf(error);
    } finally {
      this.#end();
    }
  }

  /** Says of one session what is known to have become of it. */
  change(session: FiresideSession, id: string, change: Partial<SessionSummary>): void {
    if (this.#all === null) return;
    this.#set(
      session,
      this.#all.map((one) => (one.id === id ? { ...one, ...change } : one)),
    );
    this.#host.requestUpdate();
  }

  #set({ status }: FiresideSession, all: readonly SessionSummary[]): void {
    this.#all = all;
    this.#months = monthsOf(all, status.value.person?.tz ?? null, this.#months);
  }

  #begin(): void {
    this.#loading = true;
    this.#failed = null;
    this.#host.requestUpdate();
  }

  #end(): void {
    this.#loading = false;
    this.#host.requestUpdate();
  }
}

function codeOf(error: unknown): ErrorCode {
  if (error instanceof FiresideError) return error.code;
  throw error;
}
