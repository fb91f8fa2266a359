import { addItem, deleteItem, readAgenda, type AgendaItem, type Session, type Ticket } from '@fireside/protocol';
import type { ErrorBody } from '@fireside/protocol/http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtInTemplates } from '../templates/templates.ts';
import { createStage, type Stage } from '../testing/stage.ts';
import { ANNA, BO, createWorld, hours, OLGA, sessionDoc, type Answer, type World } from '../testing/world.ts';

let world: World;
let stage: Stage;
beforeEach(async () => {
  world = await createWorld();
  stage = createStage(world);
});
afterEach(() => world.close());

const patch = <T = Session>(
  { session, documents }: Ticket,
  body: Record<string, unknown>,
  on = world,
): Promise<Answer<T>> => on.ask('PATCH', `/v1/sessions/${session.id}`, documents.token, body);

const agendaOf = ({ session }: Pick<Ticket, 'session'>): Promise<AgendaItem[]> =>
  world.read(sessionDoc(session.id), readAgenda);
const titlesOf = async (ticket: Ticket): Promise<string[]> => (await agendaOf(ticket)).map((item) => item.title);
const boxes = (items: readonly AgendaItem[]): number[] => items.map((item) => item.minutes ?? 0);

const STEADY = [
  'Arrive',
  'What we promised',
  'Goal of the day',
  'The mentee’s topic',
  'What I take with me',
  'Next date',
];

describe('a template at booking', () => {
  it.each(['first-session', 'steady', 'checkup'])('%s fills the length of the session exactly', async (template) => {
    const anna = await world.join(ANNA);
    for (const minutes of [10, 25, 50, 90]) {
      const startsAt = world.now() + hours(minutes);
      const { body } = await stage.book(anna, { key: `k${minutes}`, startsAt, minutes, template });
      const items = await agendaOf({ session: body });
      expect(boxes(items).reduce((sum, one) => sum + one, 0)).toBe(minutes);
      expect(items[0]?.kind).toBe('arrival');
      expect(items.every((item) => item.author === null && item.state === 'open')).toBe(true);
    }
  });

  it('leaves the one that was filled in before', async () => {
    const anna = await world.join(ANNA);
    await patch(anna, { template: 'steady' });
    const { body } = await stage.book(anna, { key: 'k', startsAt: world.now() + hours(1) });
    expect(body).toMatchObject({ id: anna.session.id, template: 'steady' });
    expect(await titlesOf(anna)).toEqual(STEADY);
  });
});

describe('a template for a session that has none', () => {
  it('is filled in with the boxes of the new length, in the language of whoever asks', async () => {
    const anna = await world.join(ANNA, { claims: { locale: 'de-AT' } });
    const { status, body } = await patch(anna, { template: 'checkup', minutes: 25 });
    expect([status, body]).toMatchObject([200, { template: 'checkup', minutes: 25 }]);
    const items = await agendaOf(anna);
    expect(items.map((item) => item.kind)).toEqual(['arrival', 'progress', 'topic', 'logistics']);
    expect(items[2]?.title).toBe('Ein Knoten, den wir lösen');
    expect(boxes(items)).toEqual([5, 8, 10, 2]);
  });

  it('is English for a language that it does not know, and for nobody’s', async () => {
    const anna = await world.join(ANNA, { claims: { locale: 'fr' } });
    await patch(anna, { template: 'steady' });
    expect(await titlesOf(anna)).toEqual(STEADY);
  });

  it('is one also when both ask at the same moment, and again later', async () => {
    const [anna, bo] = [await world.join(ANNA), await world.join(BO)];
    const answers = await Promise.all([
      patch(anna, { template: 'steady' }),
      patch(bo, { template: 'steady' }),
      patch(anna, { template: 'steady' }),
    ]);
    expect(answers.map(({ status, body }) => [status, body.template])).toEqual(Array(3).fill([200, 'steady']));
    expect(await titlesOf(anna)).toEqual(STEADY);
    await world.write(BO, sessionDoc(bo.session.id), (doc) => {
      for (const { id } of readAgenda(doc).slice(1)) deleteItem(doc, id);
    });
    expect((await patch(bo, { template: 'steady' })).status).toBe(200);
    expect(await titlesOf(anna)).toEqual(['Arrive']);
  });

  it('puts what people wrote before where they would come to it, and leaves it as it is', async () => {
    const anna = await world.join(ANNA);
    await world.write(BO, sessionDoc(anna.session.id), (doc) => {
      addItem(doc, { title: 'How do I say no?', author: 'bo', minutes: 15 });
      addItem(doc, { title: 'The spring talk', author: 'anna' });
    });
    const before = await agendaOf(anna);
    await patch(anna, { template: 'steady' });
    expect(await titlesOf(anna)).toEqual([
      ...STEADY.slice(0, 4),
      'How do I say no?',
      'The spring talk',
      ...STEADY.slice(4),
    ]);
    expect((await agendaOf(anna)).filter((item) => item.author !== null)).toEqual(before);
  });

  it('moves the session in the same step, and later without it', async () => {
    const anna = await world.join(ANNA);
    const startsAt = world.now() + hours(5);
    expect((await patch(anna, { template: 'steady', startsAt })).body).toMatchObject({ startsAt, template: 'steady' });
    const { body } = await patch(anna, { minutes: 25 });
    expect(body).toMatchObject({ startsAt, minutes: 25, template: 'steady' });
    expect(boxes(await agendaOf(anna))).toEqual([5, 5, 10, 20, 5, 5]);
  });

  it('stays as it was filled in when the file is edited later', async () => {
    const anna = await world.join(ANNA);
    await patch(anna, { template: 'steady' });
    const edited = new Map(builtInTemplates());
    const steady = edited.get('steady');
    if (!steady) throw new Error('there is no such template');
    const items = steady.items.map((item) => ({ ...item, title: { en: 'Edited', de: 'Bearbeitet' } }));
    edited.set('steady', { ...steady, version: steady.version + 1, items });
    const later = await createWorld({ storage: world.storage, templates: edited });
    const again = await later.join(ANNA);
    expect((await patch(again, { template: 'steady' }, later)).status).toBe(200);
    const name = sessionDoc(again.session.id);
    expect((await later.read(name, readAgenda)).map((item) => item.title)).toEqual(STEADY);
    const booking = { startsAt: later.now() + hours(1), template: 'steady' };
    await createStage(later).book(again, { ...booking, key: 'this' });
    expect((await later.read(name, readAgenda)).map((item) => item.title)).toEqual(STEADY);
    const { body } = await createStage(later).book(again, { ...booking, key: 'another' });
    expect((await later.read(sessionDoc(body.id), readAgenda))[0]?.title).toBe('Edited');
    await later.sessions.close();
    await later.sync.close();
  });
});

describe('a template is refused', () => {
  const refused = async (ticket: Ticket, body: Record<string, unknown>): Promise<unknown[]> => {
    const before = await titlesOf(ticket);
    const answer = await patch<ErrorBody>(ticket, body);
    expect(await titlesOf(ticket)).toEqual(before);
    return [answer.status, answer.body.error.code, answer.body.error.data];
  };

  it('where another one was filled in, at the same moment too', async () => {
    const [anna, bo] = [await world.join(ANNA), await world.join(BO)];
    const both = await Promise.all([patch(anna, { template: 'checkup' }), patch(bo, { template: 'steady' })]);
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const { template } = (await world.join(ANNA)).session;
    const other = template === 'steady' ? 'checkup' : 'steady';
    expect(await titlesOf(anna)).toHaveLength(template === 'steady' ? 6 : 4);
    const conflict = [409, 'state-conflict', { state: 'scheduled', template }];
    expect(await refused(anna, { template: other, minutes: 90 })).toEqual(conflict);
    expect((await world.join(ANNA)).session.minutes).toBe(50);
  });

  it('once the session has begun, and after it', async () => {
    const { anna } = await stage.live();
    expect(await refused(anna, { template: 'steady' })).toMatchObject([409, 'state-conflict', { state: 'live' }]);
    await stage.command(anna, 'wrap-up');
    expect(await refused(anna, { template: 'steady' })).toMatchObject([409, 'state-conflict', { state: 'wrapped-up' }]);
  });

  it('where it is none of the three', async () => {
    const anna = await world.join(ANNA);
    for (const template of ['none', 'Steady', '../steady', 5, null]) {
      expect(await refused(anna, { template })).toEqual([400, 'malformed', undefined]);
    }
  });

  it('from an observer', async () => {
    const anna = await world.join(ANNA);
    const olga = await world.join(OLGA, { session: anna.session.id });
    expect(await refused(olga, { template: 'steady' })).toEqual([403, 'not-allowed', undefined]);
  });
});
