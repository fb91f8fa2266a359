/**
 * A year of one pair, as it was lived: every way in which a session can go, by HTTP and y-websocket against the real server,
 * whose clock is set forward from day to day.
 */
import {
  addComment,
  addGoal,
  addGoalEntry,
  addItem,
  addMilestone,
  addOutcome,
  addPromise,
  documentName,
  notesOf,
  privateNotesOf,
  readGoals,
  readPromises,
  setGoalStatus,
  setItemState,
  setMilestoneDone,
  setNext,
  setPromiseKept,
  type Session,
  type Ticket,
} from '@fireside/protocol';
import type { SessionResult } from '@fireside/protocol/http';
import * as Y from 'yjs';
import { hostToken, writeInto } from './wire.ts';
import type { World } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

type Name = 'anna' | 'bo';

/** What the mentor looks for a year later, said in the third month. */
export const PROMISE = 'Send the Lissabon outline to Mira';
/** Only Bo may ever read this. */
export const SECRET_OF_BO = 'I am afraid of the zeppelin review';
export const SECRET_OF_ANNA = 'He undersells the orchestra project';
export const ADDENDUM = 'Mira answered in May: she liked it.';

export interface Year {
  /** Ids of the sessions by the month in which they were planned, 1 to 12. */
  readonly months: ReadonlyMap<number, string>;
}

/** Lives the year; at its end the clock stands in its twelfth month, one session is open to additions and one lies ahead. */
export async function liveYear(world: World): Promise<Year> {
  const months = new Map<number, string>();
  const began = world.now();
  const until = (month: number, hour = 9): Promise<void> =>
    world.pass(began + (month - 1) * 30 * DAY + hour * HOUR - world.now());

  async function post<T>(ticket: Ticket, path: string, body?: unknown): Promise<T> {
    const response = await fetch(world.server + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${ticket.documents.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
  async function join(name: Name, session?: string): Promise<Ticket> {
    const response = await fetch(`${world.server}/v1/join`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await hostToken(world, name)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ mentorship: 'anna-bo', ...(session === undefined ? {} : { session }) }),
    });
    if (!response.ok) throw new Error(`join answered ${response.status} ${await response.text()}`);
    return (await response.json()) as Ticket;
  }
  const nameOf = {
    session: ({ session }: Ticket) => documentName({ kind: 'session', session: session.id }),
    mentorship: () => documentName({ kind: 'mentorship', mentorship: 'anna-bo' }),
    private: ({ person }: Ticket) => documentName({ kind: 'private', mentorship: 'anna-bo', person: person.id }),
  };
  async function write(
    name: Name,
    what: keyof typeof nameOf,
    session: string,
    edit: (doc: Y.Doc) => void,
  ): Promise<void> {
    const ticket = await join(name, session);
    await writeInto(ticket, nameOf[what](ticket), edit);
  }
  const command = async (name: Name, session: string, what: string): Promise<SessionResult> =>
    post(await join(name, session), `/v1/sessions/${session}/${what}`);
  const book = async (key: string, startsAt: number, more: object = {}): Promise<Session> =>
    post(await join('bo'), '/v1/mentorships/anna-bo/sessions', { key, startsAt, ...more });

  interface Talk {
    readonly topic: string;
    readonly said: readonly string[];
    readonly takeaway?: string;
    readonly promise?: { readonly text: string; readonly owner: Name; readonly due?: string };
    /** When they meet again. */
    readonly next?: number;
    readonly mode?: 'video' | 'phone' | 'in-person';
  }

  /** They meet, talk about one thing, and write it down. */
  async function talk(month: number, { topic, said, takeaway, promise, next, mode = 'video' }: Talk): Promise<string> {
    await until(month);
    const { session } = await join('anna');
    const { id } = session;
    months.set(month, id);
    await command('anna', id, 'start');
    await world.pass(5 * MINUTE);
    let item = '';
    await write('bo', 'session', id, (doc) => {
      item = addItem(doc, { title: topic, author: 'bo', kind: 'topic', minutes: 20 });
      setItemState(doc, item, 'discussed');
      writeLines(notesOf(doc), topic, said, item);
    });
    await write('anna', 'session', id, (doc) => {
      if (takeaway !== undefined) addOutcome(doc, { kind: 'takeaway', text: takeaway, author: 'anna' });
      if (next !== undefined) setNext(doc, { startsAt: next, minutes: 50, mode, by: 'anna' });
    });
    if (promise) {
      const { text, owner, due = null } = promise;
      await write(owner, 'mentorship', id, (doc) => {
        addPromise(doc, { text, owner, due, from: { session: id, item, at: world.now() } });
      });
    }
    await world.pass(45 * MINUTE);
    return id;
  }
  const monthAt = (month: number): number => began + (month - 1) * 30 * DAY + 9 * HOUR;

  // 1: nobody had booked it; it is wrapped up, and archived by time.
  const first = await talk(1, {
    topic: 'How we want to work',
    said: ['Every month, cameras on if we like.', 'Straße und Café are fine places, too.'],
    takeaway: 'Bo brings the topic',
    next: monthAt(2),
  });
  await write('bo', 'mentorship', first, (doc) => {
    const goal = addGoal(doc, { title: 'Give a talk of my own', author: 'bo', at: world.now() });
    addMilestone(doc, goal, 'Find a topic');
    addGoal(doc, { title: 'Say no to my lead once', author: 'bo', at: world.now() });
  });
  await command('anna', first, 'wrap-up');

  // 2: added to within the three days: a second revision of the recap.
  const second = await talk(2, {
    topic: 'The review with the lead',
    said: ['Numbers first, feelings after.'],
    takeaway: 'Three sentences are enough',
    promise: { text: 'Tell Bo how the committee decides', owner: 'anna', due: 'next' },
    next: monthAt(3),
  });
  await command('bo', second, 'wrap-up');
  await world.pass(20 * HOUR);
  await write('bo', 'session', second, (doc) => {
    writeLines(notesOf(doc), null, ['PS: the lead said yes.']);
  });

  // 3: what is looked for later; an addendum after it was archived.
  const third = await talk(3, {
    topic: 'A talk in Lisbon',
    said: ['The story begins with the outage.', 'One number carries the whole talk: 41 minutes.'],
    takeaway: 'One number carries the whole talk',
    promise: { text: PROMISE, owner: 'bo', due: 'next' },
    next: monthAt(4),
  });
  await write('bo', 'private', third, (doc) => writeLines(privateNotesOf(doc, third), null, [SECRET_OF_BO]));
  await write('anna', 'private', third, (doc) => writeLines(privateNotesOf(doc, third), null, [SECRET_OF_ANNA]));
  await write('anna', 'mentorship', third, (doc) => {
    const kept = readPromises(doc).find(({ owner }) => owner === 'anna');
    if (kept) setPromiseKept(doc, kept.id, world.now());
    const [goal] = readGoals(doc);
    const [step] = goal?.milestones ?? [];
    if (goal && step) setMilestoneDone(doc, goal.id, step.id, { done: true, by: 'bo', at: world.now() });
  });
  await command('anna', third, 'wrap-up');

  // 4: cancelled the day before; its agenda moves on, with what was said about it.
  await world.pass(28 * DAY);
  const fourth = (await join('bo')).session.id;
  months.set(4, fourth);
  await write('bo', 'session', fourth, (doc) => {
    const item = addItem(doc, { title: 'Who decides about my level?', author: 'bo' });
    addComment(doc, { item, text: 'I heard three versions', author: 'bo', at: world.now() });
  });
  await book('month-5', monthAt(5));
  await command('bo', fourth, 'cancel');

  // 5: both forgot; Anna says so two days later.
  await until(5);
  const fifth = (await join('anna')).session.id;
  months.set(5, fifth);
  await world.pass(2 * DAY);
  await book('month-6', monthAt(6), { mode: 'phone' });
  await command('anna', fifth, 'did-not-happen');

  // 6: on the phone; closed early.
  const sixth = await talk(6, {
    topic: 'On the phone between two trains',
    said: ['Short, and it helped.'],
    promise: { text: 'Ask Ida about the level', owner: 'anna', due: 'next' },
    next: monthAt(7),
  });
  await command('bo', sixth, 'wrap-up');
  await command('bo', sixth, 'archive');

  // 7: forgotten while it was live: the server wraps it up.
  const seventh = await talk(7, { topic: 'Half-time', said: ['Half of the year is over.'] });
  await world.pass(3 * HOUR);
  await write('bo', 'mentorship', seventh, (doc) => {
    const [talkGoal, no] = readGoals(doc);
    if (no) setGoalStatus(doc, no.id, { status: 'reached', by: 'bo', at: world.now() });
    if (talkGoal) addGoalEntry(doc, talkGoal.id, { text: 'A slot in the autumn', by: 'bo', at: world.now() });
  });

  // 8: somebody waited alone: scheduled again, and nobody has said what became of it.
  const eighth = await book('month-8', monthAt(8));
  months.set(8, eighth.id);
  await until(8);
  await command('anna', eighth.id, 'start');
  await world.pass(4 * HOUR);
  await world.pass(3 * DAY);

  // 9 and 10: in person, and with nothing written down at all.
  await book('month-9', monthAt(9), { mode: 'in-person' });
  const ninth = await talk(9, {
    topic: 'A walk by the river',
    said: ['Bo wants to stay.'],
    next: monthAt(10),
    mode: 'in-person',
  });
  await command('anna', ninth, 'wrap-up');
  await until(10);
  const tenth = (await join('bo')).session.id;
  months.set(10, tenth);
  await command('bo', tenth, 'start');
  await world.pass(30 * MINUTE);
  await command('bo', tenth, 'wrap-up');

  // 11: moved before it took place.
  const eleventh = await book('month-11', monthAt(11) - 3 * DAY);
  const moved = await fetch(`${world.server}/v1/sessions/${eleventh.id}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${(await join('bo')).documents.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ startsAt: monthAt(11) }),
  });
  if (!moved.ok) throw new Error(`moving answered ${moved.status}`);
  await command(
    'anna',
    await talk(11, { topic: 'After the talk', said: ['Two people asked for the slides.'], next: monthAt(12) }),
    'wrap-up',
  );

  // 12: wrapped up an hour ago, open to additions; the next one lies ahead.
  const twelfth = await talk(12, {
    topic: 'The year',
    said: ['What stays: numbers first.'],
    takeaway: 'Numbers first',
    promise: { text: 'Plan the next year', owner: 'bo', due: 'next' },
    next: monthAt(13),
  });
  await command('anna', twelfth, 'wrap-up');
  const archived = await join('anna', third);
  await post(archived, `/v1/sessions/${third}/addenda`, { id: 'mira', text: ADDENDUM });
  await world.pass(HOUR);
  return { months };
}

/** Paragraphs at the end of a fragment, below a heading where there is a title. */
function writeLines(fragment: Y.XmlFragment, title: string | null, lines: readonly string[], item?: string): void {
  const block = (name: string, text: string, attributes: Readonly<Record<string, unknown>> = {}): Y.XmlElement => {
    const made = new Y.XmlElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value as string);
    made.insert(0, [new Y.XmlText(text)]);
    return made;
  };
  const heading =
    title === null ? [] : [block('heading', title, { level: 2, ...(item === undefined ? {} : { item }) })];
  fragment.push([...heading, ...lines.map((line) => block('paragraph', line))]);
}
