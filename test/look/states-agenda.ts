/** The agenda before and during a session: empty, full, carried, talked about, long, only to be read. */
import type { FakeSession } from '@fireside/client/fake';
import {
  addComment,
  addItem,
  deleteBacklogItem,
  deleteItem,
  editItem,
  readAgenda,
  readBacklog,
  setItemState,
  setReady,
  stopClock,
  talkAbout,
  type AgendaItem,
} from '@fireside/protocol';
import * as Y from 'yjs';
import { DAY, fake, live, NOW, type State } from './setup.ts';

const MINUTE = 60_000;

const agendaOf = (session: FakeSession): Y.Doc => session.documents.value.session!.doc;

/** Without what the gallery's sessions begin with. */
function emptied(session: FakeSession): FakeSession {
  const { session: own, mentorship } = session.documents.value;
  if (own) for (const { id } of readAgenda(own.doc)) deleteItem(own.doc, id);
  if (own) stopClock(own.doc, null, NOW);
  if (mentorship) for (const { id } of readBacklog(mentorship.doc)) deleteBacklogItem(mentorship.doc, id);
  return session;
}

function withDoc(session: FakeSession, fill: (doc: Y.Doc) => void): FakeSession {
  fill(agendaOf(session));
  return session;
}

function itemOf(doc: Y.Doc, title: string): AgendaItem {
  const item = readAgenda(doc).find((one) => one.title.startsWith(title));
  if (!item) throw new Error(`No item ${title}.`);
  return item;
}

function carry(doc: Y.Doc, id: string, times: number): void {
  const record = doc.getMap('agenda').get(id) as Y.Map<unknown>;
  record.set('origin', { session: 's0', startsAt: NOW - 14 * DAY * times, times });
}

/** Of every kind, commented, written about and carried. */
function full(doc: Y.Doc): void {
  addItem(doc, { title: 'How the team meeting went', author: 'bo', kind: 'debrief', minutes: 10 });
  const no = itemOf(doc, 'How do you say no').id;
  editItem(doc, no, { kind: 'question' });
  carry(doc, no, 2);
  const talk = itemOf(doc, 'Talk for').id;
  addComment(doc, {
    item: talk,
    text: 'Shall we look at the outline together?',
    author: 'bo',
    at: NOW - 3 * 60 * MINUTE,
  });
  addComment(doc, { item: talk, text: 'Yes, bring the second version.', author: 'anna', at: NOW - 20 * MINUTE });
  const heading = doc.getXmlFragment('notes').get(0) as Y.XmlElement;
  heading.setAttribute('item', talk);
}

/** Presses what these selectors find in the row of an item, one after the other, each when it is there; in any language. */
const pressing =
  (title: string, ...selectors: string[]) =>
  async (widget: HTMLElement): Promise<void> => {
    const root = widget.shadowRoot?.querySelector('fireside-agenda')?.shadowRoot;
    for (const selector of selectors) {
      let found: HTMLElement | null | undefined = null;
      while (!found) {
        await frame();
        const row = [...(root?.querySelectorAll('.row') ?? [])].find((one) => one.textContent.includes(title));
        found = row?.querySelector<HTMLElement>(selector);
      }
      found.click();
    }
    await import('@fireside/elements/define');
    for (let frames = 0; frames < 5; frames += 1) await frame();
  };

const frame = (): Promise<number> => new Promise(requestAnimationFrame);

const TALK = 'Talk for the spring conference';
const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';

/** A narrow widget has the agenda behind a tab; it is the first. */
export const agendaStates: Readonly<Record<string, State>> = {
  'agenda-empty': { session: () => emptied(fake()) },
  'agenda-before': {
    session: () =>
      withDoc(fake(), (doc) => {
        full(doc);
        stopClock(doc, null, NOW);
        setReady(doc, 'bo', true);
      }),
  },
  'agenda-ready': {
    session: () =>
      withDoc(fake({ session: { minutes: 40 } }), (doc) => ['anna', 'bo'].forEach((one) => setReady(doc, one, true))),
  },
  'agenda-live': {
    session: () => withDoc(live(), full),
    act: pressing(TALK, '.more'),
  },
  'agenda-comments': {
    session: () => withDoc(fake(), full),
    act: pressing(TALK, '.inline'),
  },
  'agenda-edit': {
    session: () => withDoc(live(), full),
    act: pressing(TALK, '.more', '.signs button'),
  },
  'agenda-add': {
    session: () => fake(),
    act: async (widget, session) => {
      await pressing('Book the next two', '.more', '.more')(widget);
      const root = widget.shadowRoot?.querySelector('fireside-agenda')?.shadowRoot;
      root?.querySelector<HTMLElement>('section > .add input')?.focus();
      session.changeStatus({});
      await pressing('Book the next two')(widget);
    },
  },
  'agenda-carried': {
    session: () =>
      withDoc(fake(), (doc) => {
        carry(doc, itemOf(doc, 'How do you say no').id, 3);
        carry(doc, itemOf(doc, 'Talk for').id, 1);
        carry(doc, itemOf(doc, 'Book').id, 7);
      }),
  },
  'agenda-overrun': {
    session: () =>
      withDoc(live(), (doc) => {
        stopClock(doc, null, NOW);
        talkAbout(doc, itemOf(doc, 'How do you say no').id, NOW - 31 * MINUTE);
        for (const { id } of readAgenda(doc)) editItem(doc, id, { minutes: 25 });
      }),
  },
  'agenda-long': {
    session: () =>
      withDoc(live(), (doc) => {
        addItem(doc, { title: LONG.repeat(4), author: 'anna', kind: 'question', minutes: 600 });
        addItem(doc, {
          title: 'A title that goes on and on, as people write when they think aloud. '.repeat(7),
          author: 'bo',
        });
        addItem(doc, { title: 'שאלה על ההרצאה 3 באביב', author: 'bo', kind: 'question', minutes: 5 });
        addItem(doc, { title: '👩🏽‍🚀👨‍👩‍👧‍👦🏳️‍🌈', author: 'anna', minutes: 1 });
        const id = itemOf(doc, LONG).id;
        addComment(doc, { item: id, text: LONG.repeat(3), author: 'bo', at: NOW - 3 * DAY });
        setItemState(doc, addItem(doc, { title: LONG, author: 'bo' }), 'parked');
      }),
    act: pressing(LONG.repeat(4), '.inline'),
  },
  'agenda-many': {
    session: () =>
      withDoc(fake(), (doc) => {
        for (let i = 1; i <= 200; i += 1)
          addItem(doc, { title: `Item ${i} of a very full agenda`, author: i % 2 ? 'bo' : 'anna' });
      }),
  },
  'agenda-readonly': {
    session: () => {
      const session = withDoc(live(), full);
      session.changeDocument('session', { writable: false, newer: true });
      return session;
    },
    act: pressing(TALK, '.inline'),
  },
  'agenda-unreadable': {
    session: () =>
      withDoc(fake(), (doc) => {
        const record = new Y.Map<unknown>();
        doc.getMap('agenda').set('strange', record);
        record.set('title', { not: 'text' });
        doc.getMap('agenda').set('broken', 'no item');
      }),
  },
};
