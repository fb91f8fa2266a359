/** What people type, paste or send that cannot be kept as it is: refused with a code, with nothing written, or cleaned. */
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { ErrorCode, FiresideError } from '../errors.ts';
import { readAgenda } from './agenda.ts';
import { addItem, addItems, editItem, fitMinutes, setMinutes } from './agenda-operations.ts';
import { addComment, readComments } from './comments.ts';
import { readGoals } from './goals.ts';
import { addGoal, addGoalEntry, addMilestone, editGoal, editMilestone } from './goal-operations.ts';
import { addOutcome, editOutcome, readOutcomes, setNext } from './outcomes.ts';
import { readPromises } from './promises.ts';
import { addPromise, editPromise } from './promise-operations.ts';
import { cleanText } from './text.ts';

/** A document with one record of each kind, and every operation that takes a line of text, with what it wrote. */
function written() {
  const doc = new Y.Doc();
  const item = addItem(doc, { title: 'item', author: 'bo', minutes: 10 });
  const outcome = addOutcome(doc, { kind: 'takeaway', text: 'outcome', author: 'bo' });
  const goal = addGoal(doc, { title: 'goal', author: 'bo', at: 1 });
  const step = addMilestone(doc, goal, 'step');
  const promise = addPromise(doc, { text: 'promise', owner: 'bo', due: null, from: null });
  return { doc, item, outcome, goal, step, promise };
}
type Written = ReturnType<typeof written>;
type Line = [name: string, write: (to: Written, line: string) => unknown, read: (from: Written) => string | undefined];

const LINES: readonly Line[] = [
  ['addItem', ({ doc }, title) => addItem(doc, { title, author: 'bo' }), ({ doc }) => readAgenda(doc)[1]?.title],
  [
    'addItems',
    ({ doc }, title) =>
      addItems(doc, [
        { title: 'good', author: null },
        { title, author: null },
      ]),
    ({ doc }) => readAgenda(doc)[2]?.title,
  ],
  ['editItem', ({ doc, item }, title) => editItem(doc, item, { title }), ({ doc }) => readAgenda(doc)[0]?.title],
  [
    'addComment',
    ({ doc, item }, text) => addComment(doc, { item, text, author: 'bo', at: 1 }),
    ({ doc, item }) => readComments(doc).get(item)?.[0]?.text,
  ],
  [
    'addOutcome',
    ({ doc }, text) => addOutcome(doc, { kind: 'decision', text, author: 'bo' }),
    ({ doc }) => readOutcomes(doc)[1]?.text,
  ],
  ['editOutcome', ({ doc, outcome }, text) => editOutcome(doc, outcome, text), ({ doc }) => readOutcomes(doc)[0]?.text],
  ['addGoal', ({ doc }, title) => addGoal(doc, { title, author: 'bo', at: 1 }), ({ doc }) => readGoals(doc)[1]?.title],
  ['editGoal', ({ doc, goal }, title) => editGoal(doc, goal, title), ({ doc }) => readGoals(doc)[0]?.title],
  [
    'addGoalEntry',
    ({ doc, goal }, text) => addGoalEntry(doc, goal, { text, by: 'bo', at: 2 }),
    ({ doc }) => readGoals(doc)[0]?.history[1]?.text,
  ],
  [
    'addMilestone',
    ({ doc, goal }, title) => addMilestone(doc, goal, title),
    ({ doc }) => readGoals(doc)[0]?.milestones[1]?.title,
  ],
  [
    'editMilestone',
    ({ doc, goal, step }, title) => editMilestone(doc, goal, step, title),
    ({ doc }) => readGoals(doc)[0]?.milestones[0]?.title,
  ],
  [
    'addPromise',
    ({ doc }, text) => addPromise(doc, { text, owner: 'bo', due: null, from: null }),
    ({ doc }) => readPromises(doc)[1]?.text,
  ],
  [
    'editPromise',
    ({ doc, promise }, text) => editPromise(doc, promise, { text }),
    ({ doc }) => readPromises(doc)[0]?.text,
  ],
];

const REFUSED: readonly [what: string, line: string, code: ErrorCode][] = [
  ['nothing', '', 'malformed'],
  ['only spaces', ' \t\n\u00a0\u3000 ', 'malformed'],
  ['only controls', '\u0000\u0007\u001b\u009f', 'malformed'],
  ['only bidi controls', '\u202e\u2066\u2069\u200f', 'malformed'],
  ['only signs without width', '\u200b\u200d\u2060\ufeff\u00ad\u{e0020}', 'malformed'],
  ['only fillers that show nothing', '\u3164\u115f\u2800', 'malformed'],
  ['10,000 characters', 'x'.repeat(10_000), 'too-large'],
  ['5,000,000 spaces and too many signs', `${' '.repeat(5_000_000)}${'x'.repeat(501)}`, 'too-large'],
];

const CLEANED: readonly [what: string, line: string, kept: string][] = [
  ['a family of emoji', '👩‍👩‍👧‍👦 at home', '👩‍👩‍👧‍👦 at home'],
  ['a flag, a skin tone and a keycap', '🇦🇹 👍🏽 1️⃣', '🇦🇹 👍🏽 1️⃣'],
  ['a flag of tags', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
  ['Persian with a joiner', 'می‌خواهم', 'می‌خواهم'],
  ['several lines', ' one\r\n\ttwo\u2028three ', 'one two three'],
  ['a bidi override', 'safe\u202eexe.txt', 'safe exe.txt'],
  ['a lone surrogate', 'half \ud83d emoji', 'half \ufffd emoji'],
  ['markup', '<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
  ['500 characters', 'x'.repeat(500), 'x'.repeat(500)],
];

describe.each(LINES)('%s', (_, write, read) => {
  it.each(REFUSED)('refuses %s and writes nothing', (_what, line, code) => {
    const to = written();
    const before = Y.encodeStateAsUpdate(to.doc);
    expect(() => write(to, line)).toThrow(expect.objectContaining({ code }));
    expect(Y.encodeStateAsUpdate(to.doc)).toEqual(before);
  });

  it.each(CLEANED)('keeps %s', (_what, line, kept) => {
    const to = written();
    write(to, line);
    expect(read(to)).toBe(kept);
  });
});

describe('numbers and days that do not exist', () => {
  const refuses = (act: (to: Written) => unknown): void => {
    const to = written();
    const before = Y.encodeStateAsUpdate(to.doc);
    expect(() => act(to)).toThrow(expect.objectContaining({ code: 'malformed' }));
    expect(Y.encodeStateAsUpdate(to.doc)).toEqual(before);
  };

  it.each([-5, 0, 1.5, 601, Number.NaN, Number.POSITIVE_INFINITY])('are refused as minutes: %s', (minutes) => {
    refuses(({ doc }) => addItem(doc, { title: 'x', author: 'bo', minutes }));
    refuses(({ doc, item }) => editItem(doc, item, { title: 'edited', minutes }));
    refuses(({ doc, item }) =>
      setMinutes(
        doc,
        new Map([
          ['gone', 5],
          [item, minutes],
        ]),
      ),
    );
    const second = (doc: Y.Doc): string => addItem(doc, { title: 'x', author: 'bo', minutes: 10 });
    const to = written();
    const boxes = new Map([
      [to.item, 20],
      [second(to.doc), minutes],
    ]);
    expect(() => setMinutes(to.doc, boxes)).toThrow(expect.objectContaining({ code: 'malformed' }));
    expect(readAgenda(to.doc).map((one) => one.minutes)).toEqual([10, 10]);
  });

  it.each([1.5, Number.NaN, Number.POSITIVE_INFINITY, 1e300, 5_000])('are refused as a length: %s', (total) => {
    refuses(({ doc }) => fitMinutes(doc, total));
  });

  it.each([-90, 0, 1])('a length of %s leaves a minute for each', (total) => {
    const { doc } = written();
    fitMinutes(doc, total);
    expect(readAgenda(doc)[0]?.minutes).toBe(1);
  });

  it.each(['2026-02-31', '2026-13-01', '2025-02-29', '0000-00-00', '2026-1-1', '20260101', 'next week', ' next', ''])(
    'are refused as a day: %j',
    (due) => {
      refuses(({ doc }) => addPromise(doc, { text: 'x', owner: 'bo', due, from: null }));
      refuses(({ doc, promise }) => editPromise(doc, promise, { text: 'edited', due }));
    },
  );

  it.each([
    [Number.NaN, 50],
    [-1, 50],
    [9e15, 50],
    [1, -5],
    [1, 1.5],
    [1, Number.NaN],
    [1, 601],
  ])('are refused as a next date: %s for %s minutes', (startsAt, minutes) => {
    refuses(({ doc }) => setNext(doc, { startsAt, minutes, mode: 'video', by: 'bo' }));
  });
});

describe('a text of several lines', () => {
  it.each([
    ['one\r\ntwo\rthree\u2028four\u0085five', 'one\ntwo\nthree\nfour\nfive'],
    ['  \n\n around \n it \n\n', 'around\n it'],
    ['a\u0000b\tc\u202ed', 'a b c d'],
    ['one\n\n\ntwo', 'one\n\n\ntwo'],
    ['half\ud800', 'half\ufffd'],
  ])('%j is stored as %j', (text, stored) => {
    expect(cleanText(text, 100)).toBe(stored);
  });

  it('is refused where it is empty, or too long once it is clean', () => {
    const code = (text: string): ErrorCode | null => {
      try {
        cleanText(text, 10);
        return null;
      } catch (error) {
        return (error as FiresideError).code;
      }
    };
    expect(['', ' \n\t', '\u200b\u2066', 'x'.repeat(11)].map(code)).toEqual([
      'malformed',
      'malformed',
      'malformed',
      'too-large',
    ]);
    expect(code(`\n ${'x'.repeat(10)} \n`)).toBeNull();
  });
});
