import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { agendaOf, readAgenda, type AgendaItem } from './agenda.ts';
import { addItem, deleteItem, setItemState } from './agenda-operations.ts';
import { addToBacklog, carryToAgenda, carryToBacklog, deleteBacklogItem, restoreBacklogItem, takeUp } from './carry.ts';
import { readBacklog } from './backlog.ts';
import { copies, meet } from './peers.test.kit.ts';

const source = { id: 'session-1', startsAt: Date.UTC(2026, 10, 7, 15) };
const item = (over: Partial<AgendaItem> = {}): AgendaItem => ({
  id: 'item-1',
  title: 'How do you say no?',
  kind: 'question',
  minutes: 15,
  author: 'bo',
  state: 'open',
  order: 'a0',
  origin: null,
  wanted: 0,
  ...over,
});

describe('carrying an open item', () => {
  it('keeps its id, words and author and says where it came from', () => {
    const next = new Y.Doc();
    carryToAgenda(next, [item()], source);
    expect(readAgenda(next)).toEqual([
      item({ order: expect.any(String), origin: { session: 'session-1', startsAt: source.startsAt, times: 1 } }),
    ]);
  });

  it('keeps the first origin and counts when it is carried again', () => {
    const next = new Y.Doc();
    const origin = { session: 'session-0', startsAt: null, times: 1 };
    carryToAgenda(next, [item({ origin })], source);
    expect(readAgenda(next)[0]?.origin).toEqual({ ...origin, times: 2 });
  });

  it('makes one item of two carries, also after somebody deleted it there', () => {
    const next = new Y.Doc();
    carryToAgenda(next, [item()], source);
    carryToAgenda(next, [item()], source);
    expect(readAgenda(next)).toHaveLength(1);
    deleteItem(next, 'item-1');
    carryToAgenda(next, [item()], source);
    expect(readAgenda(next)).toEqual([]);
  });
});

describe('the backlog', () => {
  it('takes a parked item once', () => {
    const doc = new Y.Doc();
    carryToBacklog(doc, [item({ state: 'parked' })], source);
    carryToBacklog(doc, [item({ state: 'parked' })], source);
    expect(readBacklog(doc).map((one) => one.title)).toEqual(['How do you say no?']);
  });

  it('gives one item when both take it up at the same moment', () => {
    const [shared = new Y.Doc(), shared2 = new Y.Doc()] = copies(2);
    const [agenda = new Y.Doc(), agenda2 = new Y.Doc()] = copies(2);
    carryToBacklog(shared, [item()], source);
    meet(shared, shared2);
    takeUp(shared, agenda, 'item-1', 'session-2');
    takeUp(shared2, agenda2, 'item-1', 'session-2');
    meet(shared, shared2);
    meet(agenda, agenda2);
    expect(readAgenda(agenda)).toHaveLength(1);
    expect(readAgenda(agenda)).toEqual(readAgenda(agenda2));
    expect(readBacklog(shared)).toEqual([]);
  });

  it('does nothing at a second press', () => {
    const [shared, agenda] = [new Y.Doc(), new Y.Doc()];
    carryToBacklog(shared, [item()], source);
    takeUp(shared, agenda, 'item-1', 'session-2');
    setItemState(agenda, 'item-1', 'discussed');
    takeUp(shared, agenda, 'item-1', 'session-2');
    expect(readAgenda(agenda)[0]?.state).toBe('discussed');
  });

  it('gives a topic back that is parked again where it was taken up', () => {
    const [shared, agenda] = [new Y.Doc(), new Y.Doc()];
    carryToBacklog(shared, [item()], source);
    takeUp(shared, agenda, 'item-1', 'session-2');
    setItemState(agenda, 'item-1', 'parked');
    const [parked] = readAgenda(agenda);
    if (!parked) throw new Error('the item is gone');
    carryToBacklog(shared, [parked], { id: 'session-2', startsAt: null });
    expect(readBacklog(shared).map((one) => one.origin?.times)).toEqual([2]);
    carryToBacklog(shared, [parked], { id: 'session-1', startsAt: null });
    expect(readBacklog(shared)).toHaveLength(1);
  });

  it('reopens an item that was parked and taken up in the same session', () => {
    const [shared, agenda] = [new Y.Doc(), new Y.Doc()];
    const id = addItem(agenda, { title: 'later', author: 'anna' });
    setItemState(agenda, id, 'parked');
    const [parked] = readAgenda(agenda);
    if (!parked) throw new Error('the item is gone');
    carryToBacklog(shared, [parked], source);
    takeUp(shared, agenda, id, source.id);
    expect(readAgenda(agenda).map((one) => one.state)).toEqual(['open']);
  });

  it('can be deleted from and restored, and ignores what is not there', () => {
    const doc = new Y.Doc();
    carryToBacklog(doc, [item()], source);
    deleteBacklogItem(doc, 'item-1');
    expect(readBacklog(doc)).toEqual([]);
    restoreBacklogItem(doc, 'item-1');
    expect(readBacklog(doc)).toHaveLength(1);
    deleteBacklogItem(doc, 'nowhere');
    takeUp(doc, new Y.Doc(), 'nowhere', 'session-2');
    expect(readBacklog(doc)).toHaveLength(1);
  });

  it('keeps a refused line once', () => {
    const doc = new Y.Doc();
    addToBacklog(doc, { id: 'kept-1', title: 'written too late', author: 'bo' });
    addToBacklog(doc, { id: 'kept-1', title: 'written too late', author: 'bo' });
    expect(readBacklog(doc).map((one) => one.title)).toEqual(['written too late']);
  });

  it('leaves the source alone', () => {
    const [from, to] = [new Y.Doc(), new Y.Doc()];
    addItem(from, { title: 'stays', author: 'anna' });
    const before = Y.encodeStateAsUpdate(from);
    for (const one of readAgenda(from)) carryToAgenda(to, [one], source);
    expect(Y.encodeStateAsUpdate(from)).toEqual(before);
    expect([...agendaOf(to).keys()]).toEqual([...agendaOf(from).keys()]);
  });
});
