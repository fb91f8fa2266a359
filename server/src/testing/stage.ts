/** What tests of sessions do again and again, over HTTP as everybody else. */
import {
  addItem,
  readAgenda,
  readBacklog,
  setItemState,
  type ItemState,
  type Session,
  type Ticket,
} from '@fireside/protocol';
import type { SessionList, SessionResult } from '@fireside/protocol/http';
import { ANNA, BO, MENTORSHIP, MENTORSHIP_DOC, sessionDoc, type Answer, type World } from './world.ts';

export interface Stage {
  command(ticket: Ticket, name: string, id?: string): Promise<Answer<SessionResult>>;
  book(ticket: Ticket, booking: Record<string, unknown>): Promise<Answer<Session>>;
  list(ticket: Ticket, query?: string): Promise<SessionList>;
  /** Titles on the agenda of a session's document. */
  titles(name: string): Promise<string[]>;
  /** Titles in the backlog. */
  backlog(): Promise<string[]>;
  /** Sessions that there are, listed or not. */
  rowCount(): Promise<number>;
  /** Both have joined, the session is live, and Anna has written this agenda. */
  live(agenda?: Readonly<Record<string, ItemState>>): Promise<{ anna: Ticket; bo: Ticket }>;
}

export function createStage(world: World): Stage {
  const { ask } = world;
  const sessions = `/v1/mentorships/${MENTORSHIP}/sessions`;

  function command(ticket: Ticket, name: string, id = ticket.session.id): Promise<Answer<SessionResult>> {
    return ask('POST', `/v1/sessions/${id}/${name}`, ticket.documents.token);
  }

  return {
    command,
    book: (ticket, booking) => ask('POST', sessions, ticket.documents.token, booking),
    list: async (ticket, query = '') =>
      (await ask<SessionList>('GET', `${sessions}${query}`, ticket.documents.token)).body,
    titles: (name) => world.read(name, (doc) => readAgenda(doc).map((item) => item.title)),
    backlog: () => world.read(MENTORSHIP_DOC, (doc) => readBacklog(doc).map((item) => item.title)),
    rowCount: async () => (await world.rows.db.selectFrom('session').selectAll().execute()).length,
    async live(agenda = {}) {
      const anna = await world.join(ANNA);
      const bo = await world.join(BO);
      await command(anna, 'start');
      await world.write(ANNA, sessionDoc(anna.session.id), (doc) => {
        for (const [title, state] of Object.entries(agenda)) {
          setItemState(doc, addItem(doc, { title, author: 'anna' }), state);
        }
      });
      return { anna, bo };
    },
  };
}
