import {
  addItem,
  addOutcome,
  addPromise,
  readAgenda,
  readBacklog,
  setItemState,
  setNext,
  takeUp,
} from '@fireside/protocol';
import type { SessionDetail } from '@fireside/protocol/http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createStage, type Stage } from '../testing/stage.ts';
import { createWorld, type World, ANNA, BO, hours, minutes, MENTORSHIP_DOC, sessionDoc } from '../testing/world.ts';

let world: World;
let stage: Stage;
beforeEach(async () => {
  world = await createWorld();
  stage = createStage(world);
});
afterEach(() => world.close());

describe('wrap-up', () => {
  it('stores the recap, books the agreed date, carries over and changes the state in one go', async () => {
    const { anna } = await stage.live({ Left: 'open', Done: 'discussed', Later: 'parked' });
    const startsAt = world.now() + hours(24 * 14);
    await world.write(BO, sessionDoc(anna.session.id), (doc) => {
      addOutcome(doc, { kind: 'takeaway', text: 'Ask early', author: 'bo' });
      setNext(doc, { startsAt, minutes: 45, mode: 'phone', by: 'bo' });
    });
    await world.write(BO, MENTORSHIP_DOC, (doc) => {
      const from = { session: anna.session.id, item: null };
      addPromise(doc, { text: 'Send the draft', owner: 'bo', due: '2026-12-01', from });
      addPromise(doc, { text: 'Of another session', owner: 'bo', due: null, from: null });
    });

    const { status, body } = await stage.command(anna, 'wrap-up');
    expect(status).toBe(200);
    expect(body.session.state).toBe('wrapped-up');
    expect(body.recap).toMatchObject({
      revision: 1,
      by: 'anna',
      members: [{ id: 'anna' }, { id: 'bo' }],
      content: {
        outcomes: [{ text: 'Ask early' }],
        promises: [{ text: 'Send the draft', owner: 'bo' }],
        items: [{ title: 'Left' }, { title: 'Done' }, { title: 'Later' }],
        next: { startsAt },
      },
    });
    expect(body.next).toMatchObject({ state: 'scheduled', startsAt, minutes: 45, mode: 'phone' });
    expect(await stage.titles(sessionDoc(body.next?.id ?? ''))).toEqual(['Left']);
    expect(await stage.backlog()).toEqual(['Later']);
  });

  it('is one for both who press at the same instant: one recap, one next session, each item once', async () => {
    const { anna, bo } = await stage.live({ Left: 'open', Later: 'parked' });
    await world.write(BO, sessionDoc(anna.session.id), (doc) =>
      setNext(doc, { startsAt: world.now() + hours(24), minutes: 50, mode: 'video', by: 'bo' }),
    );
    const [first, second] = await Promise.all([stage.command(anna, 'wrap-up'), stage.command(bo, 'wrap-up')]);
    expect(first.status).toBe(200);
    expect(second.body).toEqual(first.body);
    expect(await stage.rowCount()).toBe(2);
    expect(await world.rows.db.selectFrom('recap').selectAll().execute()).toHaveLength(1);
    const next = await world.join(ANNA);
    expect(next.session.id).toBe(first.body.next?.id);
    expect(await stage.titles(sessionDoc(next.session.id))).toEqual(['Left']);
    expect(await stage.backlog()).toEqual(['Later']);
  });

  it('answers the same to whoever asks later', async () => {
    const { anna, bo } = await stage.live({ Left: 'open' });
    const first = await stage.command(anna, 'wrap-up');
    world.pass(minutes(5));
    expect((await stage.command(bo, 'wrap-up')).body).toEqual(first.body);
  });

  it('makes a session without a date where nothing is scheduled and something is open', async () => {
    const { anna } = await stage.live({ Left: 'open' });
    const { body } = await stage.command(anna, 'wrap-up');
    expect(body.next).toMatchObject({ state: 'scheduled', startsAt: null });
    expect((await world.join(BO)).session.id).toBe(body.next?.id);
    expect((await stage.list(await world.join(BO))).sessions).toHaveLength(1);
  });

  it('makes nothing where nothing is open', async () => {
    const { anna } = await stage.live({ Done: 'discussed' });
    expect((await stage.command(anna, 'wrap-up')).body.next).toBeNull();
    expect(await stage.rowCount()).toBe(1);
  });

  it('carries to the earliest scheduled session, and does not book a date that is booked already', async () => {
    const { anna } = await stage.live({ Left: 'open' });
    const startsAt = world.now() + hours(24);
    const { body: booked } = await stage.book(anna, { key: 'k', startsAt });
    await world.write(BO, sessionDoc(anna.session.id), (doc) =>
      setNext(doc, { startsAt, minutes: 50, mode: 'video', by: 'bo' }),
    );
    expect((await stage.command(anna, 'wrap-up')).body.next?.id).toBe(booked.id);
    expect(await stage.rowCount()).toBe(2);
  });

  it('dates the session without a date that was prepared already', async () => {
    const { anna } = await stage.live({ Left: 'open' });
    const { body } = await stage.command(anna, 'wrap-up');
    const undated = body.next?.id ?? '';
    const again = await world.join(ANNA);
    await stage.command(again, 'start');
    await world.write(BO, sessionDoc(undated), (doc) =>
      setNext(doc, { startsAt: world.now() + hours(24), minutes: 50, mode: 'video', by: 'bo' }),
    );
    const { body: second } = await stage.command(again, 'wrap-up');
    expect(second.next?.startsAt).toBe(world.now() + hours(24));
    expect(await stage.titles(sessionDoc(second.next?.id ?? ''))).toEqual(['Left']);
  });
});

describe('carry-over', () => {
  it('keeps the id and says where an item came from and how often it was carried', async () => {
    const { anna } = await stage.live({ Left: 'open' });
    const [item] = await world.read(sessionDoc(anna.session.id), readAgenda);
    const startsAt = world.now();
    await stage.command(anna, 'wrap-up');
    const second = await world.join(ANNA);
    await stage.command(second, 'start');
    await stage.command(second, 'wrap-up');
    const third = await world.join(ANNA);
    expect(await world.read(sessionDoc(third.session.id), readAgenda)).toMatchObject([
      { id: item?.id, origin: { session: anna.session.id, startsAt, times: 2 } },
    ]);
  });

  it('happens at cancel and at did-not-happen, too', async () => {
    for (const name of ['cancel', 'did-not-happen']) {
      const anna = await world.join(ANNA);
      await world.write(ANNA, sessionDoc(anna.session.id), (doc) => {
        addItem(doc, { title: name, author: 'anna' });
      });
      const { status, body } = await stage.command(anna, name);
      expect([status, body.recap]).toEqual([200, null]);
      expect(await stage.titles(sessionDoc(body.next?.id ?? ''))).toContain(name);
    }
  });

  it('takes the whole agenda along, with ids, authors, minutes and order, wherever a session ends sideways', async () => {
    for (const name of ['cancel', 'did-not-happen']) {
      const anna = await world.join(ANNA);
      const source = sessionDoc(anna.session.id);
      await world.write(BO, source, (doc) => {
        addItem(doc, { title: `${name} one`, author: 'bo', kind: 'question', minutes: 20 });
        setItemState(doc, addItem(doc, { title: `${name} parked`, author: 'anna' }), 'parked');
        addItem(doc, { title: `${name} two`, author: 'anna' });
      });
      const items = (await world.read(source, readAgenda)).filter(({ state }) => state === 'open');
      const { body } = await stage.command(anna, name);
      const carried = await world.read(sessionDoc(body.next?.id ?? ''), readAgenda);
      const facts = items.map(({ id, title, author, kind, minutes: length }) => [id, title, author, kind, length]);
      expect(carried.map(({ id, title, author, kind, minutes: length }) => [id, title, author, kind, length])).toEqual(
        facts,
      );
      expect(await stage.backlog()).toContain(`${name} parked`);
      // Asked again, nothing is carried again.
      await stage.command(anna, name);
      expect(await stage.titles(sessionDoc(body.next?.id ?? ''))).toHaveLength(facts.length);
    }
  });

  it('brings a topic back that was taken up and parked again', async () => {
    const { anna } = await stage.live({ Later: 'parked' });
    await stage.command(anna, 'wrap-up');
    const second = await world.join(ANNA);
    const [parked] = await world.read(MENTORSHIP_DOC, readBacklog);
    const id = parked?.id ?? '';
    // Taking up writes into two documents; here one after the other, from the same reading.
    const shared = await world.read(MENTORSHIP_DOC, (doc) => doc);
    await world.write(ANNA, sessionDoc(second.session.id), (doc) => takeUp(copyOf(shared), doc, id, second.session.id));
    await world.write(ANNA, MENTORSHIP_DOC, (doc) => takeUp(doc, copyOf(doc), id, second.session.id));
    expect(await stage.backlog()).toEqual([]);
    await stage.command(second, 'start');
    await world.write(ANNA, sessionDoc(second.session.id), (doc) => setItemState(doc, id, 'parked'));
    await stage.command(second, 'wrap-up');
    expect(await stage.backlog()).toEqual(['Later']);
  });
});

describe('a hostile agenda', () => {
  it('keeps nobody from wrapping up: what cannot be carried stays where it is', async () => {
    const { anna } = await stage.live({ Left: 'open' });
    await world.write(BO, sessionDoc(anna.session.id), (doc) => {
      for (const id of ['', '../..', 'x'.repeat(1000)]) {
        const item = new Y.Map<unknown>([
          ['title', 'Odd'],
          ['state', 'open'],
          ['order', 'a0'],
        ]);
        doc.getMap('agenda').set(id, item);
      }
      doc.getMap('agenda').set('text', 'no record');
    });
    const { status, body } = await stage.command(anna, 'wrap-up');
    expect(status).toBe(200);
    expect(await stage.titles(sessionDoc(body.next?.id ?? ''))).toEqual(['Left']);
    await world.sessions.archive('default', anna.session.id);
    expect(await world.sessions.stateOf('default', anna.session.id)).toBe('archived');
  });
});

describe('an agenda that a program has filled', () => {
  it('keeps nobody from wrapping up: what no people talk about stays where it is', async () => {
    const { anna } = await stage.live();
    await world.write(BO, sessionDoc(anna.session.id), (doc) => {
      const agenda = doc.getMap('agenda');
      for (let i = 0; i < 3000; i += 1) {
        const state = i % 2 === 0 ? 'open' : 'parked';
        agenda.set(`item-${i}`, new Y.Map<unknown>(Object.entries({ title: `No. ${i}`, state, order: 'a0' })));
      }
    });
    const { status, body } = await stage.command(anna, 'wrap-up');
    expect(status).toBe(200);
    const carried = await stage.titles(sessionDoc(body.next?.id ?? ''));
    expect([carried.length, (await stage.backlog()).length]).toEqual([500, 500]);
    expect(body.recap?.content.items).toHaveLength(3000);
    const rows = await world.rows.carried('default', anna.session.id);
    expect(rows.size).toBe(1000);
  });
});

describe('the 72 hours after wrap-up', () => {
  it('carries what was not carried yet once, and keeps a dated revision of the recap', async () => {
    const { anna } = await stage.live({ Left: 'open' });
    const { body } = await stage.command(anna, 'wrap-up');
    const next = sessionDoc(body.next?.id ?? '');
    world.pass(minutes(5));
    await world.write(BO, sessionDoc(anna.session.id), (doc) => {
      addItem(doc, { title: 'Afterthought', author: 'bo' });
    });
    await Promise.all([
      world.sessions.settle('default', anna.session.id),
      world.sessions.settle('default', anna.session.id),
    ]);
    expect(await stage.titles(next)).toEqual(['Left', 'Afterthought']);
    const { body: detail } = await world.ask<SessionDetail>(
      'GET',
      `/v1/sessions/${anna.session.id}`,
      anna.documents.token,
    );
    expect(detail.recap).toMatchObject({ revision: 2, by: 'anna', at: world.now() });
    expect(detail.recap?.content.items.map((item) => item.title)).toEqual(['Left', 'Afterthought']);
  });

  it('leaves a carried item alone when it is ticked in the source later', async () => {
    const { anna } = await stage.live({ Left: 'open' });
    const { body } = await stage.command(anna, 'wrap-up');
    await world.write(BO, sessionDoc(anna.session.id), (doc) => {
      for (const item of readAgenda(doc)) setItemState(doc, item.id, 'discussed');
    });
    await world.sessions.settle('default', anna.session.id);
    expect(await world.read(sessionDoc(body.next?.id ?? ''), readAgenda)).toMatchObject([{ state: 'open' }]);
  });

  it('stores no revision where the content is the same', async () => {
    const { anna } = await stage.live({ Done: 'discussed' });
    await stage.command(anna, 'wrap-up');
    await world.sessions.settle('default', anna.session.id);
    expect(await world.rows.db.selectFrom('recap').selectAll().execute()).toHaveLength(1);
  });

  it('ends with the archive: after 72 hours, and for whoever asks before', async () => {
    const { anna } = await stage.live({ Done: 'discussed' });
    await stage.command(anna, 'wrap-up');
    world.pass(hours(72) - 1);
    await world.sessions.sweep();
    expect(await world.sessions.stateOf('default', anna.session.id)).toBe('wrapped-up');
    await world.write(BO, sessionDoc(anna.session.id), (doc) => {
      addItem(doc, { title: 'Just in time', author: 'bo' });
    });
    world.pass(1);
    await world.sessions.sweep();
    expect(await world.sessions.stateOf('default', anna.session.id)).toBe('archived');
    const ticket = await world.join(ANNA, { session: anna.session.id });
    expect(ticket.documents.access[sessionDoc(anna.session.id)]).toBe('ro');
    const next = await world.join(ANNA);
    expect(await stage.titles(sessionDoc(next.session.id))).toEqual(['Just in time']);
  });
});

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}
