import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { GOAL_STATUSES, readGoals } from './goals.ts';
import {
  addGoal,
  addMilestone,
  deleteGoal,
  deleteMilestone,
  editGoal,
  editMilestone,
  moveGoal,
  restoreGoal,
  restoreMilestone,
  setGoalStatus,
  setMilestoneDone,
} from './goal-operations.ts';
import { copies, Dice, meet, mingle, SEEDS } from './peers.test.kit.ts';

const talk = { title: 'Give a talk', author: 'bo', at: 1000 };

function actAtRandom(doc: Y.Doc, dice: Dice): void {
  const goals = readGoals(doc);
  const kind = goals.length === 0 ? 0 : dice.below(9);
  if (kind === 0) return void addGoal(doc, { ...talk, title: `goal ${dice.below(1000)}`, at: dice.below(1000) });
  const goal = dice.pick(goals);
  if (kind === 1) return editGoal(doc, goal.id, `edited ${dice.below(1000)}`);
  if (kind === 2) return setGoalStatus(doc, goal.id, { status: dice.pick(GOAL_STATUSES), by: 'bo', at: dice.below(9) });
  if (kind === 3) return moveGoal(doc, goal.id, dice.below(goals.length));
  if (kind === 4 && dice.below(3) === 0) return deleteGoal(doc, goal.id);
  if (goal.milestones.length === 0 || kind === 5) return void addMilestone(doc, goal.id, `step ${dice.below(1000)}`);
  const step = dice.pick(goal.milestones);
  if (kind === 6) return editMilestone(doc, goal.id, step.id, `edited ${dice.below(1000)}`);
  if (kind === 7) return deleteMilestone(doc, goal.id, step.id);
  return setMilestoneDone(doc, goal.id, step.id, { done: !step.done, by: 'bo', at: step.title.length });
}

describe('goals', () => {
  it.each(SEEDS)('end equal on three copies (seed %i)', (seed) => {
    const dice = new Dice(seed);
    const docs = copies(3);
    mingle(docs, dice, 120, (doc) => actAtRandom(doc, dice));
    const [first, ...others] = docs.map((doc) => JSON.stringify(readGoals(doc)));
    for (const other of others) expect(other).toBe(first);
  });

  it('keep milestones that two people add at once', () => {
    const [anns = new Y.Doc(), bos = new Y.Doc()] = copies(2);
    const id = addGoal(anns, talk);
    meet(anns, bos);
    addMilestone(anns, id, 'outline');
    addMilestone(bos, id, 'dry run');
    meet(anns, bos);
    expect(
      readGoals(bos)[0]
        ?.milestones.map((one) => one.title)
        .sort(),
    ).toEqual(['dry run', 'outline']);
  });

  it('remember every change of status with its date, and a correction is one more', () => {
    const doc = new Y.Doc();
    const id = addGoal(doc, talk);
    setGoalStatus(doc, id, { status: 'reached', by: 'bo', at: 2000 });
    setGoalStatus(doc, id, { status: 'reached', by: 'anna', at: 2500 });
    setGoalStatus(doc, id, { status: 'open', by: 'anna', at: 3000 });
    expect(readGoals(doc)[0]?.history.map(({ at, by, status }) => [at, by, status])).toEqual([
      [1000, 'bo', 'open'],
      [2000, 'bo', 'reached'],
      [3000, 'anna', 'open'],
    ]);
  });

  it('come back with their milestones', () => {
    const doc = new Y.Doc();
    const id = addGoal(doc, talk);
    const step = addMilestone(doc, id, 'outline');
    deleteMilestone(doc, id, step);
    deleteGoal(doc, id);
    expect(readGoals(doc)).toEqual([]);
    restoreGoal(doc, id);
    restoreMilestone(doc, id, step);
    expect(readGoals(doc)[0]?.milestones.map((one) => one.title)).toEqual(['outline']);
  });

  it('refuse an empty line and an unknown record', () => {
    const doc = new Y.Doc();
    expect(() => addGoal(doc, { ...talk, title: ' ' })).toThrow(expect.objectContaining({ code: 'malformed' }));
    expect(() => addMilestone(doc, 'gone', 'x')).toThrow(expect.objectContaining({ code: 'not-found' }));
    const id = addGoal(doc, talk);
    expect(() => setMilestoneDone(doc, id, 'gone', { done: true, by: 'bo', at: 1 })).toThrow(
      expect.objectContaining({ code: 'not-found' }),
    );
  });
});
