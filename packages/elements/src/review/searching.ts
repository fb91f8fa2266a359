import type { FiresideSession } from '@fireside/client';
import { FiresideError, type ErrorCode } from '@fireside/protocol';
import type { SessionList } from '@fireside/protocol/http';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { NOTHING, queryOf, wordsOf, type Search } from './query.ts';

/** Who types goes on within this time (ms). */
const TYPING = 150;
/** What was found is told once nothing has been typed for so long (ms). */
const TELLING = 900;
const PAGE = 20;

/** What was found for a search. */
export interface Found {
  readonly search: Search;
  readonly list: SessionList;
}

interface Options {
  readonly session: () => FiresideSession | null;
  /** An answer is there and the person has stopped typing. */
  readonly tell: (found: Found) => void;
}

/** Searches the saved notes while somebody types. The last question wins, whichever answer comes last. */
export class Searching implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: Options;
  #search: Search = NOTHING;
  #found: Found | null = null;
  #failed: ErrorCode | null = null;
  /** The request that is under way. */
  #asking: AbortController | null = null;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #telling: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, options: Options) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  get search(): Search {
    return this.#search;
  }
  /** The last answer; null while there was none. It may be of an earlier search than the one that is asked just now. */
  get found(): Found | null {
    return this.#found;
  }
  get failed(): ErrorCode | null {
    return this.#failed;
  }
  get asking(): boolean {
    return this.#asking !== null;
  }
  /** Whether something was typed, be it only punctuation. */
  get active(): boolean {
    return this.#search.text.trim() !== '';
  }
  get words(): readonly string[] {
    return wordsOf(this.#search.text);
  }

  hostDisconnected(): void {
    this.#stop();
  }

  type(text: string): void {
    this.#search = { ...this.#search, text };
    this.#stop();
    if (this.words.length === 0) this.#forget();
    else this.#typing = setTimeout(() => void this.ask(), TYPING);
    this.#host.requestUpdate();
  }

  narrow(change: Partial<Omit<Search, 'text'>>): void {
    this.#search = { ...this.#search, ...change };
    void this.ask();
  }

  clear(): void {
    this.#search = NOTHING;
    this.#stop();
    this.#forget();
    this.#host.requestUpdate();
  }

  /** Asks at once, or again after a failure. */
  async ask(): Promise<void> {
    await this.#request(null);
  }

  /** The next page; answers the first session that it brought. */
  async more(): Promise<string | null> {
    const { found } = this;
    const before = found?.list.before ?? null;
    if (found === null || before === null || this.asking) return null;
    return this.#request(before);
  }

  async #request(before: string | null): Promise<string | null> {
    this.#stop();
    const session = this.#options.session();
    const search = this.#search;
    const query = session && queryOf(search, session.now(), session.status.value.person?.tz ?? null);
    if (!session || !query) return null;
    const asking = new AbortController();
    this.#asking = asking;
    this.#failed = null;
    this.#host.requestUpdate();
    try {
      const page = { limit: PAGE, ...(before === null ? {} : { before }) };
      const list = await session.saved.list({ ...query, ...page }, asking.signal);
      if (asking.signal.aborted) return null;
      this.#take(search, list, before !== null);
      return list.sessions[0]?.id ?? null;
    } catch (error) {
      if (asking.signal.aborted) return null; // nobody waits for this answer
      if (!(error instanceof FiresideError)) throw error;
      this.#failed = error.code;
      return null;
    } finally {
      if (this.#asking === asking) this.#asking = null;
      this.#host.requestUpdate();
    }
  }

  #take(search: Search, list: SessionList, goesOn: boolean): void {
    const former = goesOn ? this.#found?.list : undefined;
    const found = { search, list: former ? joined(former, list) : list };
    this.#found = found;
    if (!goesOn) this.#telling = setTimeout(() => this.#options.tell(found), TELLING);
  }

  #forget(): void {
    this.#found = null;
    this.#failed = null;
  }

  #stop(): void {
    clearTimeout(this.#typing);
    clearTimeout(this.#telling);
    this.#asking?.abort();
    this.#asking = null;
  }
}

/** What belongs to no session comes with the first page only. */
function joined(former: SessionList, next: SessionList): SessionList {
  const known = new Set(former.sessions.map(({ id }) => id));
  const sessions = [...former.sessions, ...next.sessions.filter(({ id }) => !known.has(id))];
  return { ...former, sessions, before: next.before };
}
