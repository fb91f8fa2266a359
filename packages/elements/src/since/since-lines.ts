import type { FiresideSession } from '@fireside/client';
import type { Change } from '@fireside/protocol';
import { nameOf } from '../lines/people.ts';
import type { News } from './looking.ts';
import { SERVER, type People } from './people.ts';
import { phraseOf, sentence } from './phrases.ts';

const ORDER: readonly Change['in'][] = [
  'agenda',
  'comments',
  'notes',
  'outcomes',
  'promises',
  'goals',
  'milestones',
  'backlog',
];

/** What others have written, a sentence each: by person, what nobody is known for last. */
export async function sinceLines(
  session: FiresideSession,
  people: People,
  news: readonly News[],
): Promise<readonly string[]> {
  const self = session.status.value.person?.id;
  const all = news.flatMap(({ kind, doc, changes }) => changes.map((change) => ({ kind, doc, change })));
  const found = await Promise.all(
    all.map(async ({ kind, doc, change }) => ({
      person: await people.of(kind, change.client),
      at: ORDER.indexOf(change.in),
      phrase: phraseOf(change, doc),
    })),
  );
  return found
    .filter((one) => one.person !== self && one.phrase !== null)
    .map(({ person, at, phrase }) => ({
      who: person === null || person === SERVER ? null : nameOf(session, person),
      at,
      phrase: phrase ?? '',
    }))
    .sort((a, b) => Number(a.who === null) - Number(b.who === null) || compare(a.who, b.who) || a.at - b.at)
    .map(({ who, phrase }) => sentence(who, phrase));
}

const compare = (a: string | null, b: string | null): number => (a ?? '').localeCompare(b ?? '');
