import type { ErrorBody } from '@fireside/protocol/http';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openMemory } from './storage/memory.ts';
import { gate, type GatedStore } from './sync/testing/gate.ts';
import { ANNA, BO, createWorld, MENTORSHIP, type Answer, type World } from './testing/world.ts';

const DEADLINE = 10_000;

let world: World;
let store: GatedStore;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const memory = openMemory();
  store = gate(memory.store);
  world = await createWorld({ storage: { ...memory, store } });
});
afterEach(async () => {
  vi.useRealTimers();
  store.open();
  await world.close();
});

function expectNotSaved({ status, body }: Answer<unknown>): void {
  expect(status).toBe(503);
  expect((body as ErrorBody).error.code).toBe('storage');
}

it('who joins while the store hangs is told after 10 s, and gets in once it goes on', async () => {
  const members = [ANNA, BO];
  await world.join(ANNA, { claims: { members } });
  store.shut();
  const token = await world.token(BO, { members });
  const answer = world.ask('POST', '/v1/join', token, { mentorship: MENTORSHIP });
  expect((await store.waiting()).appends, 'what the server writes into Bo’s document').not.toEqual([]);
  vi.advanceTimersByTime(DEADLINE);
  expectNotSaved(await answer);

  store.open();
  await world.join(BO, { claims: { members } });
});

it('who starts a session while the store hangs is told too, and it has started once the store goes on', async () => {
  const { session, documents } = await world.join(ANNA);
  store.shut();
  const start = () => world.ask('POST', `/v1/sessions/${session.id}/start`, documents.token);
  const answer = start();
  await store.waiting();
  vi.advanceTimersByTime(DEADLINE);
  expectNotSaved(await answer);

  store.open();
  expect((await start()).status).toBe(200);
  expect((await world.join(ANNA)).session.state).toBe('live');
});
