/** What two people find who changed goals, promises and the backlog apart: the rules of docs/conflicts.md. */
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { agendaOf, readAgenda } from './agenda.ts';
import { editItem } from './agenda-operations.ts';
import { readBacklog } from './backlog.ts';
import { addToBacklog, deleteBacklogItem, takeUp } from './carry.ts';
import { Pair, WINNERS } from './conflicts.test.kit.ts';
import { readGoals, type Goal } from './goals.ts';
import {
  addGoal,
  addGoalEntry,
  addMilestone,
  deleteGoal,
  editGoal,
  moveGoal,
  restoreGoal,
  setGoalStatus,
  setMilestoneDone,
} from './goal-operations.ts';
import { meet } from './peers.test.kit.ts';
import { readPromises, type Promised } from './promises.ts';
import {
  addPromise,
  deletePromise,
  editPromise,
  promiseDate,
  restorePromise,
  setPromiseKept,
} from './promise-operations.ts';

const goal = (pair: Pair): string => pair.both((doc) => addGoal(doc, { title: 'Give a talk', author: 'bo', at: 1 }));
const only = (pair: Pair): Goal | undefined => pair.see(readGoals)[0];

describe.each(WINNERS)('goals that were changed apart, where %s’s value stands', (winner) => {
  it('[C27] have one status, and both in their history', () => {
    const pair = new Pair(winner);
    const id = goal(pair);
    pair.apart(
      (doc) => setGoalStatus(doc, id, { status: 'reached', by: 'anna', at: 2 }),
      (doc) => setGoalStatus(doc, id, { status: 'let-go', by: 'bo', at: 3 }),
    );
    expect(only(pair)?.status).toBe(pair.stands('reached', 'let-go'));
    expect(only(pair)?.history.map(({ at, by, status }) => [at, by, status])).toEqual([
      [1, 'bo', 'open'],
      [2, 'anna', 'reached'],
      [3, 'bo', 'let-go'],
    ]);
  });

  it('[C28] have a milestone done that both ticked, and both entries', () => {
    const pair = new Pair(winner);
    const id = goal(pair);
    const step = pair.both((doc) => addMilestone(doc, id, 'Outline'));
    pair.apart(
      (doc) => setMilestoneDone(doc, id, step, { done: true, by: 'anna', at: 2 }),
      (doc) => setMilestoneDone(doc, id, step, { done: true, by: 'bo', at: 3 }),
    );
    expect(only(pair)?.milestones).toMatchObject([{ title: 'Outline', done: true }]);
    expect(only(pair)?.history.slice(1)).toMatchObject([
      { what: 'step', step, done: true, by: 'anna' },
      { what: 'step', step, done: true, by: 'bo' },
    ]);
  });

  it('[C29] come back with what the other did while one deleted them', () => {
    const pair = new Pair(winner);
    const id = goal(pair);
    const step = pair.both((doc) => addMilestone(doc, id, 'Outline'));
    pair.apart(
      (doc) => deleteGoal(doc, id),
      (doc) => {
        addMilestone(doc, id, 'Dry run');
        addGoalEntry(doc, id, { text: 'Half of it is there', by: 'bo', at: 2 });
        setMilestoneDone(doc, id, step, { done: true, by: 'bo', at: 3 });
      },
    );
    expect(pair.see(readGoals)).toEqual([]);
    pair.both((doc) => restoreGoal(doc, id));
    expect(only(pair)?.milestones.map(({ title, done }) => [title, done])).toEqual([
      ['Outline', true],
      ['Dry run', false],
    ]);
    expect(only(pair)?.history.map(({ what }) => what)).toEqual(['status', 'words', 'step']);
  });

  it('[C30] have both corrections of an entry, the older one first, and the entry', () => {
    const pair = new Pair(winner);
    const id = goal(pair);
    const entry = pair.both((doc) => addGoalEntry(doc, id, { text: 'Two slides', by: 'bo', at: 2 }));
    pair.apart(
      (doc) => addGoalEntry(doc, id, { text: 'Four slides', by: 'anna', at: 4, corrects: entry }),
      (doc) => addGoalEntry(doc, id, { text: 'Three slides', by: 'bo', at: 3, corrects: entry }),
    );
    expect(only(pair)?.history.slice(1)).toMatchObject([
      { text: 'Two slides', corrects: null },
      { text: 'Three slides', corrects: entry },
      { text: 'Four slides', corrects: entry },
    ]);
  });

  it('[C31] have one of two titles, both milestones, and each goal once', () => {
    const pair = new Pair(winner);
    const [first, second, third] = [goal(pair), goal(pair), goal(pair)];
    pair.apart(
      (doc) => {
        editGoal(doc, first, 'Give a good talk');
        addMilestone(doc, first, 'Outline');
        moveGoal(doc, second, 2);
      },
      (doc) => {
        editGoal(doc, first, 'Give a short talk');
        addMilestone(doc, first, 'Dry run');
        moveGoal(doc, third, 0);
      },
    );
    expect(pair.see(readGoals).map(({ id }) => id)).toEqual([third, first, second]);
    const merged = pair.see(readGoals)[1];
    expect(merged?.title).toBe(pair.stands('Give a good talk', 'Give a short talk'));
    expect(merged?.milestones.map(({ title }) => title).toSorted()).toEqual(['Dry run', 'Outline']);
  });
});

describe.each(WINNERS)('promises that were changed apart, where %s’s value stands', (winner) => {
  const promise = (pair: Pair): string =>
    pair.both((doc) => addPromise(doc, { text: 'Send it', owner: 'anna', due: null, from: null }));
  const seen = (pair: Pair): Promised | undefined => pair.see(readPromises)[0];

  it('[C32] have one owner', () => {
    const pair = new Pair(winner);
    const id = promise(pair);
    pair.apart(
      (doc) => editPromise(doc, id, { owner: 'cleo' }),
      (doc) => editPromise(doc, id, { owner: 'bo' }),
    );
    expect(seen(pair)?.owner).toBe(pair.stands('cleo', 'bo'));
  });

  it('[C33] have one day', () => {
    const pair = new Pair(winner);
    const id = promise(pair);
    pair.apart(
      (doc) => editPromise(doc, id, { due: 'next' }),
      (doc) => editPromise(doc, id, { due: '2026-12-01' }),
    );
    expect(seen(pair)?.due).toBe(pair.stands('next', '2026-12-01'));
  });

  it('[C34] are kept where one kept them, with the edit of the other', () => {
    const pair = new Pair(winner);
    const id = promise(pair);
    pair.apart(
      (doc) => setPromiseKept(doc, id, 5),
      (doc) => editPromise(doc, id, { text: 'Send all of it', due: 'next' }),
    );
    expect(seen(pair)).toMatchObject({ text: 'Send all of it', due: 'next', keptAt: 5 });
  });

  it('[C35] are gone where one deleted, and come back kept', () => {
    const pair = new Pair(winner);
    const id = promise(pair);
    pair.apart(
      (doc) => setPromiseKept(doc, id, 5),
      (doc) => deletePromise(doc, id),
    );
    expect(seen(pair)).toBeUndefined();
    pair.both((doc) => restorePromise(doc, id));
    expect(seen(pair)?.keptAt).toBe(5);
  });

  it('[C36] are kept once where both kept them', () => {
    const pair = new Pair(winner);
    const id = promise(pair);
    pair.apart(
      (doc) => setPromiseKept(doc, id, 5),
      (doc) => setPromiseKept(doc, id, 6),
    );
    expect(pair.see(readPromises).map(({ keptAt }) => keptAt)).toEqual([pair.stands(5, 6)]);
  });

  it('[C37] to find the next date are one', () => {
    const pair = new Pair(winner);
    const from = { session: 's1', item: null };
    pair.apart(
      (doc) => promiseDate(doc, { text: 'Find a date', owner: 'anna', from }),
      (doc) => promiseDate(doc, { text: 'Find a date', owner: 'bo', from }),
    );
    expect(pair.see(readPromises).map(({ owner }) => owner)).toEqual([pair.stands('anna', 'bo')]);
  });
});

describe.each(WINNERS)('a backlog that was changed apart, where %s’s value stands', (winner) => {
  /** The mentorship's document of both and the session's of both, with one topic put off. */
  function topic(): { mentorship: Pair; session: Pair; id: string } {
    const mentorship = new Pair(winner);
    const session = new Pair(winner);
    mentorship.both((doc) => addToBacklog(doc, { id: 'topic', title: 'Holidays', author: 'bo' }));
    return { mentorship, session, id: 'topic' };
  }

  it('[C38] has a topic that both took up no more, and the agenda has it once', () => {
    const { mentorship, session, id } = topic();
    takeUp(mentorship.anns, session.anns, id, 's1');
    takeUp(mentorship.bos, session.bos, id, 's1');
    session.apart(
      (doc) => editItem(doc, id, { title: 'Anna’s holidays' }),
      (doc) => editItem(doc, id, { title: 'Bo’s holidays' }),
    );
    meet(mentorship.anns, mentorship.bos);
    expect(mentorship.see(readBacklog)).toEqual([]);
    expect(session.see(readAgenda)).toMatchObject([
      { id, title: session.stands('Anna’s holidays', 'Bo’s holidays'), state: 'open' },
    ]);
    expect([...agendaOf(session.anns).keys()]).toEqual([id]);
  });

  it('[C39] has its topic on the agenda where one took it up and the other deleted it', () => {
    const { mentorship, session, id } = topic();
    mentorship.apart(
      (doc) => takeUp(doc, session.anns, id, 's1'),
      (doc) => deleteBacklogItem(doc, id),
    );
    meet(session.anns, session.bos);
    expect(mentorship.see(readBacklog)).toEqual([]);
    expect(session.see(readAgenda)).toMatchObject([{ id, title: 'Holidays' }]);
  });

  it('[C40] has its topic on both agendas where each took it up into another session', () => {
    const { mentorship, session, id } = topic();
    const later = new Y.Doc();
    mentorship.apart(
      (doc) => takeUp(doc, session.anns, id, 's1'),
      (doc) => takeUp(doc, later, id, 's2'),
    );
    expect(mentorship.see(readBacklog)).toEqual([]);
    expect([readAgenda(session.anns), readAgenda(later)]).toMatchObject([[{ id }], [{ id }]]);
  });
});
