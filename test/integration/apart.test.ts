/** One wraps up while the other is offline, and both wrap up at once: two real clients, one of them behind a network that can be cut. */
import { createSession } from '@fireside/client';
import {
  addComment,
  addItem,
  addPromise,
  readAgenda,
  readBacklog,
  readComments,
  readPromises,
  setItemState,
  setNext,
} from '@fireside/protocol';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type * as Y from 'yjs';
import { when } from '@fireside/client/testing';
import { FaultProxy } from '../faults/proxy.ts';
import { ANNA, BO, saved, synced, World, written, type Client } from './world.ts';

let world: World;
let network: FaultProxy;
const ends: AbortController[] = [];
beforeEach(async () => {
  world = await World.start();
  network = await FaultProxy.to(world.server.port);
});
afterEach(async () => {
  for (const end of ends.splice(0)) end.abort();
  await network.end();
  await world.end();
});

/** Anna, whose network can be cut. */
function annaBehind(): Client {
  globalThis.sessionStorage.clear(); // a tab of its own
  const end = new AbortController();
  ends.push(end);
  const getToken = (): Promise<string> => world.token(ANNA);
  const server = `http://${network.address}`;
  return { session: createSession({ server, mentorship: 'm1', getToken, signal: end.signal }), end, tokens: () => 0 };
}

async function cut({ session }: Client): Promise<void> {
  network.accepts = false;
  for (const link of network.links) link.reset();
  await when(session.save, ({ kind }) => kind === 'offline');
}

async function mend({ session }: Client): Promise<void> {
  network.accepts = true;
  session.retry();
  await when(session.save, ({ kind }) => kind === 'saved');
}

const titles = (doc: Y.Doc): string[] => readAgenda(doc).map(({ title }) => title);
const idOf = (doc: Y.Doc, title: string): string => readAgenda(doc).find((item) => item.title === title)?.id ?? '';
const has =
  (doc: Y.Doc, title: string): (() => boolean) =>
  () =>
    titles(doc).includes(title);

it('[C47] what one wrote offline while the other wrapped up comes in late, once, and into a second revision', async () => {
  const sessionId = await world.meetInPerson();
  const [anna, bo] = [annaBehind(), world.client(BO)];
  const [annas, bos] = [await synced(anna, 'session'), await synced(bo, 'session')];
  const annasShared = await synced(anna, 'mentorship');
  await Promise.all([saved(anna), saved(bo)]);
  await Promise.all([anna.session.enter(), bo.session.enter()]);
  for (const title of ['Left', 'Ticked offline', 'Parked offline']) addItem(annas.doc, { title, author: 'anna' });
  await saved(anna);
  await written(bos, has(bos.doc, 'Parked offline'));

  await cut(anna);
  addItem(annas.doc, { title: 'Written offline', author: 'anna' });
  setItemState(annas.doc, idOf(annas.doc, 'Ticked offline'), 'discussed');
  setItemState(annas.doc, idOf(annas.doc, 'Parked offline'), 'parked');
  setItemState(annas.doc, addItem(annas.doc, { title: 'For some day', author: 'anna' }), 'parked');
  const onLeft = { item: idOf(annas.doc, 'Left'), text: 'I have a story', author: 'anna', at: anna.session.now() };
  addComment(annas.doc, onLeft);
  const from = { session: sessionId, item: idOf(annas.doc, 'Left') };
  addPromise(annasShared.doc, { text: 'Send the draft', owner: 'anna', due: null, from });

  const first = await bo.session.wrapUp();
  expect(first.recap).toMatchObject({ revision: 1, by: 'bo', content: { promises: [] } });
  expect(first.recap?.content.items.map(({ title, state }) => [title, state])).toEqual([
    ['Left', 'open'],
    ['Ticked offline', 'open'],
    ['Parked offline', 'open'],
  ]);

  await mend(anna);
  await when(anna.session.status, ({ session }) => session?.state === 'wrapped-up');
  expect(anna.session.kept.value).toEqual([]);
  await written(bos, has(bos.doc, 'Written offline'));
  expect(readAgenda(bos.doc).map(({ title, state }) => [title, state])).toEqual([
    ['Left', 'open'],
    ['Ticked offline', 'discussed'],
    ['Parked offline', 'parked'],
    ['Written offline', 'open'],
    ['For some day', 'parked'],
  ]);
  const bosShared = await synced(bo, 'mentorship');
  await written(bosShared, () => readPromises(bosShared.doc).length === 1);

  // The last of the two leaves the old session: it is settled.
  anna.end.abort();
  bo.session.open(first.next?.id ?? '');
  await when(bo.session.status, ({ phase, session }) => phase === 'ready' && session?.id === first.next?.id);
  const next = await synced(bo, 'session');
  await written(next, has(next.doc, 'Written offline'));
  const carried = ['Left', 'Ticked offline', 'Parked offline', 'Written offline'];
  const settled = async (): Promise<void> => {
    expect(titles(next.doc)).toEqual(carried);
    expect(readAgenda(next.doc).every(({ state, origin }) => state === 'open' && origin?.times === 1)).toBe(true);
    expect([...readComments(next.doc).values()].flat()).toMatchObject([onLeft]);
    const { recap } = await bo.session.saved.detail(sessionId);
    expect(recap).toMatchObject({ revision: 2, by: 'bo', content: { promises: [{ text: 'Send the draft' }] } });
    expect(recap?.content.items).toHaveLength(5);
  };
  await settled();
  const shared = await synced(bo, 'mentorship');
  await written(shared, () => readBacklog(shared.doc).length === 1);
  expect(readBacklog(shared.doc).map(({ title }) => title)).toEqual(['For some day']);

  // Three days later it is settled a last time, and nothing comes twice.
  world.clock += 73 * 3_600_000;
  await world.server.sweep();
  await when(bo.session.status, ({ phase }) => phase === 'ready');
  await saved(bo);
  expect((await bo.session.saved.detail(sessionId)).state).toBe('archived');
  await settled();
  expect(readBacklog(shared.doc)).toHaveLength(1);
});

it('[C47] who wraps up again after coming back gets what the other got, and nothing twice', async () => {
  const sessionId = await world.meetInPerson();
  const [anna, bo] = [annaBehind(), world.client(BO)];
  const [annas, bos] = [await synced(anna, 'session'), await synced(bo, 'session')];
  await Promise.all([saved(anna), saved(bo)]);
  await Promise.all([anna.session.enter(), bo.session.enter()]);
  addItem(bos.doc, { title: 'Left', author: 'bo' });
  setNext(bos.doc, { startsAt: Date.now() + 14 * 86_400_000, minutes: 50, mode: 'in-person', by: 'bo' });
  await saved(bo);
  await written(annas, has(annas.doc, 'Left'));
  await cut(anna);
  addItem(annas.doc, { title: 'Written offline', author: 'anna' });
  const wrapped = anna.session.wrapUp(); // waits for her words
  const first = await bo.session.wrapUp();
  network.accepts = true;
  anna.session.retry();
  const second = await wrapped;
  expect(second.session).toEqual(first.session);
  expect(second.next).toEqual(first.next);
  expect((await bo.session.saved.list()).sessions).toHaveLength(2);
  await written(bos, has(bos.doc, 'Written offline'));
  expect((await bo.session.saved.detail(sessionId)).recap?.by).toBe('bo');
});

it('both wrap up at once, with words still on their way: one recap, one next session, each item carried once', async () => {
  const sessionId = await world.meetInPerson();
  const [anna, bo] = [world.client(ANNA), world.client(BO)];
  const [annas, bos] = [await synced(anna, 'session'), await synced(bo, 'session')];
  await Promise.all([saved(anna), saved(bo)]);
  await Promise.all([anna.session.enter(), bo.session.enter()]);
  const startsAt = Date.now() + 14 * 86_400_000;
  addItem(annas.doc, { title: 'From Anna', author: 'anna' });
  setNext(annas.doc, { startsAt, minutes: 25, mode: 'in-person', by: 'anna' });
  addItem(bos.doc, { title: 'From Bo', author: 'bo' });
  const [one, other] = await Promise.all([anna.session.wrapUp(), bo.session.wrapUp()]);
  expect(other).toEqual(one);
  expect(one.recap?.revision).toBe(1);
  const { sessions } = await bo.session.saved.list();
  expect(sessions).toHaveLength(2);

  for (const { session } of [anna, bo]) session.open(one.next?.id ?? '');
  for (const { session } of [anna, bo]) {
    await when(session.status, ({ phase, session: now }) => phase === 'ready' && now?.id === one.next?.id);
  }
  const next = await synced(anna, 'session');
  await written(next, () => titles(next.doc).length === 2);
  expect(titles(next.doc).sort()).toEqual(['From Anna', 'From Bo']);
  const { recap } = await anna.session.saved.detail(sessionId);
  expect(recap?.content.items.map(({ title }) => title).sort()).toEqual(['From Anna', 'From Bo']);
});
