/** What is owed over all mentorships of a person, as rows. */
import type { Due } from '@fireside/protocol';
import type { PromiseList } from '@fireside/protocol/http';
import { byDue } from '../due-words.ts';
import { byKept } from '../promise-shown.ts';

export interface OwedRow {
  readonly id: string;
  readonly mentorship: string;
  readonly text: string;
  readonly due: Due;
  /** Of what this person owes: the others of that mentorship. Of what others owe: who; empty for a former member. */
  readonly names: readonly string[];
  readonly own: boolean;
  /** The session it was promised in, where that is known. */
  readonly session: string | null;
  /** When it was promised, else when that session was, in ms since the epoch; null where nobody knows. */
  readonly since: number | null;
  /** ms since the epoch; null while it is owed. */
  readonly keptAt: number | null;
}

export interface Owed {
  readonly yours: readonly OwedRow[];
  readonly others: readonly OwedRow[];
  /** The latest first. */
  readonly kept: readonly OwedRow[];
}

/** What this person owes apart from what others do, each by what is due first, and what was kept. */
export function owedOf({ person, promises, mentorships, sessions }: PromiseList): Owed {
  const members = new Map(mentorships.map((one) => [one.id, one.members]));
  const starts = new Map(sessions.map(({ id, startsAt }) => [id, startsAt]));
  const rows = promises.map(({ id, mentorship, text, due, owner, from, keptAt }): OwedRow => {
    const own = owner === person.id;
    const named = (members.get(mentorship) ?? []).filter((one) => (own ? one.id !== owner : one.id === owner));
    const session = from?.session ?? null;
    const since = from?.at ?? starts.get(session ?? '') ?? null;
    return { id, mentorship, text, due, names: named.map(({ name }) => name), own, session, since, keptAt };
  });
  const open = rows.filter(({ keptAt }) => keptAt === null).sort((a, b) => byDue(a.due, b.due));
  return {
    yours: open.filter(({ own }) => own),
    others: open.filter(({ own }) => !own),
    kept: rows.filter(({ keptAt }) => keptAt !== null).sort(byKept),
  };
}

/** The address of a promise by the page's template, such as `/mentorships/{mentorship}?notes={session}`. */
export function addressOf(template: string, { mentorship, session }: Pick<OwedRow, 'mentorship' | 'session'>): string {
  return template
    .replaceAll('{mentorship}', () => encodeURIComponent(mentorship))
    .replaceAll('{session}', () => encodeURIComponent(session ?? ''));
}
