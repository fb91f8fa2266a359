import type { Goal, GoalEntry } from '@fireside/protocol';
import type { SessionSummary } from '@fireside/protocol/http';
import { describe, expect, it } from 'vitest';
import { summaryOf } from '../testing/saved.ts';
import { lanesOf } from './lanes.ts';
import { loadSessions, meetingsOf, nextOf, sessionAt } from './meetings.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 21, 15);
const ago = (days: number, hours = 0): number => NOW - days * DAY + hours * HOUR;

const met = (id: string, days: number, over: Partial<SessionSummary> = {}): SessionSummary =>
  summaryOf(id, { startsAt: ago(days), startedAt: ago(days), wrappedUpAt: ago(days, 1), ...over });
const meetings = meetingsOf([met('third', 10), met('second', 24), met('first', 38)]);

function entry(id: string, at: number, over: Partial<GoalEntry> = {}): GoalEntry {
  const empty = { status: 'open', step: null, done: false, text: '', corrects: null } as const;
  return { id, at, by: 'bo', what: 'words', ...empty, ...over };
}
const status = (at: number, value: GoalEntry['status']) =>
  entry(`${value} ${at}`, at, { what: 'status', status: value });
const goal = (id: string, history: GoalEntry[], value: Goal['status'] = 'open'): Goal => ({
  id,
  title: id,
  author: 'bo',
  status: value,
  milestones: [],
  history,
  order: id,
});
const lane = (one: Goal) => lanesOf([one], { meetings, now: NOW, zone: 'UTC' })[0]!;

describe('sessionAt', () => {
  it.each([
    ['in its time', ago(24, 0.5), 'second'],
    ['at its first moment', ago(24), 'second'],
    ['at its last moment', ago(24, 1), 'second'],
    ['between two: the one before', ago(20), 'second'],
    ['after the last', NOW, 'third'],
    ['before the first', ago(39), undefined],
  ])('%s', (_, at, id) => {
    expect(sessionAt(meetings, at)?.id).toBe(id);
  });
  it('has none where there were none', () => expect(sessionAt([], NOW)).toBeNull());
});

describe('meetingsOf', () => {
  it('leaves out what lies ahead, was cancelled or did not happen', () => {
    const gone = (['scheduled', 'cancelled', 'did-not-happen'] as const).map((state) => met(state, 5, { state }));
    expect(meetingsOf([met('now', 0, { state: 'live', wrappedUpAt: null }), ...gone]).map(({ id }) => id)).toEqual([
      'now',
    ]);
  });
  it('goes by when it began, else by when it was planned; one without either is nowhere', () => {
    const late = met('late', 3, { startedAt: ago(3, 2), wrappedUpAt: null, minutes: 30 });
    expect(meetingsOf([late])).toEqual([{ id: 'late', from: ago(3, 2), until: ago(3, 2.5) }]);
    expect(meetingsOf([met('nowhere', 3, { startedAt: null, startsAt: null })])).toEqual([]);
  });
});

it('knows the next one that is planned', () => {
  const planned = (id: string, days: number) => met(id, -days, { state: 'scheduled' });
  expect(nextOf([planned('later', 9), planned('next', 2), planned('passed', -1)], NOW)).toBe(ago(-2));
  expect(nextOf([], NOW)).toBeNull();
});

describe('loadSessions', () => {
  const pages: Record<string, { sessions: SessionSummary[]; before: string | null }> = {
    '': { sessions: [met('c', 10)], before: 'c' },
    c: { sessions: [met('b', 20)], before: 'b' },
    b: { sessions: [met('a', 30)], before: null },
  };
  const load = async (since: number) => {
    const asked: unknown[] = [];
    const list = (query: { before?: string } = {}) => {
      asked.push(query);
      return Promise.resolve(pages[query.before ?? '']!);
    };
    const sessions = await loadSessions({ list }, since, new AbortController().signal);
    return { asked, ids: sessions.map(({ id }) => id) };
  };
  it('asks back to the last one before the oldest entry, and no further', async () => {
    expect(await load(ago(20, 1))).toEqual({ asked: [{ limit: 100 }, { limit: 100, before: 'c' }], ids: ['c', 'b'] });
  });
  it('asks to the end where that is needed', async () => {
    expect((await load(0)).ids).toEqual(['c', 'b', 'a']);
  });
  it('ends where a list never does', async () => {
    let asked = 0;
    const list = () => Promise.resolve({ sessions: [], before: String((asked += 1)) });
    await loadSessions({ list }, 0, new AbortController().signal);
    expect(asked).toBe(20);
  });
});

describe('a lane', () => {
  it('has one point of a session, at its beginning, for all that happened in it', () => {
    const { marks } = lane(goal('g', [entry('a', ago(24, 0.2)), entry('b', ago(24, 0.4))]));
    expect(marks).toMatchObject([{ at: ago(24), kind: 'words', within: true, session: { id: 'second' } }]);
    expect(marks[0]?.entries.map(({ id }) => id)).toEqual(['a', 'b']);
  });
  it('has one point of a day outside of sessions, which leads to the session before', () => {
    const { marks } = lane(goal('g', [entry('a', ago(20)), entry('b', ago(20, 2)), entry('c', ago(19))]));
    expect(marks).toMatchObject([
      { at: ago(20), within: false, session: { id: 'second' } },
      { at: ago(19), within: false, session: { id: 'second' } },
    ]);
  });
  it('has points before the first session, too', () => {
    expect(lane(goal('g', [entry('a', ago(90))])).marks).toMatchObject([{ session: null, within: false }]);
  });
  it('shows the weightiest of what happened then', () => {
    const step = entry('s', ago(24, 0.1), { what: 'step', step: 'x', done: true });
    const words = entry('w', ago(24, 0.2));
    const kind = (...entries: GoalEntry[]) => lane(goal('g', entries)).marks[0]?.kind;
    expect(kind(words)).toBe('words');
    expect(kind(step, words)).toBe('step');
    expect(kind({ ...step, done: false })).toBe('words');
    expect(kind(step, words, status(ago(24, 0.3), 'reached'))).toBe('reached');
    expect(kind(status(ago(24), 'open'), step)).toBe('begun');
  });
  it('leaves out what was corrected and what has no date, and takes what is ahead of the clock as now', () => {
    const { marks } = lane(
      goal('g', [entry('undated', 0), entry('wrong', ago(24)), entry('right', NOW + DAY, { corrects: 'wrong' })]),
    );
    expect(marks.map(({ at, entries }) => [at, entries.map(({ id }) => id)])).toEqual([[NOW, ['right']]]);
  });
  it('goes from the beginning to the end, and on when it was taken up again', () => {
    const over = [status(ago(24), 'open'), status(ago(10), 'let-go')];
    expect(lane(goal('g', over, 'let-go')).stretches).toEqual([{ from: ago(24), until: ago(10) }]);
    expect(lane(goal('g', [...over, status(ago(2), 'open')])).stretches).toEqual([
      { from: ago(24), until: ago(10) },
      { from: ago(2), until: null },
    ]);
  });
  it('ends at the last that is known where nobody wrote down the end', () => {
    const history = [status(ago(24), 'open'), entry('w', ago(10))];
    expect(lane(goal('g', history, 'reached')).stretches).toEqual([{ from: ago(24), until: ago(10) }]);
    expect(lane(goal('g', [], 'reached'))).toMatchObject({ marks: [], stretches: [] });
  });
});

it('has open goals first, by when they began, then the others, the latest first', () => {
  const at = (id: string, begin: number, end?: number) =>
    goal(
      id,
      [status(ago(begin), 'open'), ...(end === undefined ? [] : [status(ago(end), 'reached')])],
      end === undefined ? 'open' : 'reached',
    );
  const lanes = lanesOf([at('new', 5), at('early', 50, 40), at('old', 60), at('late', 50, 4)], {
    meetings,
    now: NOW,
    zone: 'UTC',
  });
  expect(lanes.map((one) => one.goal.id)).toEqual(['old', 'new', 'late', 'early']);
});
