/** The shared clock, what is new since the last visit, and notes before the session. */
import type { FakeSession } from '@fireside/client/fake';
import {
  addComment,
  addGoalEntry,
  addItem,
  addPromise,
  deleteItem,
  deletePromise,
  editItem,
  notesOf,
  readAgenda,
  readClock,
  readGoals,
  readPromises,
  setItemState,
  setLooked,
  stepAway,
  stopClock,
  talkAbout,
} from '@fireside/protocol';
import * as Y from 'yjs';
import { fake, live, NOW, press, type State } from './setup.ts';

const MINUTE = 60_000;

/** A live session whose clock stands as `set` says; `talk` is the item that it runs on. */
const running = (set: (doc: Y.Doc, talk: string) => void): State => ({
  session: () => {
    const session = live();
    const doc = session.documents.value.session!.doc;
    set(doc, readClock(doc).current!.item);
    return session;
  },
});

/** Puts the clock on an item as if that had been `ago` ms before. */
function since(doc: Y.Doc, item: string, ago: number): void {
  stopClock(doc, null, NOW);
  doc.getMap('clock').clear();
  talkAbout(doc, item, NOW - ago);
}

/** What Bo wrote after Anna had looked last. */
function written(session: FakeSession, write: (agenda: Y.Doc, shared: Y.Doc) => void): FakeSession {
  const { session: own, mentorship, private: mine } = session.documents.value;
  const bos = [own!, mentorship!].map(({ doc, name }) => {
    setLooked(mine!.doc, name, doc);
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
    return copy;
  });
  const [agenda, shared] = bos as [Y.Doc, Y.Doc];
  write(agenda, shared);
  Y.applyUpdate(own!.doc, Y.encodeStateAsUpdate(agenda));
  Y.applyUpdate(mentorship!.doc, Y.encodeStateAsUpdate(shared));
  const authors = (doc: Y.Doc): { client: number; person: string }[] => [{ client: doc.clientID, person: 'bo' }];
  session.answer('authors', { session: authors(agenda), mentorship: authors(shared) });
  return session;
}

const LONG = 'How we tell the whole department about the outage of last March without blaming anybody'.repeat(2);

export const clockStates: Readonly<Record<string, State>> = {
  'clock-running': running(() => {}),
  'clock-last-minute': running((doc, talk) => since(doc, talk, 19.5 * MINUTE)),
  'clock-overrun': running((doc, talk) => {
    editItem(doc, talk, { title: LONG });
    since(doc, talk, 23 * MINUTE);
  }),
  'clock-paused-by-me': {
    session: () => {
      const session = live({ session: { mode: 'in-person' } });
      session.call.set({ ...session.call.value, state: 'idle', others: [] });
      stepAway(session.documents.value.session!.doc, 'anna', NOW - 2 * MINUTE);
      return session;
    },
  },
  'clock-paused-by-bo': running((doc) => stepAway(doc, 'bo', NOW - 2 * MINUTE)),
  'clock-no-call': {
    session: () => {
      const session = live({ session: { mode: 'phone' } });
      session.call.set({ ...session.call.value, state: 'idle', others: [] });
      return session;
    },
  },
  'clock-arrival': running((doc) => {
    const [first] = readAgenda(doc);
    setItemState(doc, first!.id, 'open');
    since(doc, first!.id, 7 * MINUTE);
  }),
  'clock-begin': running((doc) => stopClock(doc, null, NOW)),
  'clock-all-discussed': running((doc) => {
    stopClock(doc, null, NOW);
    for (const { id } of readAgenda(doc)) setItemState(doc, id, 'discussed');
  }),
  'clock-more-than-time': running((doc) => {
    addItem(doc, { title: 'A book to read', author: 'bo', minutes: 30 });
  }),
  'since-short': {
    session: () =>
      written(fake(), (agenda, shared) => {
        const [, talk] = readAgenda(agenda);
        addItem(agenda, { title: 'What did the rehearsal show?', author: 'bo' });
        addComment(agenda, { item: talk!.id, text: 'I have a second outline now', author: 'bo', at: NOW });
        addPromise(shared, { text: 'Bring the adapter', owner: 'bo', due: 'next', from: null });
      }),
  },
  'since-deleted': {
    session: () =>
      written(fake(), (agenda, shared) => {
        const [first, talk] = readAgenda(agenda);
        deleteItem(agenda, talk!.id);
        deletePromise(shared, readPromises(shared)[0]!.id);
        setItemState(agenda, first!.id, 'discussed');
        const goal = readGoals(shared)[0]!.id;
        addGoalEntry(shared, goal, { text: 'Two of three parts are written', by: 'bo', at: NOW });
      }),
    act: async (widget) => {
      const list = (): ShadowRoot | null | undefined => widget.shadowRoot?.querySelector('fireside-since')?.shadowRoot;
      while (!list()?.querySelector('li button')) await new Promise(requestAnimationFrame);
      list()?.querySelector<HTMLElement>('li:last-child button')?.click();
    },
  },
  'since-long': {
    session: () =>
      written(live(), (agenda) => {
        for (let line = 1; line <= 9; line += 1) addItem(agenda, { title: `Question ${line}`, author: 'bo' });
        addItem(agenda, { title: LONG, author: 'bo' });
        const paragraph = new Y.XmlElement('paragraph');
        paragraph.insert(0, [
          new Y.XmlText('Mira says the stage is small, and that the clock on the wall is ten minutes slow.'),
        ]);
        notesOf(agenda).insert(0, [paragraph]);
      }),
  },
  'lobby-notes': { session: () => fake(), act: press('Notes') },
};
