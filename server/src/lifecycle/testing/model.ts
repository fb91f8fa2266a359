/**
 * The life of one mentorship's sessions as DESIGN tells it, in memory and without anything that could go wrong. Written apart
 * from the server, so that two readings of the same words are compared. Times are ms since the epoch; items are known by title.
 */
import type { ItemState, SessionState } from '@fireside/protocol';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export type Command = 'start' | 'wrap-up' | 'archive' | 'cancel' | 'did-not-happen';

export interface Addendum {
  readonly id: string;
  readonly person: string;
  readonly text: string;
}

export class ModelSession {
  state: SessionState = 'scheduled';
  startsAt: number | null = null;
  minutes = 50;
  datedByStart = false;
  startedAt: number | null = null;
  wrappedUpAt: number | null = null;
  /** When something was written into its document last. */
  writtenAt = -Infinity;
  /** When each person was there last. */
  readonly attended = new Map<string, number>();
  readonly agenda = new Map<string, ItemState>();
  /** Titles that were carried on from here. */
  readonly carried = new Set<string>();
  agreed: number | null = null;
  /** Who agreed on it: the recap says so. */
  agreedBy: string | null = null;
  readonly addenda: Addendum[] = [];
  revisions = 0;
  /** What the latest revision says. */
  kept = '';
  /** The server's id, as soon as it is known. */
  id: string | null = null;

  /** Members who were there since it was started, by name of the person. */
  there(): string[] {
    const since = this.startedAt ?? Infinity;
    return [...this.attended].filter(([, at]) => at >= since).map(([person]) => person);
  }

  get isWritable(): boolean {
    return this.state === 'scheduled' || this.state === 'live' || this.state === 'wrapped-up';
  }
}

/** What a command is answered: a status, and the code of a refusal. */
export type Outcome = 200 | 201 | 'state-conflict' | 'already-live';

const isOver = (startsAt: number, minutes: number, now: number): boolean =>
  startsAt + minutes * MINUTE + 24 * HOUR <= now;

export class Model {
  readonly sessions: ModelSession[] = [];
  readonly backlog = new Set<string>();
  now: number;

  constructor(now: number) {
    this.now = now;
  }

  join(): void {
    if (!this.#live() && !this.#next(this.#scheduled())) this.#add({});
  }

  book(startsAt: number): Outcome {
    this.#date({ startsAt, minutes: 50 });
    return 201;
  }

  command(command: Command, session: ModelSession, person: string): Outcome {
    switch (command) {
      case 'start':
        return this.#start(session, person);
      case 'wrap-up':
        if (session.state === 'wrapped-up' || session.state === 'archived') return 200;
        if (session.state !== 'live') return 'state-conflict';
        this.#wrapUp(session);
        return 200;
      case 'archive':
        if (session.state === 'archived') return 200;
        if (session.state !== 'wrapped-up') return 'state-conflict';
        session.state = 'archived';
        return 200;
      case 'cancel':
        return this.#endSideways(session, 'cancelled');
      case 'did-not-happen':
        if (session.state === 'scheduled' && (session.startsAt ?? 0) > this.now) return 'state-conflict';
        return this.#endSideways(session, 'did-not-happen');
    }
  }

  move(session: ModelSession, startsAt: number): Outcome {
    if (session.state !== 'scheduled') return 'state-conflict';
    session.startsAt = startsAt;
    return 200;
  }

  addTo(session: ModelSession, addendum: Addendum): Outcome {
    if (session.state !== 'archived') return 'state-conflict';
    const same = session.addenda.find(({ id }) => id === addendum.id);
    if (same) return same.person === addendum.person && same.text === addendum.text ? 200 : 'state-conflict';
    session.addenda.push(addendum);
    return 201;
  }

  /** Somebody writes into the document of a session that can be written to. */
  write(session: ModelSession, person: string, edit: () => void): void {
    edit();
    session.writtenAt = this.now;
    if (session.state === 'live') session.attended.set(person, this.now);
    if (session.state === 'wrapped-up') this.#settle(session);
  }

  /** What time alone does. */
  sweep(): void {
    const live = this.#live();
    if (live && Math.max(live.startedAt ?? 0, live.writtenAt) <= this.now - 2 * HOUR) {
      const written = live.writtenAt >= (live.startedAt ?? 0);
      if (live.there().length <= 1 && !written) this.#takeBack(live);
      else this.#wrapUp(live);
    }
    for (const session of this.sessions) {
      if (session.state === 'wrapped-up' && (session.wrappedUpAt ?? 0) + 72 * HOUR <= this.now)
        session.state = 'archived';
    }
  }

  #start(session: ModelSession, person: string): Outcome {
    if (session.state === 'live') {
      session.attended.set(person, this.now);
      return 200;
    }
    if (session.state !== 'scheduled') return 'state-conflict';
    if (this.#live()) return 'already-live';
    session.state = 'live';
    session.startedAt = this.now;
    session.datedByStart = session.startsAt === null;
    session.startsAt ??= this.now;
    session.attended.set(person, this.now);
    return 200;
  }

  #takeBack(session: ModelSession): void {
    if (session.datedByStart && !this.#undated()) session.startsAt = null;
    session.state = 'scheduled';
    session.startedAt = null;
    session.datedByStart = false;
  }

  #wrapUp(session: ModelSession): void {
    this.#carry(session, session.agreed);
    session.state = 'wrapped-up';
    session.wrappedUpAt = this.now;
    this.#revise(session);
  }

  #endSideways(session: ModelSession, state: 'cancelled' | 'did-not-happen'): Outcome {
    if (session.state === state) return 200;
    if (session.state !== 'scheduled') return 'state-conflict';
    this.#carry(session, null);
    session.state = state;
    return 200;
  }

  #settle(session: ModelSession): void {
    this.#carry(session, null);
    this.#revise(session);
  }

  #revise(session: ModelSession): void {
    const content = JSON.stringify([[...session.agenda], session.agreed, session.agreedBy]);
    if (content === session.kept) return;
    session.kept = content;
    session.revisions += 1;
  }

  /** Open items go to the next session, parked ones into the backlog, each of them once. */
  #carry(from: ModelSession, agreed: number | null): void {
    const items = [...from.agenda].filter(([title]) => !from.carried.has(title));
    const open = items.filter(([, state]) => state === 'open').map(([title]) => title);
    const parked = items.filter(([, state]) => state === 'parked').map(([title]) => title);
    const scheduled = this.#scheduled().filter((one) => one !== from);
    if (agreed !== null && !isOver(agreed, 50, this.now) && !scheduled.some(({ startsAt }) => startsAt === agreed)) {
      this.#date({ startsAt: agreed, minutes: 50 }, from);
    }
    const after = this.#scheduled().filter((one) => one !== from);
    const next = this.#next(after) ?? (open.length > 0 ? this.#add({}) : null);
    for (const title of open) {
      if (next && !next.agenda.has(title)) next.agenda.set(title, 'open');
      from.carried.add(title);
    }
    for (const title of parked) {
      this.backlog.add(title);
      from.carried.add(title);
    }
  }

  /** A date is for the session that has none yet, else for a new one. */
  #date(date: { startsAt: number; minutes: number }, beside?: ModelSession): void {
    const undated = this.#undated();
    if (undated && undated !== beside) Object.assign(undated, date);
    else this.#add(date);
  }

  #add(date: { startsAt?: number; minutes?: number }): ModelSession {
    const session = Object.assign(new ModelSession(), date);
    this.sessions.push(session);
    return session;
  }

  #live(): ModelSession | undefined {
    return this.sessions.find(({ state }) => state === 'live');
  }

  #scheduled(): ModelSession[] {
    return this.sessions
      .filter(({ state }) => state === 'scheduled')
      .sort((a, b) => (a.startsAt ?? Infinity) - (b.startsAt ?? Infinity));
  }

  #undated(): ModelSession | undefined {
    return this.#scheduled().find(({ startsAt }) => startsAt === null);
  }

  /** The earliest that is not long over, else the one without a date. */
  #next(scheduled: readonly ModelSession[]): ModelSession | null {
    return scheduled.find(({ startsAt, minutes }) => startsAt === null || !isOver(startsAt, minutes, this.now)) ?? null;
  }
}
