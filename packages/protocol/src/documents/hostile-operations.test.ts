/** Operations on documents that no operation of ours wrote: they work or refuse with a code, and always end. */
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { FiresideError } from '../errors.ts';
import { agendaOf, readAgenda, readReady } from './agenda.ts';
import {
  addItem,
  addItems,
  deleteItem,
  editItem,
  fitMinutes,
  moveItem,
  restoreItem,
  setItemState,
  setReady,
  setStillWanted,
} from './agenda-operations.ts';
import { readBacklog } from './backlog.ts';
import { addToBacklog, carryToAgenda, carryToBacklog, takeUp } from './carry.ts';
import { changesSince } from './changes.ts';
import { readClock } from './clock.ts';
import { comeBack, stepAway, stopClock, talkAbout } from './clock-operations.ts';
import { addComment, deleteComment, readComments } from './comments.ts';
import { hostileDocument } from './hostile.test.kit.ts';
import { goalsOf, readGoals } from './goals.ts';
import {
  addGoal,
  addGoalEntry,
  addMilestone,
  deleteGoal,
  editMilestone,
  moveGoal,
  setGoalStatus,
  setMilestoneDone,
} from './goal-operations.ts';
import { readLooked, setLooked, setOwnClient } from './looked.ts';
import { addOutcome, editOutcome, readNext, readOutcomes, setNext } from './outcomes.ts';
import { Dice, meet, SEEDS } from './peers.test.kit.ts';
import { readPromises } from './promises.ts';
import { addPromise, editPromise, setPromiseKept } from './promise-operations.ts';

const AT = 1_000;
const item = { title: 'x', author: 'bo', minutes: 10 };
const nothing = { state: new Map<number, number>(), own: new Set<number>() };
const STRANGE = ['__proto__', 'constructor', 'toString', '0', '', '漢', 'x'.repeat(10_000)];

/** Every operation, on the record `id`. */
const OPERATIONS: readonly ((doc: Y.Doc, id: string) => unknown)[] = [
  (doc) => addItem(doc, item),
  (doc) => addItems(doc, [item, item, item]),
  (doc, id) => editItem(doc, id, { title: 'edited', kind: 'question', minutes: null }),
  (doc, id) => setItemState(doc, id, 'parked'),
  (doc, id) => moveItem(doc, id, 1),
  (doc, id) => moveItem(doc, id, Number.NaN),
  (doc, id) => deleteItem(doc, id),
  (doc, id) => restoreItem(doc, id),
  (doc, id) => setStillWanted(doc, id),
  (doc) => fitMinutes(doc, 25),
  (doc, id) => setReady(doc, id, true),
  (doc, id) => talkAbout(doc, id, AT),
  (doc, id) => stepAway(doc, id, AT),
  (doc, id) => comeBack(doc, id, AT),
  (doc) => stopClock(doc, null, AT),
  (doc, id) => addComment(doc, { item: id, text: 'why', author: 'bo', at: AT }),
  (doc, id) => deleteComment(doc, id),
  (doc) => addOutcome(doc, { kind: 'takeaway', text: 'so', author: 'bo' }),
  (doc, id) => editOutcome(doc, id, 'so it is'),
  (doc) => setNext(doc, { startsAt: AT, minutes: 50, mode: 'video', by: 'bo' }),
  (doc) => addGoal(doc, { title: 'goal', author: 'bo', at: AT }),
  (doc, id) => addGoalEntry(doc, id, { text: 'so far', by: 'bo', at: AT, corrects: id }),
  (doc, id) => setGoalStatus(doc, id, { status: 'reached', by: 'bo', at: AT }),
  (doc, id) => moveGoal(doc, id, 0),
  (doc, id) => deleteGoal(doc, id),
  (doc, id) => addMilestone(doc, id, 'step'),
  (doc, id) => editMilestone(doc, id, id, 'step'),
  (doc, id) => setMilestoneDone(doc, id, id, { done: true, by: 'bo', at: AT }),
  (doc) => addPromise(doc, { text: 'send', owner: 'bo', due: null, from: null }),
  (doc, id) => editPromise(doc, id, { text: 'send', due: 'next' }),
  (doc, id) => setPromiseKept(doc, id, AT),
  (doc, id) => addToBacklog(doc, { id: `new ${id}`, title: 'later', author: 'bo' }),
  (doc, id) => takeUp(doc, doc, id, 's1'),
  (doc) => carryToAgenda(doc, readAgenda(doc), { id: 's0', startsAt: null }),
  (doc) => carryToBacklog(doc, readAgenda(doc), { id: 's0', startsAt: null }),
  (doc, id) => setOwnClient(doc, id, 5),
  (doc, id) => setLooked(doc, id, doc),
];

const READERS: readonly ((doc: Y.Doc) => unknown)[] = [
  readAgenda,
  readBacklog,
  readClock,
  (doc) => [...readComments(doc)],
  readGoals,
  readOutcomes,
  readNext,
  readPromises,
  readReady,
  (doc) => readLooked(doc, 'session/s1'),
  (doc) => changesSince(doc, nothing).sort((a, b) => (`${a.in}/${a.id}` < `${b.in}/${b.id}` ? -1 : 1)),
];
const read = (doc: Y.Doc): unknown[] => READERS.map((reader) => reader(doc));

describe('operations on documents written by anybody', () => {
  it.each(SEEDS)('work or say why not, and others see the same (seed %i)', (seed) => {
    const dice = new Dice(seed);
    const doc = hostileDocument(dice);
    const ids = [...agendaOf(doc).keys(), ...goalsOf(doc).keys(), ...STRANGE];
    for (let turn = 0; turn < 4; turn += 1) {
      for (const operate of OPERATIONS) {
        const before = Y.encodeStateVector(doc);
        try {
          operate(doc, dice.pick(ids));
        } catch (error) {
          expect(error).toBeInstanceOf(FiresideError);
          expect(Y.encodeStateVector(doc)).toEqual(before);
        }
      }
    }
    const other = new Y.Doc();
    meet(doc, other);
    expect(read(other)).toEqual(read(doc));
    const id = addItem(doc, item);
    const count = readAgenda(doc).length;
    for (const place of [0, 1, Math.floor(count / 2), count - 1]) {
      moveItem(doc, id, place);
      expect(readAgenda(doc).findIndex((one) => one.id === id)).toBe(Math.min(place, count - 1));
    }
  });

  it.each(STRANGE.map((id) => [id.slice(0, 20), id]))('take the id “%s” like any other', (_, id) => {
    const doc = new Y.Doc();
    addToBacklog(doc, { id, title: 'later', author: 'bo' });
    takeUp(doc, doc, id, 's1');
    setReady(doc, id, true);
    talkAbout(doc, id, 0);
    stepAway(doc, id, 1_000);
    addComment(doc, { item: id, text: 'why', author: id, at: 1 });
    fitMinutes(doc, 25);
    expect(readAgenda(doc).map((one) => one.id)).toEqual([id]);
    expect(readReady(doc)).toEqual([id]);
    expect(readClock(doc)).toMatchObject({ current: { item: id }, away: [{ person: id }] });
    expect(readComments(doc).get(id)).toHaveLength(1);
    expect(changesSince(doc, nothing).some((change) => change.id === id)).toBe(true);
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });
});

describe('records that name each other', () => {
  it('in a circle, or what is not there, are read one by one', () => {
    const doc = new Y.Doc();
    const goal = addGoal(doc, { title: 'goal', author: 'bo', at: 1 });
    const first = addGoalEntry(doc, goal, { text: 'one', by: 'bo', at: 2, corrects: 'nothing' });
    const second = addGoalEntry(doc, goal, { text: 'two', by: 'bo', at: 3, corrects: first });
    const history = (goalsOf(doc).get(goal) as Y.Map<unknown>).get('history') as Y.Map<Y.Map<unknown>>;
    history.get(first)?.set('corrects', second);
    expect(readGoals(doc)[0]?.history.slice(1)).toMatchObject([
      { id: first, corrects: second },
      { id: second, corrects: first },
    ]);
    const id = addItem(doc, item);
    (agendaOf(doc).get(id) as Y.Map<unknown>).set('origin', { session: id, startsAt: null, times: 2 ** 60 });
    expect(readAgenda(doc)[0]?.origin).toEqual({ session: id, startsAt: null, times: 1 });
    carryToBacklog(doc, readAgenda(doc), { id, startsAt: null });
    carryToAgenda(doc, readAgenda(doc), { id, startsAt: null });
    expect(readBacklog(doc).map((one) => one.origin?.times)).toEqual([2]);
    addComment(doc, { item: 'nothing', text: 'to whom?', author: 'bo', at: 1 });
    expect(readComments(doc).get('nothing')).toHaveLength(1);
  });
});

describe('documents of a size that only a program writes', () => {
  const MANY = 100_000;
  /** Far more than these take here, far less than a quadratic reader would. */
  const PATIENCE = { timeout: 20_000 };

  it('keep titles and keys of any length, and show the beginning', PATIENCE, () => {
    const doc = new Y.Doc();
    const [a = '', b = '', c = ''] = addItems(doc, [item, item, item]);
    const fields = (id: string): Y.Map<unknown> => agendaOf(doc).get(id) as Y.Map<unknown>;
    fields(a).set('title', 'x'.repeat(10_000));
    fields(b).set('title', 'x'.repeat(5_000_000));
    for (const id of [a, b, c]) fields(id).set('order', `a1${'z'.repeat(1_000_000)}`);
    expect(Math.max(...readAgenda(doc).map(({ title }) => title.length))).toBe(500);
    expect(Math.max(...changesSince(doc, nothing).map(({ words }) => words.length))).toBe(500);
    expect(fields(b).get('title')).toHaveLength(5_000_000);
    const id = addItem(doc, item);
    for (const place of [0, 1, 2, 3]) {
      moveItem(doc, id, place);
      expect(readAgenda(doc).findIndex((one) => one.id === id)).toBe(place);
    }
  });

  it(`with ${MANY} values that are no records are read and written in no time`, PATIENCE, () => {
    const doc = new Y.Doc();
    doc.transact(() => {
      for (const root of ['agenda', 'comments', 'clock', 'goals', 'looked', 'ready', 'outcomes']) {
        for (let i = 0; i < MANY / 4; i += 1) doc.getMap(root).set(`junk-${i}`, i);
      }
      for (let i = 0; i < MANY; i += 1) doc.getMap('agenda').set(String(i), i);
      for (let i = 0; i < MANY; i += 1) doc.getMap('clock').set(`away/${i}`, i);
    });
    const ids = addItems(doc, [item, item]);
    moveItem(doc, ids[0] ?? '', 1);
    fitMinutes(doc, 25);
    talkAbout(doc, ids[0] ?? '', AT);
    comeBack(doc, '5', AT);
    expect(readAgenda(doc).map(({ id }) => id)).toEqual(ids.toReversed());
    expect(read(doc)).toHaveLength(READERS.length);
  });

  it(
    'with thousands of items without usable keys and minutes to take from are placed and fitted in time',
    PATIENCE,
    () => {
      const doc = new Y.Doc();
      const count = 20_000;
      doc.transact(() => {
        for (let i = 0; i < count; i += 1) {
          const order = i % 2 === 0 ? '~' : `a0${i}`;
          const fields = { title: 'x', state: 'open', order, minutes: i % 4 === 0 ? 10 : 1 };
          agendaOf(doc).set(`item-${i}`, new Y.Map<unknown>(Object.entries(fields)));
        }
      });
      fitMinutes(doc, 90);
      expect(readAgenda(doc).every(({ minutes }) => minutes === 1)).toBe(true);
      const id = addItem(doc, item);
      moveItem(doc, id, count / 2);
      expect(readAgenda(doc).findIndex((one) => one.id === id)).toBe(count / 2);
    },
  );

  it('end for the reader of changes at a depth that only an attacker writes', PATIENCE, () => {
    const doc = new Y.Doc();
    let parent: Y.XmlFragment = doc.getXmlFragment('notes');
    doc.transact(() => {
      for (let depth = 0; depth < 20_000; depth += 1) {
        const element = new Y.XmlElement('blockquote');
        parent.insert(0, [element]);
        parent = element;
      }
    });
    expect(changesSince(doc, nothing)).toEqual([]);
  });
});
