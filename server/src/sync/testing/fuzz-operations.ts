/** What people and the server do in each kind of document, drawn by dice: the operations that our clients have, no others. */
import {
  addComment,
  addGoal,
  addGoalEntry,
  addItem,
  addItems,
  addMilestone,
  addOutcome,
  addPromise,
  addToBacklog,
  carryToAgenda,
  carryToBacklog,
  comeBack,
  deleteBacklogItem,
  deleteComment,
  deleteGoal,
  deleteItem,
  deleteMilestone,
  deleteOutcome,
  deletePromise,
  editGoal,
  editItem,
  editMilestone,
  editOutcome,
  editPromise,
  fitMinutes,
  ITEM_KINDS,
  moveGoal,
  moveItem,
  newId,
  notesOf,
  privateNotesOf,
  readAgenda,
  readBacklog,
  readComments,
  readGoals,
  readOutcomes,
  readPromises,
  restoreBacklogItem,
  restoreComment,
  restoreGoal,
  restoreItem,
  restoreMilestone,
  restoreOutcome,
  restorePromise,
  setGoalStatus,
  setItemState,
  setLooked,
  setMilestoneDone,
  setMinutes,
  setNext,
  setOwnClient,
  setPromiseKept,
  setReady,
  setStillWanted,
  stepAway,
  stopClock,
  takeUp,
  talkAbout,
  writeSchema,
  type DocumentKind,
} from '@fireside/protocol';
import * as Y from 'yjs';
import type { Dice } from './dice.ts';

export interface Author {
  readonly doc: Y.Doc;
  readonly dice: Dice;
  readonly person: string;
  /** Ids of everything that was ever made: what is deleted can be restored. */
  readonly ids: string[];
}
type Operation = (author: Author) => void;

const AT = Date.UTC(2026, 0, 1);
const words = ({ dice }: Author): string => `${dice.pick(['Talk', 'Plan', 'Ask', 'Thank'])} ${dice.below(100)}`;
const keep = ({ ids }: Author, ...made: string[]): void => void ids.push(...made);
const there = <T extends { id: string }>({ dice }: Author, all: readonly T[]): T | null =>
  all.length > 0 ? dice.pick(all) : null;
const any = ({ dice, ids }: Author): string => dice.pick(ids);

const SESSION: readonly Operation[] = [
  (one) => keep(one, addItem(one.doc, { title: words(one), author: one.person, kind: one.dice.pick(ITEM_KINDS) })),
  (one) =>
    keep(
      one,
      ...addItems(
        one.doc,
        [1, 2, 3].map(() => ({ title: words(one), author: null, minutes: 10 })),
      ),
    ),
  (one) => editItem(one.doc, any(one), { title: words(one), minutes: 1 + one.dice.below(600) }),
  (one) => setItemState(one.doc, any(one), one.dice.pick(['open', 'discussed', 'parked'])),
  (one) => moveItem(one.doc, any(one), one.dice.below(8)),
  (one) => moveItem(one.doc, any(one), one.dice.below(8)),
  (one) => deleteItem(one.doc, there(one, readAgenda(one.doc))?.id ?? ''),
  (one) => restoreItem(one.doc, any(one)),
  (one) => setReady(one.doc, one.person, one.dice.once(2)),
  (one) => (one.dice.once(3) ? stopClock(one.doc, null, AT) : talkAbout(one.doc, any(one), AT + one.dice.below(1_000))),
  (one) => (one.dice.once(2) ? stepAway : comeBack)(one.doc, one.person, AT + one.dice.below(1_000)),
  (one) => setStillWanted(one.doc, any(one)),
  (one) => void fitMinutes(one.doc, one.dice.pick([10, 25, 50, 90])),
  (one) => setMinutes(one.doc, new Map([[any(one), 1 + one.dice.below(600)]])),
  (one) => keep(one, addComment(one.doc, { item: any(one), text: words(one), author: one.person, at: AT })),
  (one) => deleteComment(one.doc, there(one, [...readComments(one.doc).values()].flat())?.id ?? ''),
  (one) => restoreComment(one.doc, any(one)),
  (one) => keep(one, addOutcome(one.doc, { kind: 'takeaway', text: words(one), author: one.person })),
  (one) => editOutcome(one.doc, there(one, readOutcomes(one.doc))?.id ?? '', words(one)),
  (one) => deleteOutcome(one.doc, any(one)),
  (one) => restoreOutcome(one.doc, any(one)),
  (one) => setNext(one.doc, one.dice.once(4) ? null : { startsAt: AT, minutes: 50, mode: 'video', by: one.person }),
  ...Array.from({ length: 12 }, () => (one: Author) => write(notesOf(one.doc), one)),
];

const MENTORSHIP: readonly Operation[] = [
  (one) => keep(one, addGoal(one.doc, { title: words(one), author: one.person, at: AT })),
  (one) => editGoal(one.doc, any(one), words(one)),
  (one) => moveGoal(one.doc, any(one), one.dice.below(5)),
  (one) =>
    setGoalStatus(one.doc, any(one), {
      status: one.dice.pick(['open', 'reached', 'let-go']),
      by: one.person,
      at: AT + one.dice.below(1_000),
    }),
  (one) => keep(one, addGoalEntry(one.doc, any(one), { text: words(one), by: one.person, at: AT, corrects: any(one) })),
  (one) => deleteGoal(one.doc, any(one)),
  (one) => restoreGoal(one.doc, any(one)),
  (one) => keep(one, addMilestone(one.doc, there(one, readGoals(one.doc))?.id ?? '', words(one))),
  (one) =>
    onMilestone(one, (goal, id) =>
      setMilestoneDone(one.doc, goal, id, { done: one.dice.once(2), by: one.person, at: AT }),
    ),
  (one) => onMilestone(one, (goal, id) => editMilestone(one.doc, goal, id, words(one))),
  (one) => onMilestone(one, (goal, id) => deleteMilestone(one.doc, goal, id)),
  (one) => onMilestone(one, (goal, id) => restoreMilestone(one.doc, goal, id)),
  (one) => keep(one, addPromise(one.doc, { text: words(one), owner: one.person, due: 'next', from: null })),
  (one) => keep(one, addPromise(one.doc, { text: words(one), owner: one.person, due: '2026-05-01', from: null })),
  (one) => editPromise(one.doc, there(one, readPromises(one.doc))?.id ?? '', { text: words(one), due: null }),
  (one) => setPromiseKept(one.doc, any(one), one.dice.once(3) ? null : AT),
  (one) => deletePromise(one.doc, any(one)),
  (one) => restorePromise(one.doc, any(one)),
  (one) => addToBacklog(one.doc, { id: newId(), title: words(one), author: one.person }),
  (one) => deleteBacklogItem(one.doc, there(one, readBacklog(one.doc))?.id ?? ''),
  (one) => restoreBacklogItem(one.doc, any(one)),
  (one) => takeUp(one.doc, new Y.Doc(), any(one), `session-${one.dice.below(2)}`),
  (one) => keep(one, addComment(one.doc, { item: any(one), text: words(one), author: one.person, at: AT })),
];

const OPERATIONS: Readonly<Record<DocumentKind, readonly Operation[]>> = {
  session: SESSION,
  mentorship: MENTORSHIP,
  private: [
    ...Array.from(
      { length: 6 },
      () => (one: Author) => write(privateNotesOf(one.doc, `session-${one.dice.below(2)}`), one),
    ),
    (one) => setOwnClient(one.doc, `session/${one.dice.below(2)}`, one.dice.below(1_000)),
    (one) => setLooked(one.doc, `session/${one.dice.below(2)}`, one.doc),
  ],
};

/** Does one operation; says whether there was anything to do it with. */
export function operate(kind: DocumentKind, author: Author): boolean {
  const operation = author.dice.pick(OPERATIONS[kind]);
  if (author.ids.length === 0) author.ids.push('nothing');
  try {
    operation(author);
    return true;
  } catch (error) {
    // The record is not in this copy, which is what a click on a line that has just gone finds.
    if (error instanceof Error && 'code' in error && error.code === 'not-found') return false;
    throw error;
  }
}

function onMilestone(one: Author, act: (goal: string, id: string) => void): void {
  const goal = there(one, readGoals(one.doc));
  if (goal) act(goal.id, there(one, goal.milestones)?.id ?? any(one));
}

/** An edit as the editor's binding makes it: blocks in the fragment, words and marks in their texts. */
function write(fragment: Y.XmlFragment, { doc, dice, ids }: Author): void {
  const blocks = fragment.toArray().filter((block) => block instanceof Y.XmlElement);
  const block = blocks.length === 0 || dice.once(6) ? null : dice.pick(blocks);
  const text = block?.toArray().find((child) => child instanceof Y.XmlText);
  doc.transact(() => {
    if (!block) fragment.insert(dice.below(fragment.length + 1), [newBlock(dice, ids)]);
    else if (!text || dice.once(10)) fragment.delete(fragment.toArray().indexOf(block), 1);
    else writeText(text, dice);
  });
}

function newBlock(dice: Dice, ids: readonly string[]): Y.XmlElement {
  const block = new Y.XmlElement(dice.pick(['paragraph', 'heading', 'listItem']));
  if (dice.once(3)) block.setAttribute('item', dice.pick(ids));
  block.insert(0, [new Y.XmlText(dice.pick(['', 'so ', 'what we said']))]);
  return block;
}

function writeText(text: Y.XmlText, dice: Dice): void {
  const places = boundariesOf(text);
  const from = dice.below(places.length);
  const at = places[from]!;
  const length = places[Math.min(places.length - 1, from + dice.below(6))]! - at;
  const kind = dice.below(6);
  if (kind === 0 && length > 0) text.delete(at, length);
  else if (kind === 1 && length > 0) text.format(at, length, { bold: dice.once(2) ? {} : null });
  else if (kind === 2 && length > 0)
    text.format(at, length, { link: dice.once(2) ? { href: 'https://a.example' } : null });
  else if (kind === 3) text.insert(at, 'bold', { bold: {} });
  else text.insert(at, dice.pick(['a', 'word ', '漢字', '😀', 'e\u0301']));
}

/** No editor puts the caret into a surrogate pair; Yjs would break the pair, in each copy at another time. */
function boundariesOf(text: Y.XmlText): number[] {
  const words = (text.toDelta() as { insert: string }[]).map(({ insert }) => insert).join('');
  const places = [0];
  for (const sign of words) places.push(places.at(-1)! + sign.length);
  return places;
}

/** What a command of the server adds: an update made on a copy of the document. */
export function commandUpdate(kind: DocumentKind, doc: Y.Doc, dice: Dice): Uint8Array {
  const scratch = new Y.Doc();
  Y.applyUpdate(scratch, Y.encodeStateAsUpdate(doc));
  scratch.clientID = dice.below(2 ** 31);
  const before = Y.encodeStateVector(scratch);
  const items = readAgenda(scratch).slice(0, 2);
  const carried = items.map((item) => ({ ...item, id: newId() }));
  const source = { id: `source-${dice.below(3)}`, startsAt: AT };
  if (kind === 'session') carryToAgenda(scratch, carried, source);
  else if (kind === 'mentorship') carryToBacklog(scratch, carried, source);
  writeSchema(scratch, kind);
  return Y.encodeStateAsUpdate(scratch, before);
}

const MAPS = [
  ...['agenda', 'comments', 'ready', 'clock', 'outcomes'],
  ...['goals', 'promises', 'backlog', 'starters', 'looked', 'meta'],
];
const FRAGMENTS = ['notes', 'notes/session-0', 'notes/session-1'];

/** Everything that a document says, as plain data. */
export function contentOf(doc: Y.Doc): unknown {
  return {
    ...Object.fromEntries(MAPS.map((name) => [name, doc.getMap(name).toJSON()])),
    ...Object.fromEntries(FRAGMENTS.map((name) => [name, deltas(doc.getXmlFragment(name))])),
  };
}

function deltas(fragment: Y.XmlFragment): unknown[] {
  return fragment.toArray().map((child) => {
    if (child instanceof Y.XmlText) return child.toDelta();
    if (child instanceof Y.XmlElement) return [child.nodeName, child.getAttributes(), deltas(child)];
    throw new Error('A node that no operation of ours makes.');
  });
}
