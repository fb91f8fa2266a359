import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { agendaOf, isDoubted, readAgenda, type AgendaItem } from './agenda.ts';
import { addItem, deleteItem, editItem, setItemState, setStillWanted } from './agenda-operations.ts';
import { readBacklog } from './backlog.ts';
import {
  addToBacklog,
  carryComments,
  carryToAgenda,
  carryToBacklog,
  deleteBacklogItem,
  restoreBacklogItem,
  takeUp,
} from './carry.ts';
import { addComment, deleteComment, readComments } from './comments.ts';
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

describe('"still wanted?"', () => {
  const carried = (doc: Y.Doc, times: number, from: string): Y.Doc => {
    const next = new Y.Doc();
    const [one] = readAgenda(doc);
    if (one) carryToAgenda(next, [one], { id: from, startsAt: null });
    expect(readAgenda(next)[0]?.origin?.times).toBe(times);
    return next;
  };
  const doubted = (doc: Y.Doc): boolean => readAgenda(doc).some(isDoubted);

  it('is asked at the third time, not once it was answered, and again when it is carried once more', () => {
    let doc = new Y.Doc();
    const id = addItem(doc, { title: 'Later, later', author: 'bo' });
    doc = carried(doc, 1, 's1');
    doc = carried(doc, 2, 's2');
    expect(doubted(doc)).toBe(false);
    doc = carried(doc, 3, 's3');
    expect(doubted(doc)).toBe(true);
    setStillWanted(doc, id);
    expect(doubted(doc)).toBe(false);
    doc = carried(doc, 4, 's4');
    expect(readAgenda(doc)[0]?.wanted).toBe(3);
    expect(doubted(doc)).toBe(true);
  });

  it('cannot be answered for all times', () => {
    const next = new Y.Doc();
    carryToAgenda(next, [item({ wanted: 1e9, origin: { session: 's0', startsAt: null, times: 3 } })], source);
    expect(doubted(next)).toBe(true);
  });
});

describe('comments of a carried item', () => {
  const words = (doc: Y.Doc): string[] => (readComments(doc).get('item-1') ?? []).map((one) => one.text);
  const commented = (): Y.Doc => {
    const from = new Y.Doc();
    addComment(from, { item: 'item-1', text: 'I have a story', author: 'anna', at: 1 });
    addComment(from, { item: 'item-2', text: 'Of another item', author: 'anna', at: 2 });
    return from;
  };

  it('come along as they are, once, and those of others stay', () => {
    const [from, next] = [commented(), new Y.Doc()];
    for (let i = 0; i < 2; i += 1) carryComments(next, from, ['item-1']);
    expect(readComments(next)).toEqual(new Map([['item-1', readComments(from).get('item-1')]]));
  });

  it('stay deleted where they were deleted', () => {
    const [from, next] = [commented(), new Y.Doc()];
    carryComments(next, from, ['item-1']);
    const [comment] = readComments(next).get('item-1') ?? [];
    deleteComment(next, comment?.id ?? '');
    const before = Y.encodeStateAsUpdate(next);
    carryComments(next, from, ['item-1']);
    expect(words(next)).toEqual([]);
    expect(Y.encodeStateAsUpdate(next)).toEqual(before);
  });

  it('go into the backlog and out of it again, and what was deleted on the way does not return', () => {
    const [from, shared, agenda] = [commented(), new Y.Doc(), new Y.Doc()];
    carryToBacklog(shared, [item({ state: 'parked' })], source);
    carryComments(shared, from, ['item-1']);
    takeUp(shared, agenda, 'item-1', 'session-2');
    expect(words(agenda)).toEqual(['I have a story']);
    deleteComment(agenda, readComments(agenda).get('item-1')?.[0]?.id ?? '');
    addComment(agenda, { item: 'item-1', text: 'And now?', author: 'bo', at: 3 });
    setItemState(agenda, 'item-1', 'parked');
    carryToBacklog(shared, readAgenda(agenda), { id: 'session-2', startsAt: null });
    carryComments(shared, agenda, ['item-1']);
    expect(readBacklog(shared)).toHaveLength(1);
    expect(words(shared)).toEqual(['And now?']);
  });

  it('are one each when both take the item up at the same moment', () => {
    const [shared = new Y.Doc(), shared2 = new Y.Doc()] = copies(2);
    const [agenda = new Y.Doc(), agenda2 = new Y.Doc()] = copies(2);
    carryToBacklog(shared, [item()], source);
    carryComments(shared, commented(), ['item-1']);
    meet(shared, shared2);
    takeUp(shared, agenda, 'item-1', 'session-2');
    takeUp(shared2, agenda2, 'item-1', 'session-2');
    meet(agenda, agenda2);
    expect(words(agenda)).toEqual(['I have a story']);
    expect(words(agenda2)).toEqual(['I have a story']);
  });

  it('are carried safely whatever a peer wrote, and not without end', () => {
    const [from, next] = [new Y.Doc(), new Y.Doc()];
    from.transact(() => {
      from.getMap('comments').set('odd', 5);
      for (let i = 0; i < 5000; i += 1) {
        const fields = { item: 'item-1', text: i === 0 ? {} : 'x', at: i, author: 7 };
        from.getMap('comments').set(`c${i}`, new Y.Map<unknown>(Object.entries(fields)));
      }
    });
    carryComments(next, from, ['item-1', 'nowhere']);
    expect(words(next)).toHaveLength(2000);
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

  it('knows a topic that comes back as it was edited meanwhile', () => {
    const [shared, agenda] = [new Y.Doc(), new Y.Doc()];
    carryToBacklog(shared, [item()], source);
    takeUp(shared, agenda, 'item-1', 'session-2');
    editItem(agenda, 'item-1', { title: 'Saying no to a friend' });
    setItemState(agenda, 'item-1', 'parked');
    carryToBacklog(shared, readAgenda(agenda), { id: 'session-2', startsAt: null });
    expect(readBacklog(shared).map((one) => one.title)).toEqual(['Saying no to a friend']);
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
