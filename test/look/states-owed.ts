/** What is owed and worked towards: promises, goals with their history, progress since last time, the one list of a host page. */
import type { FakeSession } from '@fireside/client/fake';
import {
  addGoal,
  addGoalEntry,
  addItem,
  addMilestone,
  addPromise,
  readGoals,
  readPromises,
  setMilestoneDone,
  setPromiseKept,
  type Due,
} from '@fireside/protocol';
import type * as Y from 'yjs';
import { BEGIN, DAY, fake, live, NOW, type State } from './setup.ts';

const LONG =
  'Die Rede über Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnungen so weit kürzen, dass sie in zehn Minuten passt, und mit zwei Leuten aus dem anderen Haus üben, die noch nichts davon gehört haben';

const mentorship = (session: FakeSession): Y.Doc => session.documents.value.mentorship!.doc;

function emptied(session: FakeSession): FakeSession {
  const doc = mentorship(session);
  for (const root of ['promises', 'goals']) for (const id of doc.getMap(root).keys()) doc.getMap(root).delete(id);
  return session;
}
function promised(session: FakeSession, text: string, owner: string, due: Due, day = 14): string {
  const from = { session: 's0', item: null, at: NOW - day * DAY };
  return addPromise(mentorship(session), { text, owner, due, from });
}
function withMany(session: FakeSession, count: number): FakeSession {
  for (let at = 0; at < count; at += 1) {
    const id = promised(session, `Promise number ${at}`, at % 3 ? 'bo' : 'anna', at % 2 ? 'next' : '2026-12-04');
    if (at % 2) setPromiseKept(mentorship(session), id, NOW - at * DAY);
  }
  return session;
}
function withLong(session: FakeSession): FakeSession {
  promised(session, LONG, 'anna', '2027-01-15');
  promised(session, `${'א'.repeat(30)} ${'x'.repeat(120)} 👩‍👩‍👧‍👦`, 'bo', null);
  mentorship(session).getMap('promises').set('odd', 'not a record');
  const broken = promised(session, 'broken', 'bo', null);
  (mentorship(session).getMap('promises').get(broken) as Y.Map<unknown>).set('text', 42);
  return session;
}
function withHistory(session: FakeSession): FakeSession {
  const doc = mentorship(session);
  const id = readGoals(doc)[0]!.id;
  for (let at = 0; at < 6; at += 1) {
    addGoalEntry(doc, id, {
      by: 'bo',
      at: NOW - (60 - at * 8) * DAY,
      text: `Rehearsal ${at + 1}: ten minutes shorter`,
    });
  }
  addGoalEntry(doc, id, { by: 'anna', at: NOW - 4 * DAY, text: 'Spoke at the gild, thirty people' });
  const wrong = readGoals(doc)[0]!.history.at(-1)!;
  addGoalEntry(doc, id, {
    by: 'anna',
    at: NOW - 3 * DAY,
    text: 'Spoke at the guild, thirty people',
    corrects: wrong.id,
  });
  return session;
}

interface Panel extends HTMLElement {
  updateComplete: Promise<boolean>;
}
const frame = (): Promise<number> => new Promise(requestAnimationFrame);

async function panelOf(widget: HTMLElement, name: string): Promise<Panel> {
  window.dispatchEvent(new PointerEvent('pointermove')); // loads what people do
  let found: Panel | null = null;
  while (!found) {
    // Narrow boxes show their panels as tabs.
    const tabs = [...(widget.shadowRoot?.querySelectorAll<HTMLElement>('[role=tab]') ?? [])];
    tabs.find((tab) => tab.textContent?.trim() === 'Goals' || tab.textContent?.trim() === 'Ziele')?.click();
    const goals = widget.shadowRoot?.querySelector('fireside-goals');
    found =
      name === 'fireside-goals' ? (goals as Panel | null) : (goals?.shadowRoot?.querySelector<Panel>(name) ?? null);
    await frame();
  }
  await found.updateComplete;
  return found;
}
/** Presses what has this name, once it is there. */
async function pressIn(panel: Panel, selector: string): Promise<void> {
  let found: HTMLElement | null = null;
  while (!found) {
    found = panel.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
    await frame();
  }
  found.focus();
  found.click();
  await panel.updateComplete;
  await frame();
}
const inPanel =
  (name: string, ...selectors: string[]): NonNullable<State['act']> =>
  async (widget) => {
    const panel = await panelOf(widget, name);
    for (const selector of selectors) await pressIn(panel, selector);
    panel.scrollIntoView();
  };

/** In place of the widget: an element alone on a page of the host. */
const listed =
  (answer: () => unknown): NonNullable<State['act']> =>
  async (widget) => {
    const real = window.fetch;
    window.fetch = (input, init) =>
      String(input).endsWith('/v1/promises') ? Promise.resolve(answer() as Response) : real(input, init);
    const list = document.createElement('fireside-promise-list');
    Object.assign(list, { server: location.origin, href: '#{mentorship}', getToken: () => Promise.resolve('none') });
    list.lang = document.documentElement.lang;
    widget.replaceWith(list);
    await customElements.whenDefined('fireside-promise-rows');
    for (let at = 0; at < 10; at += 1) await frame();
  };
const members = [
  { id: 'anna', name: 'Anna', role: 'mentor' },
  { id: 'bo', name: 'Bo', role: 'mentee' },
];
const listOf = (...promises: { text: string; owner: string; due: Due; keptAt?: number }[]) =>
  Response.json({
    person: { id: 'anna', locale: null, tz: null },
    promises: promises.map((one, at) => ({
      keptAt: null,
      ...one,
      id: String(at),
      from: at % 2 ? null : { session: 's0', item: null, at: NOW - at * 30 * DAY },
      mentorship: 'anna-bo',
    })),
    mentorships: [{ id: 'anna-bo', members }],
    sessions: [],
  });

export const owedStates: Readonly<Record<string, State>> = {
  'promises-empty': { session: () => emptied(live()), act: inPanel('fireside-promises') },
  'promises-adding': { session: () => live(), act: inPanel('fireside-promises', 'input[name=line]') },
  'promises-open': { session: () => live(), act: inPanel('fireside-promises', 'li:last-child .more') },
  'promises-editing': {
    session: () => live(),
    act: inPanel('fireside-promises', 'li:last-child .more', '.actions button:nth-of-type(2)'),
  },
  'promises-long': { session: () => withLong(live()), act: inPanel('fireside-promises') },
  'promises-500': { session: () => withMany(live(), 500), act: inPanel('fireside-promises') },
  'promises-owed': {
    session: () => {
      const session = withLong(fake());
      setPromiseKept(mentorship(session), readPromises(mentorship(session))[1]!.id, NOW);
      return session;
    },
  },
  'goals-empty': { session: () => emptied(live()), act: inPanel('fireside-goals') },
  'goals-open': { session: () => withHistory(live()), act: inPanel('fireside-goals', '.more') },
  'goals-unfolded': { session: () => withHistory(live()), act: inPanel('fireside-goals', '.more', 'summary') },
  'goals-correcting': {
    session: () => withHistory(live()),
    act: inPanel('fireside-goals', '.more', '.entry .meta button'),
  },
  'goals-long': {
    session: () => {
      const session = live();
      const doc = mentorship(session);
      const id = addGoal(doc, { title: LONG, author: 'bo', at: NOW });
      setMilestoneDone(doc, id, addMilestone(doc, id, LONG), { done: true, by: 'bo', at: NOW });
      addGoalEntry(doc, id, { by: 'anna', at: NOW + 1, text: LONG });
      doc.getMap('goals').set('odd', 1);
      return session;
    },
    act: inPanel('fireside-goals', 'li:nth-child(3) .more'),
  },
  'goals-reading': {
    session: () => withHistory(live()),
    act: async (widget, session) => {
      session.changeDocument('mentorship', { writable: false });
      await inPanel('fireside-goals')(widget, session);
    },
  },
  progress: {
    session: () => {
      const session = withHistory(fake({ session: { lastTime: BEGIN - 20 * DAY } }));
      addItem(session.documents.value.session!.doc, { title: 'Progress', author: null, kind: 'progress', minutes: 5 });
      return session;
    },
    act: async (widget) => {
      await panelOf(widget, 'fireside-goals');
      await customElements.whenDefined('fireside-progress');
    },
  },
  'promise-list': {
    session: () => fake(),
    act: listed(() =>
      listOf(
        { text: 'Ask two colleagues for a dry run', owner: 'anna', due: 'next' },
        { text: LONG, owner: 'anna', due: '2026-11-28' },
        { text: 'Send the outline of my own first talk', owner: 'bo', due: null },
        { text: 'Of somebody who has left', owner: 'gone', due: null },
        { text: 'Bring the second adapter', owner: 'anna', due: null, keptAt: NOW - 9 * DAY },
      ),
    ),
  },
  'promise-list-empty': { session: () => fake(), act: listed(() => listOf()) },
  'promise-list-loading': { session: () => fake(), act: listed(() => new Promise(() => {})) },
  'promise-list-failed': {
    session: () => fake(),
    act: listed(() => Response.json({ error: { code: 'storage', message: 'No.', requestId: 'r' } }, { status: 503 })),
  },
};
