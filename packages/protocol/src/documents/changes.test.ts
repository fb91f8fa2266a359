import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { agendaOf, readAgenda } from './agenda.ts';
import { addItem, deleteItem, editItem, moveItem, restoreItem, setItemState } from './agenda-operations.ts';
import { changesSince } from './changes.ts';
import { addGoal, addGoalEntry, addMilestone, editGoal, setMilestoneDone } from './goal-operations.ts';
import { readLooked, setLooked, setOwnClient } from './looked.ts';
import { setNext } from './outcomes.ts';
import { copies, Dice, meet, SEEDS } from './peers.test.kit.ts';
import { addPromise, setPromiseKept } from './promise-operations.ts';
import { notesOf } from './rich-text.ts';

const seenOf = (doc: Y.Doc, own: number[] = []) => ({
  state: Y.decodeStateVector(Y.encodeStateVector(doc)),
  own: new Set(own),
});
const pair = (): [Y.Doc, Y.Doc] => {
  const [anns = new Y.Doc(), bos = new Y.Doc()] = copies(2);
  return [anns, bos];
};

describe('what changed since somebody looked', () => {
  it('is every record that is new, different or gone, with its words and who wrote', () => {
    const [anns, bos] = pair();
    const talk = addItem(anns, { title: 'Talk', author: 'anna' });
    const gone = addItem(anns, { title: 'Gone', author: 'anna' });
    const same = addItem(anns, { title: 'Same', author: 'anna' });
    meet(anns, bos);
    const seen = seenOf(anns);
    const question = addItem(bos, { title: 'Question', author: 'bo' });
    editItem(bos, talk, { title: 'Long talk' });
    setItemState(bos, talk, 'discussed');
    deleteItem(bos, gone);
    meet(anns, bos);
    const changes = changesSince(anns, seen);
    expect(changes).toHaveLength(3);
    expect(changes).toContainEqual(
      expect.objectContaining({ in: 'agenda', id: question, what: 'added', words: 'Question', client: bos.clientID }),
    );
    expect(changes).toContainEqual(
      expect.objectContaining({ id: talk, what: 'changed', words: 'Long talk', fields: ['title', 'state'] }),
    );
    expect(changes).toContainEqual(expect.objectContaining({ id: gone, what: 'deleted', words: 'Gone' }));
    expect(changes.some(({ id }) => id === same)).toBe(false);
  });

  it('leaves out what came and went meanwhile, and what is one’s own', () => {
    const [anns, bos] = pair();
    const seen = seenOf(anns, [anns.clientID]);
    addItem(anns, { title: 'Mine', author: 'anna' });
    deleteItem(bos, addItem(bos, { title: 'Never mind', author: 'bo' }));
    meet(anns, bos);
    expect(changesSince(anns, seen)).toEqual([]);
  });

  it('reaches milestones and promises', () => {
    const [anns, bos] = pair();
    const goal = addGoal(anns, { title: 'Speak', author: 'anna', at: 1 });
    const step = addMilestone(anns, goal, 'Outline');
    const promise = addPromise(anns, { text: 'Send it', owner: 'bo', due: null, from: null });
    meet(anns, bos);
    const seen = seenOf(anns);
    setMilestoneDone(bos, goal, step, { done: true, by: 'bo', at: 2 });
    setPromiseKept(bos, promise, 2);
    meet(anns, bos);
    expect(changesSince(anns, seen)).toEqual([
      expect.objectContaining({ in: 'milestones', id: `${goal}/${step}`, fields: ['done'], words: 'Outline' }),
      expect.objectContaining({ in: 'promises', id: promise, fields: ['keptAt'], words: 'Send it' }),
    ]);
  });

  it('is a goal, too, whose history somebody went on with in words', () => {
    const [anns, bos] = pair();
    const goal = addGoal(anns, { title: 'Speak', author: 'anna', at: 1 });
    meet(anns, bos);
    const seen = seenOf(anns);
    addGoalEntry(bos, goal, { text: 'Half of it is there', by: 'bo', at: 2 });
    editGoal(bos, goal, 'Speak up');
    addGoalEntry(bos, goal, { text: 'All of it', by: 'bo', at: 3 });
    meet(anns, bos);
    const change = { in: 'goals', id: goal, what: 'changed', words: 'Speak up', client: bos.clientID };
    const changes = changesSince(anns, seen);
    expect(changes).toHaveLength(3);
    expect(changes).toContainEqual({ ...change, fields: ['title'] });
    expect(changes).toContainEqual({ ...change, fields: ['history'], entry: 'Half of it is there' });
    expect(changes).toContainEqual({ ...change, fields: ['history'], entry: 'All of it' });
    expect(changesSince(anns, seenOf(anns))).toEqual([]);
  });

  it('is nothing that was done to what is deleted already', () => {
    const [anns, bos] = pair();
    const talk = addItem(anns, { title: 'Talk', author: 'anna' });
    meet(anns, bos);
    deleteItem(anns, talk);
    const seen = seenOf(anns, [anns.clientID]);
    editItem(bos, talk, { title: 'Long talk' });
    meet(anns, bos);
    expect(changesSince(anns, seen)).toEqual([]);
    restoreItem(anns, talk);
    expect(changesSince(anns, seen)).toEqual([expect.objectContaining({ id: talk, words: 'Long talk' })]);
  });

  it('is a next date, the first and another one', () => {
    const [anns, bos] = pair();
    const next = { startsAt: 1_800_000_000_000, minutes: 50, mode: 'video', by: 'bo' } as const;
    const date = { in: 'outcomes', id: 'next', words: '', client: bos.clientID };
    const never = seenOf(anns);
    setNext(bos, next);
    meet(anns, bos);
    expect(changesSince(anns, never)).toEqual([{ ...date, what: 'added', fields: [] }]);
    const seen = seenOf(anns);
    setNext(bos, { ...next, minutes: 30 });
    meet(anns, bos);
    expect(changesSince(anns, seen)).toEqual([{ ...date, what: 'changed', fields: ['next'] }]);
    expect(changesSince(anns, seenOf(anns))).toEqual([]);
  });

  it('quotes new words of the notes, the part of a run that is new', () => {
    const [anns, bos] = pair();
    const paragraph = new Y.XmlElement('paragraph');
    const text = new Y.XmlText();
    notesOf(bos).insert(0, [paragraph]);
    paragraph.insert(0, [text]);
    text.insert(0, 'Known. ');
    meet(anns, bos);
    const seen = seenOf(anns);
    text.insert(7, 'New words.');
    meet(anns, bos);
    expect(changesSince(anns, seen)).toEqual([
      { in: 'notes', id: '', what: 'changed', fields: [], words: 'New words.', client: bos.clientID },
    ]);
  });

  it('survives what a peer may write into the roots', () => {
    const doc = new Y.Doc();
    doc.getMap('agenda').set('x', 5);
    doc.getMap('goals').set('g', new Y.Map<unknown>([['milestones', 'none']]));
    expect(() => changesSince(doc, { state: new Map(), own: new Set() })).not.toThrow();
  });
});

describe('what somebody last looked at', () => {
  it('is kept per document, with their own clients until what these wrote has been looked at', () => {
    const own = new Y.Doc();
    const seen = new Y.Doc();
    expect(readLooked(own, 'session/s1')).toBeNull();
    addItem(seen, { title: 'x', author: 'bo' });
    setOwnClient(own, 'session/s1', 77);
    setLooked(own, 'session/s1', seen);
    setOwnClient(own, 'session/s1', seen.clientID);
    setOwnClient(own, 'session/s10', 5);
    expect(readLooked(own, 'session/s1')).toEqual({
      state: new Map([[seen.clientID, expect.any(Number)]]),
      own: new Set([seen.clientID]),
    });
    expect(changesSince(seen, readLooked(own, 'session/s1') ?? { state: new Map(), own: new Set() })).toEqual([]);
  });

  it.each([5, 'x', { state: 'x' }, { state: new Uint8Array([255, 255]) }])(
    'is read as never where it is %j',
    (value) => {
      const own = new Y.Doc();
      own.getMap('looked').set('d', value);
      expect(readLooked(own, 'd')).toBeNull();
    },
  );
});

describe('what changed, drawn by dice', () => {
  it.each(SEEDS)('is nothing right after looking, and then what the other did (seed %i)', (seed) => {
    const dice = new Dice(seed);
    const [anns, bos] = pair();
    const made: string[] = [];
    const touched = new Set<string>();
    const act = (doc: Y.Doc): void => {
      const id = made.length === 0 || dice.below(3) === 0 ? null : dice.pick(made);
      const kind = dice.below(5);
      if (id === null) made.push(addItem(doc, { title: `item ${made.length}`, author: 'bo' }));
      else if (kind === 0) setItemState(doc, id, dice.pick(['open', 'discussed', 'parked']));
      else if (kind === 1) editItem(doc, id, { title: `edited ${dice.below(99)}` });
      else if (kind === 2) moveItem(doc, id, dice.below(9));
      else if (kind === 3) deleteItem(doc, id);
      else restoreItem(doc, id);
    };
    for (let step = 0; step < 40; step += 1) {
      act(dice.pick([anns, bos]));
      meet(anns, bos);
    }
    const seen = seenOf(anns, [anns.clientID]);
    expect(changesSince(anns, seen)).toEqual([]);

    const known = new Set(made);
    const here = new Set(readAgenda(bos).map(({ id }) => id));
    agendaOf(bos).observeDeep((events) => {
      for (const { path } of events) if (path[0] !== undefined) touched.add(String(path[0]));
    });
    for (let step = 0; step < 20; step += 1) {
      act(bos);
      addItem(anns, { title: 'one’s own', author: 'anna' });
    }
    meet(anns, bos);
    const before = Y.encodeStateAsUpdate(anns);
    const told = new Map(changesSince(anns, seen).map((change) => [change.id, change.what]));
    expect(Y.encodeStateAsUpdate(anns)).toEqual(before);
    const shown = new Set(readAgenda(anns).map(({ id }) => id));
    for (const id of made) {
      if (!known.has(id)) expect(told.get(id)).toBe(shown.has(id) ? 'added' : undefined);
      else if (!touched.has(id)) expect(told.has(id)).toBe(false);
      else if (!here.has(id) && !shown.has(id)) expect(told.get(id)).not.toBe('changed');
      else expect(told.get(id)).toMatch(/^(changed|deleted)$/);
    }
    expect([...told.keys()].every((id) => made.includes(id))).toBe(true);
  });
});
