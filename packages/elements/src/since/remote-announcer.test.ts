import { connectFakes, createFakeSession, type FakeSession, type FakeSessionOptions } from '@fireside/client/fake';
import {
  addComment,
  addGoal,
  addItem,
  addPromise,
  fitMinutes,
  moveItem,
  notesOf,
  setItemState,
  setPromiseKept,
  type DocumentKind,
} from '@fireside/protocol';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { followOthers } from './follow-others.ts';

const BO: FakeSessionOptions = { person: { id: 'bo', name: 'Bo', role: 'mentee' } };

function docOf(session: FakeSession, kind: DocumentKind): Y.Doc {
  const document = session.documents.value[kind];
  if (!document) throw new Error(`no ${kind} document`);
  return document.doc;
}

describe('what others change', () => {
  let anna: FakeSession;
  let bo: FakeSession;
  let said: string[];
  let stop: () => void;
  let agenda: Y.Doc;
  let shared: Y.Doc;

  const heard = async (ms = 2_000): Promise<string[]> => {
    await vi.dynamicImportSettled(); // what says it comes with the first change
    await vi.advanceTimersByTimeAsync(ms);
    return said.splice(0);
  };
  const add = (title: string): string => addItem(agenda, { title, author: 'bo' });

  beforeEach(() => {
    vi.useFakeTimers();
    said = [];
    [anna, bo] = [createFakeSession(), createFakeSession(BO)];
    connectFakes(anna, bo);
    [agenda, shared] = [docOf(bo, 'session'), docOf(bo, 'mentorship')];
    void bo.enter();
    stop = followOthers(anna, (text) => said.push(text));
  });
  beforeAll(() => import('./remote-announcer.ts'));
  afterEach(() => {
    stop();
    anna.end();
    bo.end();
    vi.useRealTimers();
  });

  it('is said with a name, when it has come to a rest', async () => {
    const id = add('Spring talk');
    expect(await heard(1_000)).toEqual([]);
    addComment(agenda, { item: id, text: 'Bring the slides', author: 'bo', at: 0 });
    expect(await heard(1_000)).toEqual([]);
    expect(await heard()).toEqual([
      'Bo has added “Spring talk” to the agenda',
      'Bo has commented on “Spring talk”: “Bring the slides”',
    ]);
    setItemState(agenda, id, 'discussed');
    expect(await heard()).toEqual(['Bo has ticked “Spring talk”']);
  });

  it('is said once where the minutes of all items were fitted', async () => {
    for (const title of ['One', 'Two', 'Three', 'Four']) addItem(agenda, { title, author: 'bo', minutes: 20 });
    await heard();
    fitMinutes(agenda, anna.status.value.session?.minutes ?? 0);
    expect(await heard()).toEqual(['Bo has fitted the minutes to the length']);
  });

  it('is said that was written while the words for it were on their way', async () => {
    notesOf(agenda).insert(0, [new Y.XmlText('First. ')]);
    add('One');
    add('Two');
    expect(await heard()).toEqual([
      'Bo is writing in the notes',
      'Bo has added “One” to the agenda',
      'Bo has added “Two” to the agenda',
    ]);
  });

  it('is said after five seconds, even where there is no rest', async () => {
    for (let second = 0; second < 5; second += 1) {
      add(`Item ${second}`);
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(await heard(0)).toEqual(['Bo changed 5 things in the agenda']);
  });

  it('is not what this person writes, nor that something was moved', async () => {
    const own = docOf(anna, 'session');
    addItem(own, { title: 'Mine', author: 'anna' });
    const id = addItem(own, { title: 'Mine too', author: 'anna' });
    moveItem(agenda, id, 0);
    expect(await heard()).toEqual([]);
  });

  it('is promises and goals as well', async () => {
    const promise = addPromise(shared, { text: 'Send the outline', owner: 'bo', due: null, from: null });
    expect(await heard()).toEqual(['Bo has added the promise “Send the outline”']);
    setPromiseKept(shared, promise, 1);
    addGoal(shared, { title: 'Give a talk', author: 'bo', at: 1 });
    expect((await heard()).sort()).toEqual([
      'Bo has added the goal “Give a talk”',
      'Bo has kept the promise “Send the outline”',
    ]);
  });

  it('is once that somebody writes in the notes, until they have rested', async () => {
    const text = new Y.XmlText();
    notesOf(agenda).insert(0, [text]);
    for (let key = 0; key < 20; key += 1) {
      text.insert(0, 'x');
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(await heard()).toEqual(['Bo is writing in the notes']);
    await vi.advanceTimersByTimeAsync(30_000);
    text.insert(0, 'y');
    expect(await heard()).toEqual(['Bo is writing in the notes']);
  });

  it('is silenced by kind', async () => {
    anna.prefer({ announce: { ...anna.preferences.value.announce, agenda: false, notes: false } });
    add('Spring talk');
    notesOf(agenda).insert(0, [new Y.XmlText('x')]);
    addGoal(shared, { title: 'Give a talk', author: 'bo', at: 1 });
    expect(await heard()).toEqual(['Bo has added the goal “Give a talk”']);
  });

  it('is asked of the server where nobody is present, and nobody’s where it does not know', async () => {
    await bo.leave();
    add('Spring talk');
    expect(await heard()).toEqual(['Somebody has added “Spring talk” to the agenda']);
    const [other, third] = [new Y.Doc(), new Y.Doc()];
    anna.answer('authors', {
      session: [
        { client: other.clientID, person: 'bo' },
        { client: third.clientID, person: 'server' },
      ],
      mentorship: [],
    });
    addItem(other, { title: 'From home', author: 'anna' });
    addItem(third, { title: 'From the template', author: null });
    Y.applyUpdate(docOf(anna, 'session'), Y.encodeStateAsUpdate(other));
    Y.applyUpdate(docOf(anna, 'session'), Y.encodeStateAsUpdate(third));
    expect((await heard()).sort()).toEqual([
      'Added “From the template” to the agenda',
      'Bo has added “From home” to the agenda',
    ]);
    expect(anna.requests.filter(({ name }) => name === 'authors')).toHaveLength(2);
  });

  it('is not what this person wrote in another tab', async () => {
    const tab = new Y.Doc();
    anna.answer('authors', { session: [{ client: tab.clientID, person: 'anna' }], mentorship: [] });
    addItem(tab, { title: 'Mine', author: 'anna' });
    Y.applyUpdate(docOf(anna, 'session'), Y.encodeStateAsUpdate(tab));
    expect(await heard()).toEqual([]);
  });

  it('is nothing of what was there before the server’s state, and nothing after the end', async () => {
    stop();
    anna.changeDocument('session', { synced: false });
    stop = followOthers(anna, (text) => said.push(text));
    add('Old');
    anna.changeDocument('session', { synced: true });
    expect(await heard()).toEqual([]);
    add('New');
    stop();
    add('Later');
    expect(await heard(10_000)).toEqual([]);
  });

  it('is nothing that comes with the end of the session: the recap says it', async () => {
    addPromise(shared, { text: 'Agree on the next date', owner: 'bo', due: null, from: null });
    anna.changeSession({ state: 'wrapped-up' });
    expect(await heard()).toEqual([]);
  });

  it('costs little with 500 records', async () => {
    for (let item = 0; item < 500; item += 1) add(`Item ${item}`);
    expect(await heard()).toEqual(['Bo changed 500 things in the agenda']);
  });
});
