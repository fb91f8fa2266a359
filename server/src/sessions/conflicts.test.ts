/** Two servers on one database: each has its own queues and memory, so only the commits keep them from doing things twice. */
import { addComment, addItem, readAgenda, readComments, setNext } from '@fireside/protocol';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createStage, type Stage } from '../testing/stage.ts';
import { ANNA, BO, createWorld, hours, MENTORSHIP_DOC, sessionDoc, type World } from '../testing/world.ts';

let one: World;
let two: World;
let stages: [Stage, Stage];
beforeEach(async () => {
  one = await createWorld();
  two = await createWorld({ storage: one.storage });
  stages = [createStage(one), createStage(two)];
});
afterEach(async () => {
  await two.sessions.close();
  await two.sync.close();
  await one.close();
});

it('open one session without a date and seed its documents once', async () => {
  const [anna, bo] = await Promise.all([one.join(ANNA), two.join(BO)]);
  expect(anna.session.id).toBe(bo.session.id);
  expect(await stages[0].rowCount()).toBe(1);
  const seeds = await one.rows.db.selectFrom('made').select('target').where('source', '=', 'schema').execute();
  const targets = seeds.map((seed) => seed.target).sort();
  expect(targets).toEqual(
    [MENTORSHIP_DOC, 'private/anna-bo/anna', 'private/anna-bo/bo', sessionDoc(anna.session.id)].sort(),
  );
});

it('book one session for one key, and two for two', async () => {
  const [anna, bo] = [await one.join(ANNA), await two.join(BO)];
  const booking = { key: 'k', startsAt: one.now() + hours(1), template: 'steady' };
  const [a, b] = await Promise.all([stages[0].book(anna, booking), stages[1].book(bo, booking)]);
  expect(a.body.id).toBe(b.body.id);
  const others = await Promise.all([
    stages[0].book(anna, { ...booking, key: 'x' }),
    stages[1].book(bo, { ...booking, key: 'y' }),
  ]);
  expect(new Set(others.map((answer) => answer.body.id)).size).toBe(2);
  expect(await stages[0].rowCount()).toBe(3);
});

it('fill in one template of two, once', async () => {
  const [anna, bo] = [await one.join(ANNA), await two.join(BO)];
  const path = `/v1/sessions/${anna.session.id}`;
  const answers = await Promise.all([
    one.ask('PATCH', path, anna.documents.token, { template: 'checkup' }),
    two.ask('PATCH', path, bo.documents.token, { template: 'steady' }),
    two.ask('PATCH', path, bo.documents.token, { template: 'checkup' }),
  ]);
  const { template } = (await one.join(ANNA)).session;
  expect(answers.map((answer) => answer.status).sort()).toEqual(
    template === 'steady' ? [200, 409, 409] : [200, 200, 409],
  );
  const three = await createWorld({ storage: one.storage });
  expect(await three.read(sessionDoc(anna.session.id), readAgenda)).toHaveLength(template === 'steady' ? 6 : 4);
  await three.sessions.close();
  await three.sync.close();
});

it('let one session of two become live', async () => {
  const [anna, bo] = [await one.join(ANNA), await two.join(BO)];
  const first = await stages[0].book(anna, { key: 'a', startsAt: one.now() + hours(1) });
  const second = await stages[0].book(anna, { key: 'b', startsAt: one.now() + hours(2) });
  const answers = await Promise.all([
    stages[0].command(anna, 'start', first.body.id),
    stages[1].command(bo, 'start', second.body.id),
  ]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
});

it('wrap up once: one recap, one next session, each item carried once', async () => {
  const { anna } = await stages[0].live();
  const bo = await two.join(BO);
  const name = sessionDoc(anna.session.id);
  await one.write(ANNA, name, (doc) => {
    for (const title of ['First', 'Second']) addItem(doc, { title, author: 'anna' });
    setNext(doc, { startsAt: one.now() + hours(24), minutes: 50, mode: 'video', by: 'anna' });
  });
  const [a, b] = await Promise.all([stages[0].command(anna, 'wrap-up'), stages[1].command(bo, 'wrap-up')]);
  expect(a.status).toBe(200);
  expect(b.body).toEqual(a.body);
  expect(await stages[0].rowCount()).toBe(2);
  // A third server that has nothing in memory reads what the log holds.
  const three = await createWorld({ storage: one.storage });
  const carried = await three.read(sessionDoc(a.body.next?.id ?? ''), readAgenda);
  expect(carried.map((item) => item.title)).toEqual(['First', 'Second']);
  await three.sessions.close();
  await three.sync.close();
});

it('carry a comment that came late once', async () => {
  const { anna } = await stages[0].live({ Left: 'open' });
  const { body } = await stages[0].command(anna, 'wrap-up');
  const [name, next] = [sessionDoc(anna.session.id), sessionDoc(body.next?.id ?? '')];
  const [item] = await one.read(name, readAgenda);
  await one.write(BO, name, (doc) => {
    addComment(doc, { item: item?.id ?? '', text: 'Too late', author: 'bo', at: 1 });
  });
  await Promise.all([one, two].map(({ sessions }) => sessions.settle('default', anna.session.id)));
  const made = await one.rows.db.selectFrom('made').select('item').where('item', 'like', 'comment/%').execute();
  expect(made).toHaveLength(1);
  const three = await createWorld({ storage: one.storage });
  expect([...(await three.read(next, readComments)).values()].flat()).toMatchObject([{ text: 'Too late' }]);
  await three.sessions.close();
  await three.sync.close();
});
