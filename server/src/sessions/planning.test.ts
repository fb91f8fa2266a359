import { parseDocumentName, SCHEMA } from '@fireside/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStage, type Stage } from '../testing/stage.ts';
import { createWorld, type World, ANNA, BO, hours, minutes, sessionDoc } from '../testing/world.ts';

let world: World;
let stage: Stage;
beforeEach(async () => {
  world = await createWorld();
  stage = createStage(world);
});
afterEach(() => world.close());

describe('join', () => {
  it('changes nothing that anyone can see: nothing is listed, nothing is live', async () => {
    const anna = await world.join(ANNA);
    expect(anna.session).toMatchObject({ state: 'scheduled', startsAt: null });
    expect((await stage.list(anna)).sessions).toEqual([]);
  });

  it('opens the same session without a date for both, also when both come at the same instant', async () => {
    const [anna, bo] = await Promise.all([world.join(ANNA), world.join(BO)]);
    expect(anna.session.id).toBe(bo.session.id);
    expect(await stage.rowCount()).toBe(1);
  });

  it('gives every document its schema once, however many join at once', async () => {
    const [anna] = await Promise.all([world.join(ANNA), world.join(BO), world.join(ANNA)]);
    for (const name of Object.keys(anna.documents.access)) {
      const { kind } = parseDocumentName(name);
      expect(await world.read(name, (doc) => doc.getMap('meta').get('schema'))).toBe(SCHEMA[kind]);
      expect(await world.read(name, (doc) => doc.store.clients.size)).toBe(1);
    }
  });

  it('returns the live session, before the next dated one, before the one without a date', async () => {
    const undated = await world.join(ANNA);
    const { body: dated } = await stage.book(undated, { key: 'a', startsAt: world.now() + hours(48) });
    expect(dated.id).toBe(undated.session.id);
    const { body: later } = await stage.book(undated, { key: 'b', startsAt: world.now() + hours(96) });
    expect((await world.join(ANNA)).session.id).toBe(dated.id);
    await stage.command(await world.join(ANNA, { session: later.id }), 'start');
    expect((await world.join(ANNA)).session.id).toBe(later.id);
  });

  it('passes over a session whose planned end is a day ago, which is listed as unanswered', async () => {
    const anna = await world.join(ANNA);
    await stage.book(anna, { key: 'a', startsAt: world.now() + hours(1), minutes: 60 });
    world.pass(hours(25) + minutes(59));
    expect((await world.join(ANNA)).session.id).toBe(anna.session.id);
    world.pass(minutes(1));
    const again = await world.join(ANNA);
    expect(again.session.id).not.toBe(anna.session.id);
    expect((await stage.list(again)).sessions).toMatchObject([{ id: anna.session.id, unanswered: true }]);
  });
});

describe('booking', () => {
  it('dates the session that has no date', async () => {
    const anna = await world.join(ANNA);
    const { status, body } = await stage.book(anna, { key: 'k', startsAt: world.now() + hours(2) });
    expect(status).toBe(201);
    expect(body).toMatchObject({ id: anna.session.id, minutes: 50, mode: 'video', template: 'none' });
  });

  it('answers the same key with the same session, also at the same instant', async () => {
    const anna = await world.join(ANNA);
    const bo = await world.join(BO);
    const booking = { key: 'k', startsAt: world.now() + hours(2) };
    const answers = await Promise.all([
      stage.book(anna, booking),
      stage.book(bo, booking),
      stage.book(anna, { ...booking, minutes: 20 }),
    ]);
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 201]);
    expect(await stage.rowCount()).toBe(1);
  });

  it('makes different sessions of different keys', async () => {
    const anna = await world.join(ANNA);
    const at = world.now() + hours(2);
    const answers = await Promise.all(['a', 'b', 'c'].map((key) => stage.book(anna, { key, startsAt: at })));
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(3);
  });

  it('writes the template once, in the language of whoever books', async () => {
    const anna = await world.join(ANNA, { claims: { locale: 'de-AT' } });
    const booking = { key: 'k', startsAt: world.now() + hours(2), template: 'steady' };
    const [{ body }] = await Promise.all([stage.book(anna, booking), stage.book(anna, booking)]);
    const agenda = await stage.titles(sessionDoc(body.id));
    expect(agenda).toHaveLength(6);
    expect(agenda[0]).toBe('Ankommen');
    expect(agenda.at(-1)).toBe('Nächster Termin');
  });

  it('moves a scheduled session, and none that has begun', async () => {
    const anna = await world.join(ANNA);
    const path = `/v1/sessions/${anna.session.id}`;
    const moved = await world.ask('PATCH', path, anna.documents.token, { startsAt: 1_900_000_000_000, mode: 'phone' });
    expect(moved.body).toMatchObject({ startsAt: 1_900_000_000_000, mode: 'phone', minutes: 50 });
    await stage.command(anna, 'start');
    const { status, body } = await world.ask('PATCH', path, anna.documents.token, { minutes: 30 });
    expect([status, body]).toMatchObject([409, { error: { code: 'state-conflict', data: { state: 'live' } } }]);
  });
});

describe('start', () => {
  it('dates the session that had no date, and lists it', async () => {
    const anna = await world.join(ANNA);
    const { body } = await stage.command(anna, 'start');
    expect(body.session).toMatchObject({ state: 'live', startsAt: world.now() });
    expect((await stage.list(anna)).sessions).toHaveLength(1);
  });

  it('is the same for the second who presses Join, at the same instant too', async () => {
    const anna = await world.join(ANNA);
    const bo = await world.join(BO);
    const answers = await Promise.all([stage.command(anna, 'start'), stage.command(bo, 'start')]);
    expect(answers.map((answer) => answer.status)).toEqual([200, 200]);
    expect(answers[0].body).toEqual(answers[1].body);
  });

  it('refuses a second live session of the mentorship and names the live one', async () => {
    const { anna } = await stage.live();
    const { body: other } = await stage.book(anna, { key: 'k', startsAt: world.now() });
    const { status, body } = await world.ask('POST', `/v1/sessions/${other.id}/start`, anna.documents.token);
    expect(status).toBe(409);
    expect(body).toMatchObject({ error: { code: 'already-live', data: { session: anna.session.id } } });
  });
});
