/** What is owed over all mentorships of a person, as rows. */
import type { Due } from '@fireside/protocol';
import type { PromiseList } from '@fireside/protocol/http';
import { byDue } from '../due-words.ts';

export interface OwedRow {
  readonly id: string;
  readonly mentorship: string;
  readonly text: string;
  readonly due: Due;
  /** Of what this person owes: the others of that mentorship. Of what others owe: who; empty for a former member. */
  readonly names: readonly string[];
}

export interface Owed {
  readonly yours: readonly OwedRow[];
  readonly others: readonly OwedRow[];
}

/** What is still owed: what this person owes apart from what others do, each by what is due first. */
export function owedOf({ person, promises, mentorships }: PromiseList): Owed {
  const members = new Map(mentorships.map((one) => [one.id, one.members]));
  const rows = promises
    .filter(({ keptAt }) => keptAt === null)
    .map(({ id, mentorship, text, due, owner }) => {
      const own = owner === person.id;
      const named = (members.get(mentorship) ?? []).filter((one) => (own ? one.id !== owner : one.id === owner));
      return { own, row: { id, mentorship, text, due, names: named.map(({ name }) => name) } };
    })
    .toSorted((a, b) => byDue(a.row.due, b.row.due));
  const of = (own: boolean): OwedRow[] => rows.filter((one) => one.own === own).map(({ row }) => row);
  return { yours: of(true), others: of(false) };
}

/** The address of a mentorship by the page's template, such as `/mentorships/{mentorship}`. */
export function addressOf(template: string, mentorship: string): string {
  return template.replaceAll('{mentorship}', () => encodeURIComponent(mentorship));
}
