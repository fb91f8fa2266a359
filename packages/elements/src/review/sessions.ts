import type { FiresideSession } from '@fireside/client';
import { FiresideError, type ErrorCode } from '@fireside/protocol';
import type { SessionSummary } from '@fireside/protocol/http';
import type { ReactiveControllerHost } from 'lit';
import { isPast, monthsOf, type Month } from './months.ts';

/** Sessions of one answer. */
const PAGE = 100;
/** So many more are shown at a time: what a slow machine renders within a frame. */
const STEP = 20;

/** The saved sessions that are known so far, newest first, asked for page by page and shown step by step. */
export class SavedSessions {
  readonly #host: ReactiveControllerHost;
  /** Null until the first page has come. */
  #all: readonly SessionSummary[] | null = null;
  #shown = 0;
  #months: readonly Month[] = [];
  /** Where the next page begins; null on the last. */
  #before: string | null = null;
  #running: Promise<void> | null = null;
  #failed: ErrorCode | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  get all(): readonly SessionSummary[] | null {
    return this.#all;
  }
  /** Of those that are shown. */
  get months(): readonly Month[] {
    return this.#months;
  }
  get hasMore(): boolean {
    return this.#hidden > 0 || this.#before !== null;
  }
  /** Whether there is nothing to show until an answer comes. */
  get loading(): boolean {
    return this.#running !== null && this.#hidden === 0;
  }
  /** Why there is nothing more to show. */
  get failed(): ErrorCode | null {
    return this.#hidden === 0 ? this.#failed : null;
  }
  /** Whether somebody has asked for the first page. */
  get begun(): boolean {
    return this.#all !== null || this.#running !== null || this.#failed !== null;
  }

  find(id: string | null): SessionSummary | undefined {
    return this.#all?.find((one) => one.id === id);
  }

  /** Shows the next ones; answers the first of them. */
  async more(session: FiresideSession): Promise<string | null> {
    if (this.loading) return null;
    if (this.#hidden === 0) await this.#ask(session);
    const first = this.#all?.[this.#shown]?.id ?? null;
    this.#shown += Math.min(STEP, this.#hidden);
    this.#set(session, this.#all);
    // The next page is there before somebody comes to its place.
    if (first !== null && this.#hidden < STEP) void this.#ask(session);
    return first;
  }

  /** Asks for the newest page again, when something has happened to a session; what is known of earlier ones stays. */
  async renew(session: FiresideSession): Promise<void> {
    if (this.#all === null) return;
    while (this.#running) await this.#running; // what it brings may be older
    await this.#asking(async () => {
      const page = await session.saved.list({ limit: PAGE });
      const newest = page.sessions.filter(isPast);
      const ids = new Set(page.sessions.map(({ id }) => id));
      const earlier = (this.#all ?? []).filter(({ id }) => !ids.has(id));
      const fresh = newest.length + earlier.length - (this.#all?.length ?? 0);
      this.#shown += fresh; // they stand before the others
      this.#set(session, [...newest, ...earlier]);
    });
  }

  /** Says of one session what is known to have become of it. */
  change(session: FiresideSession, id: string, change: Partial<SessionSummary>): void {
    if (this.#all === null) return;
    this.#set(
      session,
      this.#all.map((one) => (one.id === id ? { ...one, ...change } : one)),
    );
  }

  get #hidden(): number {
    return (this.#all?.length ?? 0) - this.#shown;
  }

  /** Asks for the next page; nothing where there is none. */
  async #ask(session: FiresideSession): Promise<void> {
    const before = this.#before;
    if (this.#all !== null && before === null) return;
    await this.#asking(async () => {
      const page = await session.saved.list({ limit: PAGE, ...(before === null ? {} : { before }) });
      const known = new Set(this.#all?.map(({ id }) => id));
      const fresh = page.sessions.filter((one) => isPast(one) && !known.has(one.id));
      this.#before = page.before === before ? null : page.before; // the same place again would have no end
      this.#set(session, [...(this.#all ?? []), ...fresh]);
    });
  }

  /** One question at a time: another one is heard with it. */
  #asking(ask: () => Promise<void>): Promise<void> {
    this.#running ??= this.#wait(ask).finally(() => {
      this.#running = null;
      this.#host.requestUpdate();
    });
    return this.#running;
  }

  async #wait(ask: () => Promise<void>): Promise<void> {
    this.#failed = null;
    this.#host.requestUpdate();
    try {
      await ask();
    } catch (error) {
      this.#failed = codeOf(error);
    }
  }

  #set({ status }: FiresideSession, all: readonly SessionSummary[] | null): void {
    this.#all = all;
    this.#shown = Math.min(this.#shown, all?.length ?? 0);
    this.#months = monthsOf(all?.slice(0, this.#shown) ?? [], status.value.person?.tz ?? null, this.#months);
    this.#host.requestUpdate();
  }
}

function codeOf(error: unknown): ErrorCode {
  if (error instanceof FiresideError) return error.code;
  throw error;
}
