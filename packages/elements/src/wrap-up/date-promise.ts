/** A session that ends without a next date: finding one becomes a promise, of the mentee unless somebody says otherwise. */
import type { FiresideSession } from '@fireside/client';
import { dropDatePromise, promiseDate, readNext, type Member } from '@fireside/protocol';
import { msg } from '@lit/localize';
import { fromHere } from '../from-here.ts';

/** Who will look for a date; null where nobody can. */
export function dateFinder({ status }: FiresideSession): Member | null {
  const members = status.value.mentorship?.members ?? [];
  return members.find(({ role }) => role === 'mentee') ?? members[0] ?? null;
}

/** Leaves that promise where there is no date, and takes it back where there is one after all. */
export function settleDatePromise(session: FiresideSession): void {
  const { session: own, mentorship } = session.documents.value;
  const meeting = session.status.value.session;
  const finder = dateFinder(session);
  if (!own || !mentorship?.writable || !meeting || !finder) return;
  if (readNext(own.doc) !== null) return dropDatePromise(mentorship.doc, meeting.id);
  promiseDate(mentorship.doc, {
    text: msg('Agree on the next date'),
    owner: finder.id,
    from: fromHere(session, meeting, null),
  });
}
