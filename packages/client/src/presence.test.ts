import type { Member, Person } from '@fireside/protocol';
import { afterEach, expect, it } from 'vitest';
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { hidePresence, readPresence, showPresence, watchPresence } from './presence.ts';

const MEMBERS: Member[] = [
  { id: 'anna', name: 'Anna', role: 'mentor' },
  { id: 'bo', name: 'Bo', role: 'mentee' },
];
const person = (id: string, role: Person['role']): Person => ({ id, name: `${id}?`, role, locale: null, tz: null });

const all: Awareness[] = [];
function awareness(): Awareness {
  const made = new Awareness(new Y.Doc());
  made.setLocalState(null);
  all.push(made);
  return made;
}
function tell(from: Awareness, to: Awareness): void {
  applyAwarenessUpdate(to, encodeAwarenessUpdate(from, [from.clientID]), null);
}
afterEach(() => {
  for (const one of all.splice(0)) one.destroy();
});

it('lists each person once, members in their order, with what any of their tabs is editing', () => {
  const [mine, bo, tab] = [awareness(), awareness(), awareness()];
  showPresence(bo, person('bo', 'mentee'), MEMBERS);
  bo.setLocalStateField('editing', 'agenda:1');
  showPresence(tab, person('bo', 'mentee'), MEMBERS);
  showPresence(mine, person('anna', 'mentor'), MEMBERS);
  tell(bo, mine);
  tell(tab, mine);
  expect(readPresence(mine, MEMBERS, 'anna')).toEqual([
    { person: 'anna', name: 'Anna', role: 'mentor', self: true, editing: null },
    { person: 'bo', name: 'Bo', role: 'mentee', self: false, editing: 'agenda:1' },
  ]);
});

it('says nothing of an observer, and reads what the server says of one', () => {
  const [mine, server] = [awareness(), awareness()];
  showPresence(mine, person('olga', 'observer'), MEMBERS);
  expect(mine.getLocalState()).toBeNull();
  server.setLocalState({ person: 'olga', name: 'Olga', role: 'observer' });
  tell(server, mine);
  expect(readPresence(mine, MEMBERS, 'anna')).toEqual([
    { person: 'olga', name: 'Olga', role: 'observer', self: false, editing: null },
  ]);
});

it('skips states that say nobody', () => {
  const [mine, other] = [awareness(), awareness()];
  for (const state of [{}, { person: 7, role: 'mentor' }, { person: 'x', role: 'king' }, { cursor: {} }]) {
    other.setLocalState(state);
    tell(other, mine);
    expect(readPresence(mine, MEMBERS, 'anna')).toEqual([]);
  }
});

it('gives two members carets of two colours', () => {
  const [anna, bo] = [awareness(), awareness()];
  showPresence(anna, person('anna', 'mentor'), MEMBERS);
  showPresence(bo, person('bo', 'mentee'), MEMBERS);
  const color = (one: Awareness): unknown => one.getLocalState()?.user.color;
  expect(color(anna)).toMatch(/^#[0-9a-f]{6}$/);
  expect(color(bo)).not.toBe(color(anna));
});

it('tells of people, not of carets', () => {
  const mine = awareness();
  const heard: number[] = [];
  const stop = watchPresence(mine, MEMBERS, 'anna', (presence) => heard.push(presence.length));
  showPresence(mine, person('anna', 'mentor'), MEMBERS);
  mine.setLocalStateField('cursor', { anchor: 1 });
  mine.setLocalStateField('cursor', { anchor: 2 });
  hidePresence(mine);
  stop();
  showPresence(mine, person('anna', 'mentor'), MEMBERS);
  expect(heard).toEqual([0, 1, 0]);
});
