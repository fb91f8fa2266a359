import type { FiresideSession } from '@fireside/client';
import { changesSince, type Change } from '@fireside/protocol';
import type * as Y from 'yjs';
import { nameOf } from '../lines/people.ts';
import type { News } from './looking.ts';
import { SERVER, type People, type SharedKind } from './people.ts';
import { sentence } from './phrases.ts';
import { toldOf } from './told.ts';

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

export interface SinceLine {
  readonly text: string;
  readonly kind: SharedKind;
  readonly doc: Y.Doc;
  readonly change: Change;
}

/** What others have written, a sentence each: by person, what nobody is known for last. */
export async function sinceLines(
  session: FiresideSession,
  people: People,
  news: readonly News[],
): Promise<readonly SinceLine[]> {
  const { person: self, session: meeting } = session.status.value;
  const all = news.flatMap(({ kind, doc, seen }) =>
    toldOf(changesSince(doc, seen), doc, meeting?.minutes).map((told) => ({ kind, doc, ...told })),
  );
  const found = await Promise.all(
    all.map(async (one) => ({ ...one, person: await people.of(one.kind, one.change.client) })),
  );
  return found
    .filter(({ person }) => person !== self?.id)
    .map((one) => ({ ...one, who: one.person === null || one.person === SERVER ? null : nameOf(session, one.person) }))
    .sort((a, b) => Number(a.who === null) - Number(b.who === null) || compare(a.who, b.who) || at(a) - at(b))
    .map(({ who, phrase, kind, doc, change }) => ({ text: sentence(who, phrase), kind, doc, change }));
}

const at = ({ change }: { change: Change }): number => ORDER.indexOf(change.in);
const compare = (a: string | null, b: string | null): number => (a ?? '').localeCompare(b ?? '');
