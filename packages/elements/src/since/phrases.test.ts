import {
  addComment,
  addGoal,
  addGoalEntry,
  addItem,
  addMilestone,
  addOutcome,
  addPromise,
  addToBacklog,
  changesSince,
  deleteComment,
  deleteItem,
  editItem,
  editPromise,
  fitMinutes,
  moveItem,
  notesOf,
  restoreItem,
  setGoalStatus,
  setItemState,
  setMilestoneDone,
  setNext,
  setPromiseKept,
} from '@fireside/protocol';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { phraseOf, sentence } from './phrases.ts';
import { toldOf } from './told.ts';

/** What `act` is called, in a document that `before` has filled. */
function said<T>(before: (doc: Y.Doc) => T, act: (doc: Y.Doc, made: T) => void): (string | null)[] {
  const doc = new Y.Doc();
  const made = before(doc);
  const state = Y.decodeStateVector(Y.encodeStateVector(doc));
  act(doc, made);
  return changesSince(doc, { state, own: new Set() }).map((change) => phraseOf(change, doc));
}
const item = (doc: Y.Doc): string => addItem(doc, { title: 'Talk', author: 'anna' });
const nothing = (): void => {};

describe('a change in words', () => {
  it('is what happened to an item', () => {
    expect(said(nothing, item)).toEqual(['added “Talk” to the agenda']);
    expect(said(item, (doc, id) => setItemState(doc, id, 'discussed'))).toEqual(['ticked “Talk”']);
    expect(said(item, (doc, id) => setItemState(doc, id, 'parked'))).toEqual(['parked “Talk” for later']);
    expect(said(item, (doc, id) => editItem(doc, id, { title: 'Long talk' }))).toEqual(['reworded “Long talk”']);
    expect(said(item, (doc, id) => editItem(doc, id, { minutes: 20 }))).toEqual(['changed “Talk”']);
    expect(said(item, deleteItem)).toEqual(['deleted “Talk”']);
    const deleted = (doc: Y.Doc): string => {
      const id = item(doc);
      deleteItem(doc, id);
      return id;
    };
    expect(said(deleted, restoreItem)).toEqual(['brought “Talk” back']);
  });

  it('is nothing where an item was only moved', () => {
    const two = (doc: Y.Doc): string => [item(doc), item(doc)][1] ?? '';
    expect(said(two, (doc, id) => moveItem(doc, id, 0)).filter((one) => one !== null)).toEqual([]);
  });

  it('is a comment with its item, and none that was taken back', () => {
    const comment = (doc: Y.Doc, id: string): string =>
      addComment(doc, { item: id, text: 'Why now?', author: 'bo', at: 1 });
    expect(said(item, comment)).toEqual(['commented on “Talk”: “Why now?”']);
    expect(said((doc) => comment(doc, item(doc)), deleteComment)).toEqual([null]);
    expect(said(nothing, (doc) => comment(doc, 'nowhere'))).toEqual(['commented: “Why now?”']);
  });

  it('is promises', () => {
    const promise = (doc: Y.Doc): string => addPromise(doc, { text: 'Send it', owner: 'bo', due: null, from: null });
    const kept = (doc: Y.Doc): string => {
      const id = promise(doc);
      setPromiseKept(doc, id, 1);
      return id;
    };
    expect(said(nothing, promise)).toEqual(['added the promise “Send it”']);
    expect(said(promise, (doc, id) => setPromiseKept(doc, id, 1))).toEqual(['kept the promise “Send it”']);
    expect(said(kept, (doc, id) => setPromiseKept(doc, id, null))).toEqual(['reopened the promise “Send it”']);
    expect(said(promise, (doc, id) => editPromise(doc, id, { due: 'next' }))).toEqual([
      'changed the promise “Send it”',
    ]);
  });

  it('is goals and steps', () => {
    const by = { by: 'bo', at: 1 };
    const goal = (doc: Y.Doc): string => addGoal(doc, { title: 'Speak', author: 'bo', at: 1 });
    const step = (doc: Y.Doc): [string, string] => {
      const id = goal(doc);
      return [id, addMilestone(doc, id, 'Outline')];
    };
    expect(said(nothing, goal)).toEqual(['added the goal “Speak”']);
    expect(said(goal, (doc, id) => setGoalStatus(doc, id, { ...by, status: 'reached' }))).toEqual([
      'marked the goal “Speak” as reached',
    ]);
    expect(said(goal, (doc, id) => setGoalStatus(doc, id, { ...by, status: 'let-go' }))).toEqual([
      'let the goal “Speak” go',
    ]);
    expect(said(goal, (doc, id) => addMilestone(doc, id, 'Outline'))).toEqual(['added the step “Outline”']);
    expect(said(step, (doc, [id, one]) => setMilestoneDone(doc, id, one, { ...by, done: true }))).toEqual([
      'ticked the step “Outline”',
    ]);
  });

  it('is what somebody written down about a goal', () => {
    const goal = (doc: Y.Doc): string => addGoal(doc, { title: 'Speak', author: 'bo', at: 1 });
    expect(said(goal, (doc, id) => addGoalEntry(doc, id, { text: 'Half of it is there', by: 'bo', at: 2 }))).toEqual([
      'written down about the goal “Speak”: “Half of it is there”',
    ]);
  });

  it('is a next date', () => {
    const next = { startsAt: 1_800_000_000_000, minutes: 50, mode: 'video', by: 'bo' } as const;
    const before = (doc: Y.Doc): void => setNext(doc, next);
    expect(said(nothing, before)).toEqual(['suggested a next date']);
    expect(said(before, (doc) => setNext(doc, { ...next, minutes: 30 }))).toEqual(['suggested another next date']);
    expect(said(before, (doc) => setNext(doc, null))).toEqual(['left the next date open']);
  });

  it('is one for the minutes of several items', () => {
    const three = (doc: Y.Doc): string[] =>
      ['One', 'Two', 'Three'].map((title) => addItem(doc, { title, author: 'anna', minutes: 10 }));
    const told = (act: (doc: Y.Doc, ids: string[]) => void): string[] => {
      const doc = new Y.Doc();
      const ids = three(doc);
      const state = Y.decodeStateVector(Y.encodeStateVector(doc));
      act(doc, ids);
      return toldOf(changesSince(doc, { state, own: new Set() }), doc, 45).map(({ phrase }) => phrase);
    };
    expect(told((doc) => fitMinutes(doc, 45))).toEqual(['fitted the minutes to the length']);
    expect(told((doc) => fitMinutes(doc, 60))).toEqual(['changed the minutes of 3 items']);
    expect(told((doc, [one]) => editItem(doc, one!, { minutes: 25 }))).toEqual(['changed “One”']);
    expect(
      told((doc, [one]) => {
        fitMinutes(doc, 45);
        setItemState(doc, one!, 'discussed');
      }),
    ).toEqual(['ticked “One”', 'fitted the minutes to the length']);
  });

  it('is outcomes, what is parked, and the notes', () => {
    const takeaway = { kind: 'takeaway', text: 'One number', author: 'bo' } as const;
    expect(said(nothing, (doc) => addOutcome(doc, takeaway))).toEqual(['written down the takeaway “One number”']);
    expect(said(nothing, (doc) => addOutcome(doc, { ...takeaway, kind: 'decision' }))).toEqual([
      'written down the decision “One number”',
    ]);
    expect(said(nothing, (doc) => addToBacklog(doc, { id: 'x', title: 'Autumn', author: 'bo' }))).toEqual([
      'parked “Autumn” for later',
    ]);
    expect(said(nothing, (doc) => notesOf(doc).insert(0, [new Y.XmlText('A clock')]))).toEqual([
      'written in the notes: “A clock”',
    ]);
  });

  it('quotes the beginning of what is long', () => {
    const [phrase] = said(nothing, (doc) => addItem(doc, { title: 'word '.repeat(90), author: 'bo' }));
    expect(phrase).toMatch(/^added “(word )+word…” to the agenda$/);
    expect(phrase?.length).toBeLessThan(110);
  });

  it('has a name in front, or stands alone', () => {
    expect(sentence('Bo', 'ticked “Talk”')).toBe('Bo has ticked “Talk”');
    expect(sentence(null, 'ticked “Talk”')).toBe('Ticked “Talk”');
  });
});
