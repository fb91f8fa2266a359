import type { FiresideSession } from '@fireside/client';
import { readAgenda, readBacklog, type Promised } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { formatDate } from '../format.ts';

/** The titles of the agenda items that are at hand, by id: of this session, and of the backlog. */
export function itemTitles({ documents }: FiresideSession): ReadonlyMap<string, string> {
  const { session, mentorship } = documents.value;
  const items = [...(mentorship ? readBacklog(mentorship.doc) : []), ...(session ? readAgenda(session.doc) : [])];
  return new Map(items.map(({ id, title }) => [id, title]));
}

/** "from “Spring talk”" where the item is at hand, else the day it was promised, else nothing: it is of today. */
export function fromWords(
  { from }: Promised,
  session: FiresideSession,
  titles: ReadonlyMap<string, string>,
): string | null {
  if (from === null) return null;
  const title = from.item === null ? '' : (titles.get(from.item) ?? '');
  if (title !== '') return msg(str`from “${title}”`);
  const { person, session: meeting } = session.status.value;
  if (from.at === undefined || from.session === meeting?.id) return null;
  return msg(str`from ${formatDate(from.at, person?.tz ?? null, session.now())}`);
}
