/** A year and more of promises and goals: who owed what since when, what came of each goal and in which session. */
import type { FakeSession } from '@fireside/client/fake';
import {
  addGoal,
  addGoalEntry,
  addMilestone,
  addPromise,
  setGoalStatus,
  setMilestoneDone,
  setPromiseKept,
  type Due,
} from '@fireside/protocol';
import type { SessionSummary } from '@fireside/protocol/http';
import type * as Y from 'yjs';
import { saved } from './saved.ts';
import { DAY, fake, NOW, press, type State } from './setup.ts';

const MINUTE = 60_000;
const LONG =
  'Die Rede über Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnungen so weit kürzen, dass sie in zehn Minuten passt, und mit zwei Leuten aus dem anderen Haus üben, die noch nichts davon gehört haben';

const frame = (): Promise<number> => new Promise(requestAnimationFrame);
const mentorship = (session: FakeSession): Y.Doc => session.documents.value.mentorship!.doc;

function emptied(): FakeSession {
  const session = fake();
  const doc = mentorship(session);
  for (const root of ['promises', 'goals']) for (const id of doc.getMap(root).keys()) doc.getMap(root).delete(id);
  session.answer('list', { sessions: [], before: null });
  return session;
}

/** Days ago, the latest first: every two or three weeks, with a summer between. */
const MET = [14, 28, 49, 63, 77, 140, 154, 168, 189, 203, 224, 245, 266, 280, 301, 322, 343, 364];

function withSessions(session: FakeSession, met: readonly number[] = MET): FakeSession {
  const [like] = saved();
  const at = (days: number, over: Partial<SessionSummary>): SessionSummary => ({
    ...like!,
    id: `met-${days}`,
    startsAt: NOW - days * DAY,
    startedAt: NOW - days * DAY,
    wrappedUpAt: NOW - days * DAY + 50 * MINUTE,
    ...over,
  });
  const next = at(-14, { state: 'scheduled', startedAt: null, wrappedUpAt: null });
  session.answer('list', { sessions: [next, ...met.map((days) => at(days, {}))], before: null });
  return session;
}

interface Told {
  readonly title: string;
  readonly begun: number;
  readonly steps?: readonly (readonly [string, number | null])[];
  readonly said?: readonly (readonly [string, number])[];
  readonly end?: readonly ['reached' | 'let-go', number];
}

function tell(session: FakeSession, { title, begun, steps = [], said = [], end }: Told): void {
  const doc = mentorship(session);
  const at = (days: number): number => NOW - days * DAY + 20 * MINUTE;
  const id = addGoal(doc, { title, author: 'bo', at: at(begun) });
  for (const [step, days] of steps) {
    const milestone = addMilestone(doc, id, step);
    if (days !== null) setMilestoneDone(doc, id, milestone, { done: true, by: 'bo', at: at(days) });
  }
  for (const [text, days] of said) addGoalEntry(doc, id, { by: 'bo', at: at(days) + MINUTE, text });
  if (end) setGoalStatus(doc, id, { status: end[0], by: 'bo', at: at(end[1]) });
}

function aYear(): FakeSession {
  const session = withSessions(emptied());
  const told: Told[] = [
    {
      title: 'Give a talk outside the team',
      begun: 343,
      steps: [
        ['Pick a story', 301],
        ['Write the outline', 224],
        ['Dry run', null],
      ],
      said: [
        ['Cannot imagine standing up there', 343],
        ['Spoke at the guild, thirty people', 77],
        ['Three people asked for the slides', 28],
      ],
    },
    {
      title: 'Say no without a long story',
      begun: 203,
      said: [
        ['Said yes three times this week', 203],
        ['Said no once, and nothing broke', 145],
        ['It has become easy with everybody but my lead', 14],
      ],
    },
    {
      title: 'Name my own topic in every meeting',
      begun: 364,
      steps: [['Write one down before each meeting', 322]],
      said: [['I wait until somebody asks', 364]],
      end: ['reached', 63],
    },
    { title: 'Learn to write Rust', begun: 322, said: [['For the new service', 320]], end: ['let-go', 189] },
  ];
  for (const one of told) tell(session, one);
  return session;
}

function many(): FakeSession {
  const session = aYear();
  for (let at = 0; at < 46; at += 1) {
    const begun = MET[(at * 5) % MET.length]!;
    tell(session, {
      title: at % 9 === 0 ? `${LONG} ${at}` : `Goal number ${at}`,
      begun,
      said: MET.filter((days) => days < begun && (days + at) % 3 === 0).map((days) => [`Word of day ${days}`, days]),
      ...(at % 4 === 0 && begun > 60 ? { end: [at % 8 === 0 ? 'reached' : 'let-go', 28] as const } : {}),
    });
  }
  return session;
}

function promised(session: FakeSession, text: string, owner: string, over: { due?: Due; days?: number } = {}): string {
  const { due = null, days } = over;
  const from = { session: `met-${days ?? 14}`, item: null, ...(days === undefined ? {} : { at: NOW - days * DAY }) };
  return addPromise(mentorship(session), { text, owner, due, from });
}

function owed(): FakeSession {
  const session = emptied();
  promised(session, 'Ask two colleagues for a dry run', 'anna', { due: 'next', days: 14 });
  promised(session, 'Introduce Bo to the people of the spring conference', 'anna', { due: '2026-12-04', days: 28 });
  promised(session, 'Send the outline of my own first talk', 'bo', { due: '2026-11-28', days: 14 });
  promised(session, LONG, 'bo', { days: 392 });
  promised(session, 'From before dates were written down', 'bo');
  promised(session, 'Lend the book on meetings', 'gone', { due: 'next', days: 301 });
  setPromiseKept(mentorship(session), promised(session, 'Bring the second adapter', 'bo', { days: 14 }), NOW - MINUTE);
  for (const [at, text] of ['Read the draft', 'Book the room for spring', 'Write down one number'].entries()) {
    setPromiseKept(
      mentorship(session),
      promised(session, text, at % 2 ? 'bo' : 'anna', { days: 90 }),
      NOW - (20 + at) * DAY,
    );
  }
  return session;
}

function owedMany(): FakeSession {
  const session = emptied();
  for (let at = 0; at < 400; at += 1) {
    const id = promised(session, `Promise number ${at}`, at % 3 ? 'bo' : 'anna', {
      due: at % 2 ? 'next' : null,
      days: at,
    });
    if (at % 2) setPromiseKept(mentorship(session), id, NOW - at * DAY);
  }
  return session;
}

/** A place of the saved notes; with `pressed`, after these have been pressed in its element. */
const place =
  (name: 'owed' | 'goals-over-time', ...pressed: string[]): NonNullable<State['act']> =>
  async (widget) => {
    press('Saved notes')(widget);
    const tab = name === 'owed' ? '#tab-promises' : '#tab-goals';
    let element: Element | null = null;
    while (element === null) {
      const review = widget.shadowRoot?.querySelector('fireside-review')?.shadowRoot;
      element = review?.querySelector(`fireside-${name}`) ?? null;
      if (element === null) review?.querySelector<HTMLElement>(tab)?.click();
      await frame();
    }
    await customElements.whenDefined(`fireside-${name}`);
    for (let at = 0; at < 6; at += 1) await frame();
    for (const selector of pressed) element.shadowRoot?.querySelector<HTMLElement>(selector)?.click();
    for (let at = 0; at < 6; at += 1) await frame();
  };

/** The lobby, with what calls it off opened. */
const canNot: NonNullable<State['act']> = async (widget) => {
  let opened: Element | null = null;
  while (opened === null) {
    await frame();
    const room = widget.shadowRoot?.querySelector('fireside-room')?.shadowRoot;
    const folded = room?.querySelector('details:has(fireside-cancel)') as HTMLDetailsElement | null | undefined;
    if (folded) folded.open = true;
    opened = room?.querySelector('fireside-cancel:defined') ?? null;
  }
  opened.scrollIntoView();
};

export const overTimeStates: Readonly<Record<string, State>> = {
  cancel: { session: () => fake({ session: { startsAt: NOW + DAY } }), act: canNot },
  'cancel-afterwards': { session: () => fake({ session: { startsAt: NOW - 60 * MINUTE } }), act: canNot },
  owed: { session: owed, act: place('owed', 'summary') },
  'owed-empty': { session: emptied, act: place('owed') },
  'owed-many': { session: owedMany, act: place('owed') },
  'goals-over-time': { session: aYear, act: place('goals-over-time') },
  'goals-over-time-empty': { session: emptied, act: place('goals-over-time') },
  'goals-over-time-one': {
    session: () => {
      const session = withSessions(emptied(), [14]);
      tell(session, { title: 'Give a talk outside the team', begun: 14 });
      return session;
    },
    act: place('goals-over-time'),
  },
  'goals-over-time-many': { session: many, act: place('goals-over-time') },
  'goals-over-time-table': { session: aYear, act: place('goals-over-time', '.choice button:last-child') },
};
