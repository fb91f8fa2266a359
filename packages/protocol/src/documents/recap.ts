/** The recap: what a session leaves behind, read from its documents at wrap-up. */
import type * as Y from 'yjs';
import { readAgenda, type AgendaItem } from './agenda.ts';
import { readNext, readOutcomes, type NextDate, type Outcome } from './outcomes.ts';
import { readPromises, type Promised } from './promises.ts';
import { isEmptyRichText, notesOf, readRichText, type RichNode } from './rich-text.ts';

export interface RecapContent {
  outcomes: Omit<Outcome, 'order'>[];
  /** Promises made in this session. */
  promises: Omit<Promised, 'order'>[];
  items: Omit<AgendaItem, 'order' | 'wanted'>[];
  notes: RichNode[];
  next: NextDate | null;
}

function withoutOrder<T extends { order: string }>(record: T): Omit<T, 'order'> {
  const { order: _, ...rest } = record;
  return rest;
}

/** Outcomes and promises first, then items and notes; the next date as agreed. Equal documents give equal JSON. */
export function readRecap(session: Y.Doc, mentorship: Y.Doc, sessionId: string): RecapContent {
  const notes = readRichText(notesOf(session));
  return {
    outcomes: readOutcomes(session).map(withoutOrder),
    promises: readPromises(mentorship)
      .filter((promise) => promise.from?.session === sessionId)
      .map(withoutOrder),
    items: readAgenda(session).map(({ wanted: _, ...item }) => withoutOrder(item)),
    notes: isEmptyRichText(notes) ? [] : notes,
    next: readNext(session),
  };
}
