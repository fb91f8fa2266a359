/** What people do with goals and their milestones. One transaction per operation. */
import * as Y from 'yjs';
import { FiresideError } from '../errors.ts';
import { newId } from '../ids.ts';
import { goalsOf, nested, type GoalEntry, type GoalStatus } from './goals.ts';
import { keysAt, place, placedRecords } from './placing.ts';
import { addRecord, change, deleteRecord, requireRecord, restoreRecord, type Fields } from './records.ts';
import { cleanLine } from './text.ts';

/** @throws FiresideError `malformed`, `too-large` */
export function addGoal(doc: Y.Doc, goal: { title: string; author: string; at: number }): string {
  const id = newId();
  const title = cleanLine(goal.title);
  doc.transact(() => {
    const root = goalsOf(doc);
    const siblings = placedRecords(root);
    const [order] = keysAt(root, siblings, siblings.length, 1);
    const record = addRecord(root, id, {
      title,
      author: goal.author,
      status: 'open',
      order,
      milestones: new Y.Map(),
      history: new Y.Map(),
    });
    addEntry(record, { what: 'status', at: goal.at, by: goal.author, status: 'open' });
  });
  return id;
}

/** Who, and when in ms since the epoch by the server's clock. */
interface Written {
  by: string;
  at: number;
}

type NewEntry = Written & Pick<GoalEntry, 'what'> & Partial<Omit<GoalEntry, 'id' | 'what'>>;

function addEntry(goal: Fields, entry: NewEntry): string {
  const id = newId();
  addRecord(nestedOrNew(goal, 'history'), id, { ...entry });
  return id;
}

/** Every goal of ours is made with both; only one that somebody else made may lack them. */
function nestedOrNew(goal: Fields, field: 'history' | 'milestones'): Fields {
  const root = nested(goal, field);
  if (root) return root;
  const made: Fields = new Y.Map<unknown>();
  goal.set(field, made);
  return made;
}

/**
 * Writes down what happened with a goal; with `corrects`, in place of what that entry says.
 * @throws FiresideError `malformed`, `too-large`, `not-found`
 */
export function addGoalEntry(
  doc: Y.Doc,
  goal: string,
  entry: Written & { text: string; corrects?: string | null },
): string {
  const { by, at, corrects } = entry;
  const text = cleanLine(entry.text);
  return doc.transact(() =>
    addEntry(requireRecord(goalsOf(doc), goal), { what: 'words', by, at, text, corrects: corrects ?? null }),
  );
}

export function editGoal(doc: Y.Doc, id: string, title: string): void {
  const line = cleanLine(title);
  doc.transact(() => change(requireRecord(goalsOf(doc), id), { title: line }));
}

/** Sets the status and adds a dated entry; a correction adds another one. */
export function setGoalStatus(doc: Y.Doc, id: string, entry: Written & { status: GoalStatus }): void {
  doc.transact(() => {
    const goal = requireRecord(goalsOf(doc), id);
    if (goal.get('status') === entry.status) return;
    change(goal, { status: entry.status });
    addEntry(goal, { what: 'status', ...entry });
  });
}

export function moveGoal(doc: Y.Doc, id: string, index: number): void {
  doc.transact(() => {
    requireRecord(goalsOf(doc), id);
    place(goalsOf(doc), id, index);
  });
}

export function deleteGoal(doc: Y.Doc, id: string): void {
  doc.transact(() => deleteRecord(goalsOf(doc), id));
}

export function restoreGoal(doc: Y.Doc, id: string): void {
  doc.transact(() => restoreRecord(goalsOf(doc), id));
}

/** @throws FiresideError `not-found` */
function milestonesOf(doc: Y.Doc, goal: string): Fields {
  const root = nested(requireRecord(goalsOf(doc), goal), 'milestones');
  if (!root) throw new FiresideError('not-found');
  return root;
}

export function addMilestone(doc: Y.Doc, goal: string, title: string): string {
  const id = newId();
  const line = cleanLine(title);
  doc.transact(() => {
    const root = nestedOrNew(requireRecord(goalsOf(doc), goal), 'milestones');
    const siblings = placedRecords(root);
    const [order] = keysAt(root, siblings, siblings.length, 1);
    addRecord(root, id, { title: line, done: false, order });
  });
  return id;
}

/** Ticks a milestone, or takes the tick back; the goal's history gets an entry. */
export function setMilestoneDone(
  doc: Y.Doc,
  goal: string,
  id: string,
  { done, by, at }: Written & { done: boolean },
): void {
  doc.transact(() => {
    const record = requireRecord(milestonesOf(doc, goal), id);
    if ((record.get('done') === true) === done) return;
    change(record, { done });
    addEntry(requireRecord(goalsOf(doc), goal), { what: 'step', step: id, done, by, at });
  });
}

export function editMilestone(doc: Y.Doc, goal: string, id: string, title: string): void {
  const line = cleanLine(title);
  doc.transact(() => change(requireRecord(milestonesOf(doc, goal), id), { title: line }));
}

export function deleteMilestone(doc: Y.Doc, goal: string, id: string): void {
  doc.transact(() => deleteRecord(milestonesOf(doc, goal), id));
}

export function restoreMilestone(doc: Y.Doc, goal: string, id: string): void {
  doc.transact(() => restoreRecord(milestonesOf(doc, goal), id));
}
