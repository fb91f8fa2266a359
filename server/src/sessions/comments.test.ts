/** Comments move on with their item. */
import {
  addComment,
  addItem,
  deleteComment,
  readAgenda,
  readBacklog,
  readComments,
  setItemState,
  type Ticket,
} from '@fireside/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createStage, type Stage } from '../testing/stage.ts';
import { ANNA, BO, createWorld, hours, MENTORSHIP_DOC, sessionDoc, type World } from '../testing/world.ts';

let world: World;
let stage: Stage;
beforeEach(async () => {
  world = await createWorld();
  stage = createStage(world);
});
afterEach(() => world.close());

const itemOf = async (name: string, title: string): Promise<string> =>
  (await world.read(name, readAgenda)).find((item) => item.title === title)?.id ?? '';

async function comment(session: string, title: string, text: string): Promise<void> {
  const item = await itemOf(sessionDoc(session), title);
  world.pass(1); // no two at the same moment: their order would be their ids'
  await world.write(
    BO,
    sessionDoc(session),
    (doc) => void addComment(doc, { item, text, author: 'bo', at: world.now() }),
  );
}

/** The words of the comments in a document, item by item. */
const words = (name: string): Promise<string[]> =>
  world.read(name, (doc) => [...readComments(doc).values()].flat().map((one) => one.text));

const settle = (ticket: Ticket): Promise<void> => world.sessions.settle('default', ticket.session.id);

describe('comments at wrap-up', () => {
  it('go with what is carried, into the next session and the backlog, and not with what is done', async () => {
    const { anna } = await stage.live({ Left: 'open', Done: 'discussed', Later: 'parked' });
    const { id } = anna.session;
    for (const title of ['Left', 'Done', 'Later']) await comment(id, title, `On ${title}`);
    const before = await world.read(sessionDoc(id), readComments);
    const { body } = await stage.command(anna, 'wrap-up');
    const next = sessionDoc(body.next?.id ?? '');
    expect([await words(next), await words(MENTORSHIP_DOC)]).toEqual([['On Left'], ['On Later']]);
    const left = await itemOf(next, 'Left');
    expect((await world.read(next, readComments)).get(left)).toEqual(before.get(left));
    expect((await world.read(MENTORSHIP_DOC, readBacklog)).map((item) => item.title)).toEqual(['Later']);
    expect(await words(sessionDoc(id))).toHaveLength(3);
  });

  it('go with what is cancelled, too', async () => {
    const anna = await world.join(ANNA);
    await world.write(ANNA, sessionDoc(anna.session.id), (doc) => void addItem(doc, { title: 'Left', author: 'anna' }));
    await comment(anna.session.id, 'Left', 'Still');
    const { body } = await stage.command(anna, 'cancel');
    expect(await words(sessionDoc(body.next?.id ?? ''))).toEqual(['Still']);
  });
});

describe('comments in the 72 hours after', () => {
  it('follow their item once, and stay deleted where they were deleted', async () => {
    const { anna } = await stage.live({ Left: 'open', Later: 'parked' });
    await comment(anna.session.id, 'Left', 'In time');
    const { body } = await stage.command(anna, 'wrap-up');
    const next = sessionDoc(body.next?.id ?? '');
    await comment(anna.session.id, 'Left', 'Too late');
    await comment(anna.session.id, 'Later', 'Too late as well');
    await Promise.all([settle(anna), settle(anna)]);
    expect([await words(next), await words(MENTORSHIP_DOC)]).toEqual([['In time', 'Too late'], ['Too late as well']]);
    await world.write(ANNA, next, (doc) => {
      for (const { id } of [...readComments(doc).values()].flat()) deleteComment(doc, id);
    });
    await settle(anna);
    await world.sessions.archive('default', anna.session.id);
    expect(await words(next)).toEqual([]);
  });

  it('come along with an item that was written late itself', async () => {
    const { anna } = await stage.live();
    await stage.command(anna, 'wrap-up');
    await world.write(
      BO,
      sessionDoc(anna.session.id),
      (doc) => void addItem(doc, { title: 'Afterthought', author: 'bo' }),
    );
    await comment(anna.session.id, 'Afterthought', 'And why');
    await settle(anna);
    const next = await world.join(ANNA);
    expect(await words(sessionDoc(next.session.id))).toEqual(['And why']);
  });

  it('find their item where it went further meanwhile', async () => {
    const { anna } = await stage.live({ Left: 'open' });
    await stage.command(anna, 'wrap-up');
    const second = await world.join(ANNA);
    await stage.command(second, 'start');
    await stage.command(second, 'wrap-up');
    const third = await world.join(ANNA);
    await comment(anna.session.id, 'Left', 'Too late');
    await settle(anna);
    expect(await words(sessionDoc(third.session.id))).toEqual(['Too late']);
    expect(await words(sessionDoc(second.session.id))).toEqual([]);
  });

  it('keep nobody from settling whose item went where nobody writes any more', async () => {
    const { anna } = await stage.live({ Left: 'open' });
    await stage.command(anna, 'wrap-up');
    const second = await world.join(ANNA);
    await world.write(ANNA, sessionDoc(second.session.id), (doc) => {
      for (const { id } of readAgenda(doc)) setItemState(doc, id, 'discussed');
    });
    await stage.command(second, 'start');
    await stage.command(second, 'wrap-up');
    await stage.command(second, 'archive');
    await comment(anna.session.id, 'Left', 'Too late');
    await settle(anna);
    world.pass(hours(73));
    await world.sessions.sweep();
    expect(await world.sessions.stateOf('default', anna.session.id)).toBe('archived');
    expect(await words(sessionDoc(second.session.id))).toEqual([]);
  });

  it('are carried safely whatever a peer wrote, and not without end', async () => {
    const { anna } = await stage.live({ Left: 'open' });
    const { body } = await stage.command(anna, 'wrap-up');
    const item = await itemOf(sessionDoc(anna.session.id), 'Left');
    await world.write(BO, sessionDoc(anna.session.id), (doc) => {
      const comments = doc.getMap('comments');
      comments.set('text', 'no record');
      for (const id of ['', '../..', 'x'.repeat(1000), ...Array.from({ length: 500 }, (_, i) => `c${i}`)]) {
        comments.set(id, new Y.Map<unknown>(Object.entries({ item, text: { no: 'text' }, at: 'never', author: 5 })));
      }
    });
    await settle(anna);
    expect(await words(sessionDoc(body.next?.id ?? ''))).toHaveLength(200);
    expect((await stage.titles(sessionDoc(body.next?.id ?? ''))).length).toBe(1);
  });
});
