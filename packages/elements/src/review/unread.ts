import type { SharedDocument } from '@fireside/client';
import { readMarks, setReadSince, type ReadMarks } from '@fireside/protocol';
import type { SessionSummary } from '@fireside/protocol/http';

/** `new`: nothing of it was read yet. `added`: something came since it was read, or since it was wrapped up. */
export type News = 'new' | 'added';

/** What is new in a session for a person with these marks; null when nothing is. */
export function newsOf(session: SessionSummary, { since, sessions }: ReadMarks): News | null {
  const { changedAt, wrappedUpAt, revision, added } = session;
  // On the first visit ever nothing is new: all of it would be.
  if (since === null || changedAt === null || changedAt <= since) return null;
  const mark = sessions.get(session.id);
  if (!mark) return wrappedUpAt !== null && wrappedUpAt <= since ? 'added' : 'new';
  return revision > mark.revision || added > mark.added ? 'added' : null;
}

/**
 * What is new since this person last looked. It is asked once, when they come: what is shown beside the list is read at
 * once, and would else lose its sign before anybody has seen it.
 */
export class Unread {
  #marks: ReadMarks | null = null;
  readonly #opened = new Set<string>();
  /** Changes with each answer that may have changed. */
  #version = 0;

  get version(): number {
    return this.#version;
  }

  /** `own`: the private document of this person. `now` (ms): their first look, if they never had one. */
  begin(own: SharedDocument | null, now: number): void {
    if (this.#marks !== null || !own?.synced) return;
    this.#marks = readMarks(own.doc);
    this.#version += 1;
    if (this.#marks.since === null && own.writable && !document.hidden) setReadSince(own.doc, now);
  }

  of(session: SessionSummary): News | null {
    return this.#marks === null || this.#opened.has(session.id) ? null : newsOf(session, this.#marks);
  }

  opened(session: string): void {
    if (this.#opened.has(session)) return;
    this.#opened.add(session);
    this.#version += 1;
  }

  /** Whether it could be noted. */
  markAll(own: SharedDocument | null, now: number): boolean {
    if (!own?.writable) return false;
    setReadSince(own.doc, now);
    this.#marks = readMarks(own.doc);
    this.#version += 1;
    return true;
  }
}
