/** What a line of the notes can become, through the operations of the documents. */
import type { FiresideSession } from '@fireside/client';
import {
  addItem,
  addOutcome,
  addPromise,
  deleteItem,
  deleteOutcome,
  deletePromise,
  FiresideError,
  type Became,
} from '@fireside/protocol';
import type * as Y from 'yjs';
import { fromHere } from '../../from-here.ts';

export interface NewRecord {
  readonly became: Became;
  readonly text: string;
  /** The agenda item that it was written about. */
  readonly item: string | null;
}

/** Which of them this person can make now: a promise stands in the mentorship's document. */
export function canBecome(session: FiresideSession | null, became: Became): boolean {
  const { session: own, mentorship } = session?.documents.value ?? {};
  if (session?.status.value.person == null) return false;
  return (became === 'promise' ? mentorship : own)?.writable === true;
}

/** Makes the record, this person's, and answers its id. @throws FiresideError `malformed`, `too-large`, `read-only` */
export function makeRecord(session: FiresideSession, { became, text, item }: NewRecord): string {
  const { person, session: meeting } = session.status.value;
  if (!person || !meeting) throw new FiresideError('read-only');
  const doc = docFor(session, became);
  switch (became) {
    case 'takeaway':
    case 'decision':
      return addOutcome(doc, { kind: became, text, author: person.id });
    case 'promise':
      return addPromise(doc, { text, owner: person.id, due: 'next', from: fromHere(session, meeting, item) });
    case 'item':
      return addItem(doc, { title: text, author: person.id });
  }
}

/** @throws FiresideError `not-found`, `read-only` */
export function deleteMade(session: FiresideSession, became: Became, id: string): void {
  const doc = docFor(session, became);
  if (became === 'promise') deletePromise(doc, id);
  else if (became === 'item') deleteItem(doc, id);
  else deleteOutcome(doc, id);
}

function docFor(session: FiresideSession, became: Became): Y.Doc {
  const { session: own, mentorship } = session.documents.value;
  const document = became === 'promise' ? mentorship : own;
  if (!document?.writable) throw new FiresideError('read-only');
  return document.doc;
}
