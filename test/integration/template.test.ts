/** An agenda that the server fills in, as two clients see it. */
import { addItem, readAgenda } from '@fireside/protocol';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type * as Y from 'yjs';
import { when } from '@fireside/client/testing';
import { ANNA, BO, saved, synced, World, written } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.end());

const titles = (doc: Y.Doc): string[] => readAgenda(doc).map(({ title }) => title);

it('stands on both sides once when both choose it at the same moment, around what they wrote', async () => {
  const [anna, bo] = [world.client(ANNA), world.client(BO)];
  const [annas, bos] = [await synced(anna, 'session'), await synced(bo, 'session')];
  await Promise.all([saved(anna), saved(bo)]);
  addItem(bos.doc, { title: 'How do I say no?', author: 'bo' });
  await saved(bo);
  const id = anna.session.status.value.session?.id ?? '';
  const patch = { template: 'steady', minutes: 25 } as const;
  const both = await Promise.all([anna.session.change(id, patch), bo.session.change(id, patch)]);
  for (const session of both) expect(session).toMatchObject(patch);
  for (const { doc } of [annas, bos]) await written({ ...annas, doc }, () => readAgenda(doc).length === 7);
  expect(titles(annas.doc)).toEqual(titles(bos.doc));
  expect(titles(annas.doc).slice(3, 5)).toEqual(['The mentee’s topic', 'How do I say no?']);
  expect(readAgenda(annas.doc).reduce((sum, item) => sum + (item.minutes ?? 0), 0)).toBe(25);
  await expect(bo.session.change(id, { template: 'checkup' })).rejects.toMatchObject({ code: 'state-conflict' });
  expect(bo.session.status.value.session).toMatchObject(patch);

  const { session } = await anna.session.authors(id);
  const people = new Map(session.map(({ client, person }) => [client, person]));
  expect(people.get(bos.doc.clientID)).toBe('bo');
  expect([...people.values()].filter((person) => person !== 'bo').every((person) => person === 'server')).toBe(true);
});

it('leaves a session what it knows of last time', async () => {
  const id = await world.meetInPerson();
  const anna = world.client(ANNA);
  const { doc } = await synced(anna, 'session');
  await saved(anna);
  await anna.session.enter();
  expect(anna.session.status.value.session).toMatchObject({ id, state: 'live', lastTime: null });
  addItem(doc, { title: 'Left', author: 'anna' });
  const { next } = await anna.session.wrapUp();
  const { wrappedUpAt } = await anna.session.saved.detail(id);
  anna.session.open(next?.id ?? '');
  await when(anna.session.status, ({ phase, session }) => phase === 'ready' && session?.id === next?.id);
  expect(anna.session.status.value.session?.lastTime).toBe(wrappedUpAt);
  await anna.session.change(next?.id ?? '', { template: 'checkup' });
  expect(anna.session.status.value.session).toMatchObject({ template: 'checkup', lastTime: wrappedUpAt });
});

it('is as long on the other’s open page as one of them has just said', async () => {
  const [anna, bo] = [world.client(ANNA), world.client(BO)];
  for (const one of [anna, bo]) {
    await synced(one, 'session');
    await saved(one);
  }
  const id = anna.session.status.value.session?.id ?? '';
  await anna.session.change(id, { minutes: 25 });
  await when(bo.session.status, ({ session }) => session?.minutes === 25);
  await bo.session.change(id, { minutes: 90, mode: 'phone' });
  await when(anna.session.status, ({ session }) => session?.minutes === 90 && session.mode === 'phone');
});
