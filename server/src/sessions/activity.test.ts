import { addItem } from '@fireside/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStage, type Stage } from '../testing/stage.ts';
import { ANNA, BO, createWorld, MENTORSHIP_DOC, minutes, sessionDoc, type World } from '../testing/world.ts';

let world: World;
let stage: Stage;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  world = await createWorld();
  stage = createStage(world);
});
afterEach(async () => {
  await world.close();
  vi.useRealTimers();
});

/** A wrapped-up session that somebody still writes in; answers its id and where its items go. */
async function wrappedUp(): Promise<{ id: string; next: string; write(title: string): Promise<void> }> {
  const { anna } = await stage.live({ Left: 'open' });
  const { body } = await stage.command(anna, 'wrap-up');
  const id = anna.session.id;
  return {
    id,
    next: sessionDoc(body.next?.id ?? ''),
    write: (title) => world.write(BO, sessionDoc(id), (doc) => void addItem(doc, { title, author: 'bo' })),
  };
}

async function pass(ms: number): Promise<void> {
  world.pass(ms);
  vi.advanceTimersByTime(ms);
  await world.sessions.idle();
}

describe('after wrap-up', () => {
  it('a minute of quiet carries what came late, and every change starts the minute anew', async () => {
    const { next, write } = await wrappedUp();
    await write('Late');
    await pass(minutes(1) - 1);
    await write('Later');
    await pass(minutes(1) - 1);
    expect(await stage.titles(next)).toEqual(['Left']);
    await pass(1);
    expect(await stage.titles(next)).toEqual(['Left', 'Late', 'Later']);
  });

  it('the last client that leaves carries it at once', async () => {
    const { id, next, write } = await wrappedUp();
    const claims = await world.tickets.verify((await world.join(ANNA, { session: id })).documents.token);
    const socket = { kind: 'document', claims, close: () => undefined, tell: () => undefined } as const;
    const [first, second] = [1, 2].map(() => world.connections.add({ ...socket, document: sessionDoc(id) }));
    const other = world.connections.add({ ...socket, document: MENTORSHIP_DOC });
    await write('Late');
    first?.();
    other();
    await world.sessions.idle();
    expect(await stage.titles(next)).toEqual(['Left']);
    second?.();
    await world.sessions.idle();
    expect(await stage.titles(next)).toEqual(['Left', 'Late']);
  });

  it('what a restart has cut short is made up for by the sweep', async () => {
    const { next, write } = await wrappedUp();
    world.pass(minutes(2));
    await write('Late');
    const again = await createWorld({ storage: world.storage, now: world.now() });
    await again.sessions.sweep();
    await again.sessions.close();
    expect(await createStage(again).titles(next)).toEqual(['Left', 'Late']);
    await again.sync.close();
  });
});

describe('marks of activity', () => {
  const row = async () => (await world.rows.session('default', (await world.join(ANNA)).session.id)) ?? null;

  it('are written once a minute, and anew after the start', async () => {
    const { session } = await world.join(ANNA);
    const write = () =>
      world.write(ANNA, sessionDoc(session.id), (doc) => void addItem(doc, { title: 'x', author: 'anna' }));
    await write();
    const first = world.now();
    world.pass(1_000);
    await write();
    expect((await row())?.changed_at).toBe(first);
    await stage.command(await world.join(ANNA), 'start');
    world.pass(10_000);
    await write();
    expect((await row())?.changed_at).toBe(world.now());
  });

  it('count what is written into the mentorship’s document for the live session', async () => {
    const { anna } = await stage.live();
    world.pass(minutes(5));
    await world.write(BO, MENTORSHIP_DOC, (doc) => void doc.getMap('x').set('y', 1));
    expect((await world.rows.session('default', anna.session.id))?.changed_at).toBe(world.now());
    expect(await world.rows.attended('default', anna.session.id, 0)).toEqual(['anna', 'bo']);
  });

  it('leave private documents alone', async () => {
    const { anna } = await stage.live();
    const before = await world.rows.session('default', anna.session.id);
    world.pass(minutes(5));
    await world.write(ANNA, 'private/anna-bo/anna', (doc) => void doc.getMap('x').set('y', 1));
    expect(await world.rows.session('default', anna.session.id)).toEqual(before);
  });
});
