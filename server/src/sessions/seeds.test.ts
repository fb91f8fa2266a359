/** A document's schema number, where an older server made the document. */
import { addItem, readAgenda, SCHEMA } from '@fireside/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStage, type Stage } from '../testing/stage.ts';
import { ANNA, BO, createWorld, hours, MENTORSHIP_DOC, OLGA, sessionDoc, type World } from '../testing/world.ts';
import { createScratch, storeMade } from './made.ts';

let world: World;
let stage: Stage;
beforeEach(async () => {
  world = await createWorld();
  stage = createStage(world);
});
afterEach(() => world.close());

const schemaOf = (name: string): Promise<unknown> => world.read(name, (doc) => doc.getMap('meta').get('schema'));

/** How many updates the log holds of a document. */
async function updatesOf(name: string): Promise<number> {
  const rows = await world.rows.db
    .selectFrom('doc_update')
    .innerJoin('doc', 'doc.id', 'doc_update.doc')
    .select('seq')
    .where('doc.name', '=', name)
    .execute();
  return rows.length;
}

/** What a server wrote when the schema of a session was 1. */
async function makeOld(session: string): Promise<void> {
  const key = { tenant: 'default', name: sessionDoc(session) };
  await world.sync.documents.command([key], async ([doc]) => {
    if (!doc) throw new Error('the document is not held');
    const old = createScratch(key, doc).make('schema', '', (copy) => {
      copy.getMap('meta').set('schema', 1);
    });
    return { ...storeMade(world.rows.db, [old], world.now()), result: null };
  });
}

/** A session that is booked and that nobody has opened. */
async function booked(): Promise<string> {
  const anna = await world.join(ANNA);
  await stage.book(anna, { key: 'first', startsAt: world.now() + hours(1) });
  const { body } = await stage.book(anna, { key: 'second', startsAt: world.now() + hours(9) });
  return body.id;
}

describe('a document of an older server', () => {
  it('is raised once, however many join at once and later', async () => {
    const id = await booked();
    await makeOld(id);
    const name = sessionDoc(id);
    await world.write(BO, name, (doc) => void addItem(doc, { title: 'Written before', author: 'bo' }));
    expect(await schemaOf(name)).toBe(1);
    const before = await updatesOf(name);
    await Promise.all([ANNA, BO, ANNA].map((person) => world.join(person, { session: id })));
    expect(await schemaOf(name)).toBe(SCHEMA.session);
    expect(await updatesOf(name)).toBe(before + 1);
    await world.join(ANNA, { session: id });
    expect(await updatesOf(name)).toBe(before + 1);
    expect((await world.read(name, readAgenda)).map((item) => item.title)).toEqual(['Written before']);
  });

  it('is raised once by two servers', async () => {
    const id = await booked();
    await makeOld(id);
    const before = await updatesOf(sessionDoc(id));
    const two = await createWorld({ storage: world.storage });
    await Promise.all([world.join(ANNA, { session: id }), two.join(BO, { session: id })]);
    expect(await updatesOf(sessionDoc(id))).toBe(before + 1);
    await two.sessions.close();
    await two.sync.close();
  });

  it('is left alone once nobody may write there any more', async () => {
    const { anna } = await stage.live({ Done: 'discussed' });
    const id = await booked();
    await makeOld(id);
    const second = await world.join(ANNA);
    await stage.command(anna, 'wrap-up');
    await stage.command(second, 'cancel', id);
    const before = await updatesOf(sessionDoc(id));
    const ticket = await world.join(ANNA, { session: id });
    expect(ticket.documents.access[sessionDoc(id)]).toBe('ro');
    expect(await schemaOf(sessionDoc(id))).toBe(1);
    expect(await updatesOf(sessionDoc(id))).toBe(before);
  });

  it('is raised where the server carries into it', async () => {
    const { anna } = await stage.live({ Left: 'open' });
    const { body } = await stage.book(anna, { key: 'next', startsAt: world.now() + hours(1) });
    await makeOld(body.id);
    await stage.command(anna, 'wrap-up');
    expect(await schemaOf(sessionDoc(body.id))).toBe(SCHEMA.session);
    expect(await stage.titles(sessionDoc(body.id))).toEqual(['Left']);
    const before = await updatesOf(sessionDoc(body.id));
    await world.join(BO, { session: body.id });
    expect(await updatesOf(sessionDoc(body.id))).toBe(before);
  });

  it('is not raised by who may only read', async () => {
    const { anna } = await stage.live();
    const before = await updatesOf(sessionDoc(anna.session.id));
    await world.join(OLGA);
    expect(await updatesOf(sessionDoc(anna.session.id))).toBe(before);
  });
});

describe('a new document', () => {
  it('begins with the current number in one update, and keeps a newer one that it finds', async () => {
    const anna = await world.join(ANNA);
    const name = sessionDoc(anna.session.id);
    expect([await schemaOf(name), await updatesOf(name)]).toEqual([SCHEMA.session, 1]);
    expect([await schemaOf(MENTORSHIP_DOC), await updatesOf(MENTORSHIP_DOC)]).toEqual([SCHEMA.mentorship, 1]);
    const id = await booked();
    await world.write(BO, sessionDoc(id), (doc) => doc.getMap('meta').set('schema', 99));
    await world.join(ANNA, { session: id });
    expect(await schemaOf(sessionDoc(id))).toBe(99);
  });
});
