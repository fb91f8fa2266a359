import { createFakeSession, type FakeSession } from '@fireside/client/fake';
import { addItem, changesSince, readLooked, setLooked, type DocumentKind } from '@fireside/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { Looking, type News } from './looking.ts';

const MINUTE = 60_000;

class Page extends EventTarget {
  visibilityState: 'visible' | 'hidden' = 'visible';
  turn(to: 'visible' | 'hidden'): void {
    this.visibilityState = to;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

function docOf(session: FakeSession, kind: DocumentKind): Y.Doc {
  const document = session.documents.value[kind];
  if (!document) throw new Error(`no ${kind} document`);
  return document.doc;
}

describe('looking', () => {
  let session: FakeSession;
  let page: Page;
  let doc: Y.Doc;
  let own: Y.Doc;
  let name: string;
  let shown: string[][];
  let placed: boolean;
  let able: boolean;
  let ends: (() => void)[];

  const words = (news: readonly News[]): string[] =>
    news.flatMap(({ doc: one, seen }) => changesSince(one, seen).map((change) => change.words));
  const look = (): Looking => {
    const looking = new Looking(session, {
      placed: () => placed,
      show: (news) => {
        shown.push(words(news));
        return Promise.resolve(able);
      },
    });
    ends.push(() => looking.stop());
    return looking;
  };
  const rest = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
  /** As another device or person would, who has seen all until now. */
  const others = (title: string): void => {
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    addItem(other, { title, author: 'bo' });
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
  };
  /** Whether a next visit would find it new. */
  const isNoted = (): boolean => {
    const state = readLooked(own, name)?.state ?? new Map<number, number>();
    return [...Y.decodeStateVector(Y.encodeStateVector(doc))].every(([client, clock]) => state.get(client) === clock);
  };

  beforeEach(() => {
    vi.useFakeTimers();
    page = new Page();
    vi.stubGlobal('document', page);
    session = createFakeSession();
    [doc, own] = [docOf(session, 'session'), docOf(session, 'private')];
    name = session.documents.value.session?.name ?? '';
    [shown, placed, able, ends] = [[], true, true, []];
  });
  afterEach(() => {
    for (const end of ends) end();
    session.end();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it('lists nothing at the very first visit, and notes it', async () => {
    others('Spring talk');
    look();
    await rest();
    expect(shown).toEqual([]);
    expect(isNoted()).toBe(true);
  });

  it('lists what has come since, once', async () => {
    setLooked(own, name, doc);
    others('Spring talk');
    const looking = look();
    await rest();
    looking.stop();
    look();
    await rest();
    expect(shown).toEqual([['Spring talk']]);
    expect(isNoted()).toBe(true);
  });

  it('asks for no list where nothing has come since', async () => {
    setLooked(own, name, doc);
    addItem(doc, { title: 'Mine', author: 'anna' });
    look();
    await rest();
    expect(shown).toEqual([]);
  });

  it('notes nothing before the list is shown, and asks for it again where that failed', async () => {
    setLooked(own, name, doc);
    others('Spring talk');
    able = false;
    look();
    page.turn('hidden');
    expect(isNoted()).toBe(false);
    page.turn('visible');
    await rest();
    expect(isNoted()).toBe(false);
    able = true;
    page.turn('visible');
    await rest();
    expect(shown.at(-1)).toEqual(['Spring talk']);
    expect(isNoted()).toBe(true);
  });

  it('leaves out what this person wrote, in this visit and in one that ended before it was noted', async () => {
    doc.clientID = 4711; // nothing in this document was written by it so far
    setLooked(own, name, doc);
    look();
    await rest();
    const noted = Y.encodeStateAsUpdate(own);
    addItem(doc, { title: 'Mine', author: 'anna' });
    const ownClient = Y.encodeStateAsUpdate(own);
    expect(ownClient).not.toEqual(noted);
    // The page is lost here. Another visit has another clientID, and what was written.
    const next = createFakeSession();
    ends.push(() => next.end());
    Y.applyUpdate(docOf(next, 'session'), Y.encodeStateAsUpdate(doc));
    Y.applyUpdate(docOf(next, 'private'), ownClient);
    session = next;
    look();
    await rest();
    expect(shown).toEqual([]);
  });

  it('waits for the server’s state of every document', async () => {
    setLooked(own, name, doc);
    others('Spring talk');
    session.changeDocument('private', { synced: false });
    session.changeDocument('session', { synced: false });
    look();
    session.changeDocument('session', { synced: true });
    await rest();
    expect(shown).toEqual([]);
    session.changeDocument('private', { synced: true });
    await rest();
    expect(shown).toEqual([['Spring talk']]);
  });

  it('notes what comes meanwhile in time, at hiding, and at the end', async () => {
    const looking = look();
    await rest();
    others('One');
    expect(isNoted()).toBe(false);
    await rest(25_000);
    expect(isNoted()).toBe(true);
    others('Two');
    page.turn('hidden');
    expect(isNoted()).toBe(true);
    page.turn('visible');
    others('Three');
    looking.stop();
    expect(isNoted()).toBe(true);
  });

  it('leaves nothing waiting on the device while there is no server', async () => {
    const looking = look();
    await rest();
    session.save.set({ kind: 'offline', waiting: false, stored: true });
    others('One');
    page.turn('hidden');
    expect(isNoted()).toBe(false);
    session.save.set({ kind: 'saved' });
    page.turn('visible');
    looking.stop();
    expect(isNoted()).toBe(true);
  });

  it('notes nothing from a page that nobody sees', async () => {
    setLooked(own, name, doc);
    page.visibilityState = 'hidden';
    others('Spring talk');
    const looking = look();
    await rest(MINUTE);
    expect(shown).toEqual([]);
    expect(isNoted()).toBe(false);
    page.turn('visible');
    await rest();
    expect(shown).toEqual([['Spring talk']]);
    page.turn('hidden');
    others('Saying no');
    await rest(MINUTE);
    looking.stop();
    expect(isNoted()).toBe(false);
  });

  it('lists again for who comes back to the page after long', async () => {
    look();
    await rest();
    page.turn('hidden');
    others('Soon');
    await rest(MINUTE);
    page.turn('visible');
    await rest();
    expect(shown).toEqual([]);
    await rest(MINUTE);
    page.turn('hidden');
    others('Overnight');
    await rest(11 * MINUTE);
    page.turn('visible');
    await rest();
    expect(shown).toEqual([['Overnight']]);
  });

  it('waits until the list has a place', async () => {
    setLooked(own, name, doc);
    others('Spring talk');
    placed = false;
    const looking = look();
    await rest(MINUTE);
    expect(isNoted()).toBe(false);
    placed = true;
    looking.look();
    await rest();
    expect(shown).toEqual([['Spring talk']]);
  });

  it('writes nothing where the own document may not be written, or is not there', async () => {
    const before = Y.encodeStateAsUpdate(own);
    session.changeDocument('private', { writable: false });
    look();
    addItem(doc, { title: 'Mine', author: 'anna' });
    await rest(MINUTE);
    session.changeDocument('private', null);
    page.turn('hidden');
    expect(Y.encodeStateAsUpdate(own)).toEqual(before);
    expect(shown).toEqual([]);
  });
});
