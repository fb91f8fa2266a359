/** Everything that three people do at once in a mentorship's document and, taking topics up, in a session's beside it. */
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { agendaOf } from './agenda.ts';
import { setItemState } from './agenda-operations.ts';
import { backlogOf, readBacklog } from './backlog.ts';
import { addToBacklog, deleteBacklogItem, restoreBacklogItem, takeUp } from './carry.ts';
import { GOAL_STATUSES, goalsOf, readGoals, type Goal } from './goals.ts';
import {
  addGoal,
  addGoalEntry,
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
import { copies, Dice, meet, SEEDS, tell } from './peers.test.kit.ts';
import { promisesOf, readPromises } from './promises.ts';
import { addPromise, deletePromise, editPromise, restorePromise, setPromiseKept } from './promise-operations.ts';

/** One of three people, with their copies of both documents. */
interface Person {
  readonly mentorship: Y.Doc;
  readonly session: Y.Doc;
}

class Mentorship {
  readonly dice: Dice;
  readonly goals = new Set<string>();
  /** `<goal>/<id>` of every milestone and entry. */
  readonly milestones = new Set<string>();
  readonly entries = new Set<string>();
  readonly promises = new Set<string>();
  readonly topics = new Set<string>();
  readonly deleted = new Set<string>();

  constructor(seed: number) {
    this.dice = new Dice(seed);
  }

  act(person: Person): void {
    const kind = this.dice.below(4);
    if (kind === 0) this.#ofPromises(person.mentorship);
    else if (kind === 1) this.#ofBacklog(person);
    else this.#ofGoals(person.mentorship);
  }

  #ofGoals(doc: Y.Doc): void {
    const { dice } = this;
    const all = [...goalsOf(doc).keys()];
    if (all.length === 0 || dice.below(5) === 0) {
      this.goals.add(addGoal(doc, { title: `goal ${dice.below(9)}`, author: 'bo', at: dice.below(9) }));
      return;
    }
    const id = dice.pick(all);
    const kind = dice.below(7);
    if (kind === 0) editGoal(doc, id, `edited ${dice.below(99)}`);
    else if (kind === 1) setGoalStatus(doc, id, { status: dice.pick(GOAL_STATUSES), by: 'bo', at: dice.below(9) });
    else if (kind === 2) moveGoal(doc, id, dice.below(all.length));
    else if (kind === 3) this.#delete(id, () => deleteGoal(doc, id));
    else if (kind === 4) restoreGoal(doc, id);
    else {
      const goal = readGoals(doc).find((one) => one.id === id);
      if (goal) this.#inGoal(doc, goal);
    }
  }

  #inGoal(doc: Y.Doc, goal: Goal): void {
    const { dice } = this;
    const kind = goal.milestones.length === 0 ? 0 : dice.below(6);
    const at = dice.below(9);
    if (kind === 0) {
      this.milestones.add(`${goal.id}/${addMilestone(doc, goal.id, `step ${dice.below(9)}`)}`);
      return;
    }
    if (kind === 1) {
      const corrects = dice.pick([null, ...goal.history.map((entry) => entry.id)]);
      this.entries.add(`${goal.id}/${addGoalEntry(doc, goal.id, { text: 'so far', by: 'bo', at, corrects })}`);
      return;
    }
    const step = dice.pick(goal.milestones);
    if (kind === 2) editMilestone(doc, goal.id, step.id, `edited ${dice.below(9)}`);
    else if (kind === 3) setMilestoneDone(doc, goal.id, step.id, { done: !step.done, by: 'bo', at });
    else if (kind === 4) this.#delete(`${goal.id}/${step.id}`, () => deleteMilestone(doc, goal.id, step.id));
    else restoreMilestone(doc, goal.id, step.id);
  }

  #ofPromises(doc: Y.Doc): void {
    const { dice } = this;
    const all = [...promisesOf(doc).keys()];
    const kind = all.length === 0 ? 0 : dice.below(6);
    if (kind === 0) {
      this.promises.add(addPromise(doc, { text: 'send', owner: 'bo', due: 'next', from: null }));
      return;
    }
    const id = dice.pick(all);
    if (kind === 1) editPromise(doc, id, { text: `send ${dice.below(9)}` });
    else if (kind === 2)
      editPromise(doc, id, { owner: dice.pick(['anna', 'bo']), due: dice.pick([null, '2028-02-29']) });
    else if (kind === 3) setPromiseKept(doc, id, dice.pick([null, 1, 2]));
    else if (kind === 4) this.#delete(id, () => deletePromise(doc, id));
    else restorePromise(doc, id);
  }

  #ofBacklog({ mentorship, session }: Person): void {
    const { dice } = this;
    const all = [...backlogOf(mentorship).keys()];
    if (all.length === 0 || dice.below(4) === 0) {
      const id = `topic-${this.topics.size}`;
      this.topics.add(id);
      addToBacklog(mentorship, { id, title: 'later', author: 'bo' });
      return;
    }
    const id = dice.pick(all);
    const kind = dice.below(5);
    if (kind === 0) this.#delete(id, () => deleteBacklogItem(mentorship, id));
    else if (kind === 1) restoreBacklogItem(mentorship, id);
    else if (kind === 2 && agendaOf(session).has(id)) setItemState(session, id, dice.pick(['discussed', 'parked']));
    else takeUp(mentorship, session, id, 's1');
  }

  #delete(id: string, act: () => void): void {
    this.deleted.add(id);
    act();
  }

  /** What nobody ever deleted, of those in `made`. */
  kept(made: ReadonlySet<string>): string[] {
    return [...made].filter((id) => !this.deleted.has(id));
  }
}

describe('a mentorship that three people change at once', () => {
  it.each(SEEDS)('is the same for all, loses nothing, doubles nothing and goes on (seed %i)', (seed) => {
    const story = new Mentorship(seed);
    const { dice } = story;
    const [mentorships, sessions] = [copies(3), copies(3)];
    const people = mentorships.map((mentorship, i) => ({ mentorship, session: sessions[i] ?? new Y.Doc() }));
    for (let step = 0; step < 120; step += 1) {
      story.act(dice.pick(people));
      // The two documents come one by one: either may be older than the other.
      const docs = dice.pick([mentorships, sessions]);
      if (dice.below(3) === 0) tell(dice.pick(docs), dice.pick(docs));
    }
    meet(...mentorships);
    meet(...sessions);

    const everything = (doc: Y.Doc): unknown => [readGoals(doc), readPromises(doc), readBacklog(doc)];
    const [doc = new Y.Doc(), ...others] = mentorships;
    const [session = new Y.Doc()] = sessions;
    const written = Y.encodeStateAsUpdate(doc);
    for (const other of others) expect(everything(other)).toEqual(everything(doc));
    expect(Y.encodeStateAsUpdate(doc)).toEqual(written);

    const goals = readGoals(doc);
    const ids = goals.map(({ id }) => id);
    expect(ids).toHaveLength(new Set(ids).size);
    expect(ids).toEqual(expect.arrayContaining(story.kept(story.goals)));
    const inShown = (made: ReadonlySet<string>): string[] =>
      story.kept(made).filter((path) => ids.includes(path.split('/')[0] ?? ''));
    const below = (of: (goal: Goal) => { id: string }[]): string[] =>
      goals.flatMap((goal) => of(goal).map(({ id }) => `${goal.id}/${id}`));
    expect(below((goal) => goal.milestones)).toEqual(expect.arrayContaining(inShown(story.milestones)));
    expect(below((goal) => goal.history)).toEqual(expect.arrayContaining(inShown(story.entries)));
    expect(readPromises(doc).map(({ id }) => id)).toEqual(expect.arrayContaining(story.kept(story.promises)));

    const waiting = new Set(readBacklog(doc).map(({ id }) => id));
    for (const id of story.kept(story.topics)) expect(waiting.has(id) || agendaOf(session).has(id)).toBe(true);

    for (let place = 0; place <= ids.length; place += 1) {
      const id = addGoal(doc, { title: 'between', author: 'bo', at: 1 });
      moveGoal(doc, id, place);
      expect(readGoals(doc).map((goal) => goal.id)).toEqual(ids.toSpliced(place, 0, id));
      deleteGoal(doc, id);
    }
  });
});
