import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { copies, meet } from './peers.test.kit.ts';
import { markRead, readMarks, setReadSince } from './read-marks.ts';

/** How many updates `act` makes. */
function updatesOf(doc: Y.Doc, act: () => void): number {
  let count = 0;
  const counted = (): void => void (count += 1);
  doc.on('update', counted);
  act();
  doc.off('update', counted);
  return count;
}

describe('read marks', () => {
  it('begin with nothing read and no first look', () => {
    expect(readMarks(new Y.Doc())).toEqual({ since: null, sessions: new Map() });
  });

  it('tell how much of each session was read, in one update each', () => {
    const doc = new Y.Doc();
    expect(updatesOf(doc, () => markRead(doc, 's1', { revision: 1, added: 0 }))).toBe(1);
    expect(updatesOf(doc, () => markRead(doc, 's1', { revision: 2, added: 3 }))).toBe(1);
    expect(updatesOf(doc, () => setReadSince(doc, 5))).toBe(1);
    expect(readMarks(doc)).toEqual({ since: 5, sessions: new Map([['s1', { revision: 2, added: 3 }]]) });
  });

  it('write nothing where nothing differs, and never lower what was read', () => {
    const doc = new Y.Doc();
    markRead(doc, 's1', { revision: 2, added: 1 });
    setReadSince(doc, 9);
    expect(updatesOf(doc, () => markRead(doc, 's1', { revision: 2, added: 1 }))).toBe(0);
    expect(updatesOf(doc, () => markRead(doc, 's1', { revision: 1, added: 0 }))).toBe(0);
    expect(updatesOf(doc, () => setReadSince(doc, 8))).toBe(0);
    markRead(doc, 's1', { revision: 1, added: 2 });
    expect(readMarks(doc).sessions.get('s1')).toEqual({ revision: 2, added: 2 });
  });

  it('come together from two devices', () => {
    const [phone = new Y.Doc(), desk = new Y.Doc()] = copies(2);
    markRead(phone, 's1', { revision: 1, added: 0 });
    markRead(desk, 's2', { revision: 3, added: 0 });
    setReadSince(desk, 7);
    meet(phone, desk);
    expect(readMarks(phone)).toEqual(readMarks(desk));
    expect([...readMarks(phone).sessions.keys()].toSorted()).toEqual(['s1', 's2']);
    expect(readMarks(phone).since).toBe(7);
  });

  it('[C50] of the same session are those of one of two devices', () => {
    const [phone = new Y.Doc(), desk = new Y.Doc()] = copies(2);
    const [atPhone, atDesk] = [
      { revision: 1, added: 2 },
      { revision: 2, added: 0 },
    ];
    markRead(phone, 's1', atPhone);
    markRead(desk, 's1', atDesk);
    meet(phone, desk);
    const mark = readMarks(phone).sessions.get('s1');
    expect(readMarks(desk).sessions.get('s1')).toEqual(mark);
    expect([atPhone, atDesk]).toContainEqual(mark);
  });

  it('are read safely whatever stands there', () => {
    const doc = new Y.Doc();
    const root = doc.getMap('read');
    root.set('/since', 'yesterday');
    root.set('a', 5);
    root.set('b', { revision: -1, added: 0 });
    root.set('c', { revision: 1 });
    root.set('d', new Y.Map());
    root.set('e', { revision: 1.5, added: Number.NaN });
    expect(readMarks(doc)).toEqual({ since: null, sessions: new Map() });
    markRead(doc, 'a', { revision: 1, added: 0 });
    expect(readMarks(doc).sessions.get('a')).toEqual({ revision: 1, added: 0 });
  });
});
