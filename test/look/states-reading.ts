/** A saved session that is read: short, long and empty, added to, still open, an earlier version, found by a search. */
import type { FakeSession, FakeSessionOptions } from '@fireside/client/fake';
import {
  addPromise,
  FiresideError,
  privateNotesOf,
  readPromises,
  setPromiseKept,
  type RichNode,
} from '@fireside/protocol';
import type { SessionDetail, SessionSummary } from '@fireside/protocol/http';
import * as Y from 'yjs';
import { detailOf, recap, saved, withSavedNotes } from './saved.ts';
import { BEGIN, DAY, fake, NOW, type State } from './setup.ts';

type Content = NonNullable<SessionDetail['recap']>['content'];

const HOUR = 3_600_000;
const DAY_OF = BEGIN - 190 * DAY;

const text = (words: string, ...marks: string[]): RichNode =>
  marks.length === 0
    ? { type: 'text', text: words }
    : { type: 'text', text: words, marks: marks.map((type) => ({ type })) };
const paragraph = (...content: (RichNode | string)[]): RichNode => ({
  type: 'paragraph',
  content: content.map((one) => (typeof one === 'string' ? text(one) : one)),
});
const heading = (words: string, level: number, item: string | null = null): RichNode => ({
  type: 'heading',
  attrs: { level, item },
  content: [text(words)],
});
const list = (type: 'bulletList' | 'orderedList', ...lines: string[]): RichNode => ({
  type,
  content: lines.map((line) => ({ type: 'listItem', content: [paragraph(line)] })),
});
const task = (checked: boolean, line: string): RichNode => ({
  type: 'taskItem',
  attrs: { checked },
  content: [paragraph(line)],
});
const item = (id: string, title: string, state: 'open' | 'discussed' | 'parked', author: string | null) => ({
  id,
  title,
  kind: 'topic',
  minutes: 15,
  author,
  state,
  origin: null,
});

const NOTES: RichNode[] = [
  heading('Talk for the spring conference', 2, 'i2'),
  paragraph('The story starts with the outage, not with the architecture. First slide is a clock.'),
  paragraph('Bo: people remember ', text('one number', 'bold'), '. Which one is yours?'),
  list(
    'bulletList',
    '41 minutes until somebody looked',
    'three teams, one pager',
    'nobody was to blame, and that is the point',
  ),
  heading('What to leave out', 3),
  paragraph('Everything about the queue. It is a good story, but it is another one.'),
  heading('How do you say no to your lead?', 2, 'i3'),
  { type: 'blockquote', content: [paragraph('“I can do this or that by Friday. Which one?”')] },
  paragraph('Try it once before we meet, with something small.'),
  { type: 'taskList', content: [task(true, 'write down the two things'), task(false, 'ask on Tuesday')] },
];

/** A session of half a year ago, with everything. */
function full(change: Partial<Content> = {}): SessionDetail {
  const summary: SessionSummary = {
    ...saved()[0]!,
    startsAt: DAY_OF,
    startedAt: DAY_OF,
    wrappedUpAt: DAY_OF + 48 * 60_000,
    changedAt: DAY_OF + HOUR,
  };
  const made = recap();
  const content: Content = {
    ...made.content,
    items: [
      item('i1', 'Arrive: one word for your week', 'discussed', null),
      item('i2', 'Talk for the spring conference', 'discussed', 'anna'),
      item('i3', 'How do you say no to your lead?', 'discussed', 'bo'),
      item('i4', 'Which conference in autumn?', 'parked', 'bo'),
      item('i5', 'Book the next two meetings', 'open', null),
    ],
    notes: NOTES,
    next: { startsAt: DAY_OF + 14 * DAY, minutes: 50, mode: 'video', by: 'anna' },
    ...change,
  };
  const at = DAY_OF + 48 * 60_000;
  return {
    ...detailOf(summary, { ...made, at, content }),
    revisions: [{ revision: 1, at, by: 'anna' }],
    newer: 's6',
    older: 's5',
  };
}

/** The server of the gallery knows this one, and the dates of those before and after. */
function reading(detail: SessionDetail, options: FakeSessionOptions = {}): FakeSession {
  const session = withSavedNotes(fake({ ...options, session: { id: 's9', ...options.session } }));
  const [, , ...others] = saved();
  const known = new Map<string, SessionDetail>([
    [detail.id, detail],
    ['s6', { ...detailOf(others[0]!, recap()), id: 's6', startsAt: DAY_OF + 14 * DAY }],
    ['s5', { ...detailOf(others[1]!, recap()), id: 's5', startsAt: DAY_OF - 15 * DAY }],
  ]);
  Object.assign(session.saved, {
    detail: async (id: string) => {
      const found = known.get(id);
      if (!found) throw new FiresideError('not-found');
      return found;
    },
  });
  followPromises(session, detail);
  return session;
}

/** The promises of the mentorship are those of the recap; the first one is kept. */
function followPromises(session: FakeSession, { recap: made }: SessionDetail): void {
  const doc = session.documents.value.mentorship?.doc;
  if (!doc || !made) return;
  for (const promise of made.content.promises) {
    const before = new Set(readPromises(doc).map(({ id }) => id));
    const { text: words, owner, due } = promise;
    addPromise(doc, { text: words, owner, due, from: { session: 's1', item: null } });
    const fresh = readPromises(doc).find(({ id }) => !before.has(id));
    if (fresh) promise.id = fresh.id;
  }
  const [first] = made.content.promises;
  if (first) setPromiseKept(doc, first.id, DAY_OF + 9 * DAY);
}

function withOwn(session: FakeSession, ...lines: string[]): FakeSession {
  const own = session.documents.value.private;
  if (!own) return session;
  const blocks = lines.map((line) => {
    const element = new Y.XmlElement('paragraph');
    element.insert(0, [new Y.XmlText(line)]);
    return element;
  });
  privateNotesOf(own.doc, 's1').insert(0, blocks);
  return session;
}

function show(id: string): (widget: HTMLElement) => Promise<void> {
  return async (widget) => {
    Object.assign(widget, { notesHref: '/as/anna/mentorships/{mentorship}?notes={session}', notes: id });
    while (readingOf(widget)?.shadowRoot?.querySelector('article, .begin, .waiting') == null) await frame();
    // The dates of the neighbours come when the page is idle.
    await new Promise((done) => requestIdleCallback(done));
    await frame();
  };
}

/** What the reading view is told by the home when somebody comes from a search. */
function found(words: readonly string[], at: string | null): (widget: HTMLElement) => Promise<void> {
  return async (widget) => {
    await show('s1')(widget);
    Object.assign(readingOf(widget) ?? {}, { words, at });
  };
}

const frame = (): Promise<number> => new Promise(requestAnimationFrame);

function readingOf(widget: HTMLElement): HTMLElement | null {
  const home = widget.shadowRoot?.querySelector('fireside-review');
  return home?.shadowRoot?.querySelector('fireside-recap') ?? null;
}

const addendum = (id: string, person: string, name: string, day: number, words: string) => ({
  id,
  person,
  name,
  at: DAY_OF + day * DAY,
  text: words,
});

const LONG_WORDS =
  'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung und https://intranet.example.org/a/very/long/path/that/never/ends?with=parameters&and=more';

function long(): SessionDetail {
  const detail = full();
  const content = detail.recap!.content;
  content.outcomes.push(
    { id: 'o3', kind: 'takeaway', text: LONG_WORDS, author: 'bo' },
    {
      id: 'o4',
      kind: 'decision',
      text: 'A decision that takes several lines because it was written down in the very words in which it was said, with all its conditions, exceptions and the names of those who have to hear of it first',
      author: 'anna',
    },
  );
  content.notes = Array.from({ length: 6 }, () => NOTES).flat();
  content.notes.unshift(
    paragraph(
      'Words before any heading, such as how both of us came in today and what was on our minds before we began with the first item.',
    ),
    paragraph(LONG_WORDS),
  );
  return detail;
}

const RTL = 'השיחה בכנס האביב: אנשים זוכרים מספר אחד';

const archived = (detail: SessionDetail, change: Partial<SessionDetail> = {}): SessionDetail => ({
  ...detail,
  state: 'archived',
  ...change,
});
const EMPTY: Content = { outcomes: [], promises: [], items: [], notes: [], next: null };
const OWN = ['Ask about the raise again when the talk is over.', 'She lights up when it is about teaching.'];

export const readingStates: Readonly<Record<string, State>> = {
  reading: { session: () => withOwn(reading(archived(full())), ...OWN), act: show('s1') },
  'reading-long': { session: () => withOwn(reading(archived(long())), ...OWN, LONG_WORDS), act: show('s1') },
  'reading-empty': { session: () => reading(archived(full(EMPTY))), act: show('s1') },
  'reading-addenda': {
    session: () =>
      reading(
        archived(full(), {
          added: 2,
          addenda: [
            addendum('a1', 'bo', 'Bo', 12, 'The talk was accepted!\n\nFor the second day, right after lunch.'),
            addendum('a2', 'anna', 'Anna', 13, 'Congratulations. ' + LONG_WORDS),
          ],
        }),
      ),
    act: show('s1'),
  },
  'reading-open-72h': {
    session: () =>
      reading({
        ...full(),
        state: 'wrapped-up',
        startsAt: BEGIN - DAY,
        openUntil: NOW + 48 * HOUR,
        attendance: [{ id: 'bo', name: 'Bo' }],
      }),
    act: show('s1'),
  },
  'reading-old-version': {
    session: () => {
      const detail = full();
      const at = DAY_OF + 20 * HOUR;
      const revisions = [...detail.revisions, { revision: 2, at, by: 'bo' }];
      return reading(archived({ ...detail, revision: 2, revisions }));
    },
    act: show('s1'),
  },
  'reading-damaged': { session: () => reading(archived(full(), { damaged: true })), act: show('s1') },
  'reading-found': { session: () => reading(archived(full())), act: found(['number', 'talk'], 'i4') },
  'reading-not-found': { session: () => reading(archived(full())), act: show('other') },
  'reading-slow': {
    session: () => {
      const session = reading(archived(full()));
      Object.assign(session.saved, { detail: () => new Promise(() => undefined) });
      return session;
    },
    act: show('s1'),
  },
  'reading-rtl': {
    session: () => {
      const detail = archived(
        full({ notes: [heading(RTL, 2, 'i2'), paragraph(RTL), list('bulletList', RTL, 'and English')] }),
      );
      detail.recap!.content.outcomes.push({ id: 'o9', kind: 'takeaway', text: RTL, author: 'bo' });
      return withOwn(reading(detail), RTL);
    },
    act: show('s1'),
  },
  'did-not-happen': {
    session: () =>
      reading({ ...full(), recap: null, state: 'did-not-happen', revisions: [], attendance: [], wrappedUpAt: null }),
    act: show('s1'),
  },
};
