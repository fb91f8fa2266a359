/** What people do with goals and their milestones. One transaction per operation. */
import * as Y from 'yjs';
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
    addEntry(record, { at: goal.at, by: goal.author, status: 'open' });
  });
  return id;
}

function addEntry(goal: Fields, entry: Omit<GoalEntry, 'id'>): void {
  const history = nested(goal, 'history');
  if (history) addRecord(history, newId(), { ...entry });
}

export function editGoal(doc: Y.Doc, id: string, title: string): void {
  const line = cleanLine(title);
  doc.transact(() => change(requireRecord(goalsOf(doc), id), { title: line }));
}

/** Sets the status and adds a dated entry; a correction adds another one. */
export function setGoalStatus(doc: Y.Doc, id: string, entry: { status: GoalStatus; by: string; at: number }): void {
  doc.transact(() => {
    const goal = requireRecord(goalsOf(doc), id);
    if (goal.get('status') === entry.status) return;
    change(goal, { status: entry.status });
    addEntry(goal, entry);
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

function milestonesOf(doc: Y.Doc, goal: string): Fields {
  const record = requireRecord(goalsOf(doc), goal);
  const root = nested(record, 'milestones');
  if (root) return root;
  const made: Fields = new Y.Map<unknown>();
  record.set('milestones', made);
  return made;
}

export function addMilestone(doc: Y.Doc, goal: string, title: string): string {
  const id = newId();
  const line = cleanLine(title);
  doc.transact(() => {
    const root = milestonesOf(doc, goal);
    const siblings = placedRecords(root);
    const [order] = keysAt(root, siblings, siblings.length, 1);
    addRecord(root, id, { title: line, done: false, order });
  });
  return id;
}

export function setMilestoneDone(doc: Y.Doc, goal: string, id: string, done: boolean): void {
  doc.transact(() => change(requireRecord(milestonesOf(doc, goal), id), { done }));
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
