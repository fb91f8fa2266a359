import { addItem } from '@fireside/protocol';
import type { SessionDetail } from '@fireside/protocol/http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStage, type Stage } from '../testing/stage.ts';
import { createWorld, type World, ANNA, BO, hours, sessionDoc } from '../testing/world.ts';

let world: World;
let stage: Stage;
beforeEach(async () => {
  world = await createWorld();
  stage = createStage(world);
});
afterEach(() => world.close());

describe('what time alone does', () => {
  it('leaves a live session alone for two hours after the last change', async () => {
    const { anna } = await stage.live();
    world.pass(hours(1));
    await world.write(BO, sessionDoc(anna.session.id), (doc) => {
      addItem(doc, { title: 'Still here', author: 'bo' });
    });
    world.pass(hours(2) - 1);
    await world.sessions.sweep();
    expect(await world.sessions.stateOf('default', anna.session.id)).toBe('live');
  });

  it('wraps up a forgotten session as the server, where something was written', async () => {
    const { anna } = await stage.live({ Left: 'open' });
    world.pass(hours(2));
    await world.sessions.sweep();
    const ticket = await world.join(ANNA);
    const { body } = await world.ask<SessionDetail>('GET', `/v1/sessions/${anna.session.id}`, ticket.documents.token);
    expect(body).toMatchObject({ state: 'wrapped-up', recap: { by: 'server', revision: 1 } });
    expect(await stage.titles(sessionDoc(ticket.session.id))).toEqual(['Left']);
  });

  it('wraps up where both were there, though nothing was written', async () => {
    const anna = await world.join(ANNA);
    await stage.command(anna, 'start');
    await stage.command(await world.join(BO), 'start');
    world.pass(hours(2));
    await world.sessions.sweep();
    expect(await world.sessions.stateOf('default', anna.session.id)).toBe('wrapped-up');
  });

  it('schedules again where one waited alone, with the date that it had', async () => {
    const anna = await world.join(ANNA);
    const startsAt = world.now() + hours(1);
    await stage.book(anna, { key: 'k', startsAt });
    await stage.command(await world.join(ANNA), 'start');
    world.pass(hours(2));
    await world.sessions.sweep();
    expect((await world.join(ANNA)).session).toMatchObject({ id: anna.session.id, state: 'scheduled', startsAt });
  });

  it('takes back the date that the start had set', async () => {
    const anna = await world.join(ANNA);
    await stage.command(anna, 'start');
    world.pass(hours(2));
    await world.sessions.sweep();
    expect((await world.join(ANNA)).session).toMatchObject({ id: anna.session.id, state: 'scheduled', startsAt: null });
  });

  it('does not count who came to an earlier try', async () => {
    const anna = await world.join(ANNA);
    await stage.command(anna, 'start');
    world.pass(hours(3));
    await world.sessions.sweep();
    const bo = await world.join(BO);
    await stage.command(bo, 'start');
    world.pass(hours(3));
    await world.sessions.sweep();
    expect(await world.sessions.stateOf('default', anna.session.id)).toBe('scheduled');
  });

  it('lets a session live while somebody was in its call', async () => {
    const { anna } = await stage.live();
    world.pass(hours(1));
    const stay = { tenant: 'default', session: anna.session.id, id: 'a-stay', person: 'anna', kind: 'peer' } as const;
    world.sessions.onPresence(stay, world.now());
    await world.sessions.idle();
    world.pass(hours(2) - 1);
    await world.sessions.sweep();
    expect(await world.sessions.stateOf('default', anna.session.id)).toBe('live');
  });
});
