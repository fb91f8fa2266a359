/** The people and mentorships of a made-up company. A real intranet has them in its directory. */

export type Role = 'mentor' | 'mentee' | 'observer';

export interface Person {
  readonly id: string;
  readonly name: string;
  /** What they do, for the page of people. */
  readonly job: string;
  /** BCP 47. */
  readonly locale: string;
  /** IANA time zone. */
  readonly tz: string;
}

export interface Mentorship {
  readonly id: string;
  readonly members: readonly { readonly id: string; readonly role: 'mentor' | 'mentee' }[];
  readonly observers: readonly string[];
}

export const people: readonly Person[] = [
  { id: 'anna', name: 'Anna', job: 'Principal engineer, Lisbon', locale: 'en-GB', tz: 'Europe/Lisbon' },
  { id: 'bo', name: 'Bo', job: 'Engineer, Copenhagen', locale: 'en-GB', tz: 'Europe/Copenhagen' },
  { id: 'olga', name: 'Olga', job: 'Mentoring programme, Copenhagen', locale: 'en-GB', tz: 'Europe/Copenhagen' },
  { id: 'cy', name: 'Cy', job: 'Designer, Dublin', locale: 'en-GB', tz: 'Europe/Dublin' },
];

export const mentorships: readonly Mentorship[] = [
  {
    id: 'anna-bo',
    members: [
      { id: 'anna', role: 'mentor' },
      { id: 'bo', role: 'mentee' },
    ],
    observers: ['olga'],
  },
  {
    id: 'anna-cy',
    members: [
      { id: 'anna', role: 'mentor' },
      { id: 'cy', role: 'mentee' },
    ],
    observers: [],
  },
];

export function findPerson(id: string): Person | undefined {
  return people.find((person) => person.id === id);
}

/** @throws Error when a mentorship names somebody who does not exist. */
export function getPerson(id: string): Person {
  const person = findPerson(id);
  if (person === undefined) throw new Error(`There is no person ${id}.`);
  return person;
}

/** What this person may be in this mentorship; null when it is none of their business. */
export function roleIn(mentorship: Mentorship, person: Person): Role | null {
  const member = mentorship.members.find(({ id }) => id === person.id);
  if (member !== undefined) return member.role;
  return mentorship.observers.includes(person.id) ? 'observer' : null;
}

export function mentorshipsOf(person: Person): readonly Mentorship[] {
  return mentorships.filter((mentorship) => roleIn(mentorship, person) !== null);
}

/** The mentorship, if this person has any part in it. */
export function findMentorship(id: string, person: Person): Mentorship | undefined {
  return mentorshipsOf(person).find((mentorship) => mentorship.id === id);
}

/** Its members as people write it: “Anna and Bo”. */
export function titleOf(mentorship: Mentorship): string {
  return new Intl.ListFormat('en-GB').format(mentorship.members.map(({ id }) => getPerson(id).name));
}
