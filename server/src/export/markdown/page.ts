/** What every page of an export is written with. */
import type { ExportedMentorship } from '@fireside/protocol/http';
import { createDates, type Dates } from './dates.ts';
import { wordsFor, type Words } from './words.ts';

export interface Page {
  readonly words: Words;
  readonly dates: Dates;
  /** The name of a person; empty where nobody knows it. */
  readonly nameOf: (person: string | null) => string;
}

export interface Reader {
  /** BCP 47; null where the host did not say. */
  readonly locale: string | null;
  /** IANA; null likewise. */
  readonly tz: string | null;
}

export function createPage({ locale, tz }: Reader, members: ExportedMentorship['members']): Page {
  const language = wordsFor(locale);
  return {
    words: language.words,
    dates: createDates(language.locale, tz),
    nameOf: nameFrom(members),
  };
}

/** The same page where former members are known, too. */
export function withNames(page: Page, people: readonly { readonly id: string; readonly name: string }[]): Page {
  const others = nameFrom(people);
  return { ...page, nameOf: (person) => page.nameOf(person) || others(person) };
}

function nameFrom(people: readonly { readonly id: string; readonly name: string }[]): Page['nameOf'] {
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return (person) => (person === null ? '' : (names.get(person) ?? ''));
}
