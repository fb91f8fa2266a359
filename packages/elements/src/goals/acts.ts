import type { FiresideSession } from '@fireside/client';
import {
  addGoal,
  addGoalEntry,
  addMilestone,
  deleteGoal,
  deleteMilestone,
  editGoal,
  editMilestone,
  moveGoal,
  readGoals,
  restoreGoal,
  restoreMilestone,
  setGoalStatus,
  setMilestoneDone,
  type Goal,
  type GoalStatus,
  type Milestone,
} from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import type * as Y from 'yjs';
import { readable } from '../lines/unreadable.ts';
import type { UndoOffer } from '../widget.ts';
import { renderHistory } from './goal-history.ts';
import { renderActions, renderStepActions } from './goal-row-open.ts';
import { goalsShown, indexOfStep } from './view.ts';

/** The panel that people act in. */
export interface ActedGoals {
  readonly session: () => FiresideSession | null;
  readonly announce: (text: string) => void;
  readonly offerUndo: (offer: UndoOffer) => void;
  /** Closes what is open of a goal. */
  readonly close: () => void;
}

/** What people do with goals and their steps. */
export class GoalActs {
  readonly renderActions = renderActions;
  readonly renderStepActions = renderStepActions;
  readonly renderHistory = renderHistory;
  readonly #goals: ActedGoals;

  constructor(goals: ActedGoals) {
    this.#goals = goals;
  }

  /** @throws FiresideError */
  add(title: string): void {
    const session = this.#goals.session();
    const doc = this.#doc();
    const author = session?.status.value.person?.id;
    if (session && doc && author !== undefined) addGoal(doc, { title, author, at: session.now() });
  }

  /** @throws FiresideError */
  addStep(goal: string, title: string): void {
    const doc = this.#doc();
    if (doc) addMilestone(doc, goal, title);
  }

  /** Writes down what happened with a goal. @throws FiresideError */
  addEntry(goal: string, text: string): void {
    this.#write(goal, text, null);
  }

  /** `id`: of a goal, `<goal>/<step>`, or `<goal>/history/<entry>`, which adds a correction. @throws FiresideError */
  edit(id: string, line: string): void {
    const document = this.#goals.session()?.documents.value.mentorship;
    if (!document?.writable || line.trim() === '') return; // an emptied line means: as it was
    const [goal = '', step, entry] = id.split('/');
    if (entry !== undefined) this.#correct(goal, entry, line);
    else if (step === undefined) editGoal(document.doc, goal, line);
    else editMilestone(document.doc, goal, step, line);
  }

  #correct(goal: string, id: string, text: string): void {
    const doc = this.#doc();
    const entry =
      doc &&
      readGoals(doc)
        .find((one) => one.id === goal)
        ?.history.find((one) => one.id === id);
    if (entry && entry.text !== text.trim()) this.#write(goal, text, id);
  }

  #write(goal: string, text: string, corrects: string | null): void {
    const session = this.#goals.session();
    const doc = this.#doc();
    const by = session?.status.value.person?.id;
    if (session && doc && by !== undefined) addGoalEntry(doc, goal, { by, at: session.now(), text, corrects });
  }

  setStatus(goal: Goal, status: GoalStatus): void {
    const session = this.#goals.session();
    const doc = this.#doc();
    const by = session?.status.value.person?.id;
    if (!session || !doc || by === undefined) return;
    setGoalStatus(doc, goal.id, { status, by, at: session.now() });
    if (status === 'reached') this.#goals.announce(msg(str`Reached: “${goal.title}”`));
    if (status !== 'let-go') return;
    this.#goals.close();
    this.#goals.offerUndo({
      text: msg(str`Let go: “${goal.title}”`),
      undo: () => setGoalStatus(doc, goal.id, { status: goal.status, by, at: session.now() }),
    });
  }

  step(goal: Goal, step: -1 | 1): void {
    const doc = this.#doc();
    const index = doc && indexOfStep(readGoals(doc), goal.id, step);
    if (!doc || index === null) return;
    moveGoal(doc, goal.id, index);
    const shown = goalsShown(readGoals(doc));
    const place = shown.findIndex((one) => one.id === goal.id) + 1;
    this.#goals.announce(msg(str`“${goal.title}” is number ${place} of ${shown.length} now`));
  }

  remove(goal: Goal): void {
    const doc = this.#doc();
    if (!doc) return;
    deleteGoal(doc, goal.id);
    this.#goals.close();
    this.#goals.offerUndo({
      text: msg(str`Deleted “${readable(goal.title)}”`),
      undo: () => restoreGoal(doc, goal.id),
    });
  }

  tickStep(goal: Goal, step: Milestone): void {
    const session = this.#goals.session();
    const doc = this.#doc();
    const by = session?.status.value.person?.id;
    if (!session || !doc || by === undefined) return;
    setMilestoneDone(doc, goal.id, step.id, { done: !step.done, by, at: session.now() });
  }

  removeStep(goal: Goal, step: Milestone): void {
    const doc = this.#doc();
    if (!doc) return;
    deleteMilestone(doc, goal.id, step.id);
    this.#goals.offerUndo({
      text: msg(str`Deleted “${readable(step.title)}”`),
      undo: () => restoreMilestone(doc, goal.id, step.id),
    });
  }

  #doc(): Y.Doc | null {
    return this.#goals.session()?.documents.value.mentorship?.doc ?? null;
  }
}
