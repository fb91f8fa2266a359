import { addItem, addPromise, readAgenda, type Ticket } from '@fireside/protocol';
import { authors, read, type Authors, type ErrorBody } from '@fireside/protocol/http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStage } from '../testing/stage.ts';
import { ANNA, BO, createWorld, MENTORSHIP_DOC, minutes, OLGA, sessionDoc, type World } from '../testing/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

const ask = <T = Authors>({ documents }: Ticket, session: string) =>
  world.ask<T>('GET', `/v1/sessions/${session}/authors`, documents.token);

describe('GET /v1/sessions/{id}/authors', () => {
  it('says which clientID is whose, in the documents of the session and of the mentorship', async () => {
    const anna = await world.join(ANNA);
    const { id } = anna.session;
    const clients: Record<string, number> = {};
    for (const person of [ANNA, BO]) {
      await world.write(person, sessionDoc(id), (doc) => {
        clients[person.sub] = doc.clientID;
        addItem(doc, { title: `From ${person.name}`, author: 'somebody else' });
      });
    }
    await world.write(BO, MENTORSHIP_DOC, (doc) => {
      clients['shared'] = doc.clientID;
      addPromise(doc, { text: 'Send the draft', owner: 'bo', due: null, from: null });
    });
    const { status, body } = await ask(anna, id);
    expect(status).toBe(200);
    const people = ({ session, mentorship }: Authors) => [
      Object.fromEntries(session.map(({ client, person }) => [client, person])),
      Object.fromEntries(mentorship.map(({ client, person }) => [client, person])),
    ];
    const [session = {}, mentorship = {}] = people(body);
    expect([session[clients['anna'] ?? 0], session[clients['bo'] ?? 0]]).toEqual(['anna', 'bo']);
    expect(mentorship[clients['shared'] ?? 0]).toBe('bo');
    // What is left is what the server wrote itself: the schema.
    expect(body.session.filter(({ person }) => person === 'server')).toHaveLength(1);
    expect(body.mentorship).toHaveLength(2);
    expect(read(authors, body)).toEqual(body);
  });

  it('names the server for the items of a template', async () => {
    const anna = await world.join(ANNA);
    const path = `/v1/sessions/${anna.session.id}`;
    await world.ask('PATCH', path, anna.documents.token, { template: 'steady' });
    const { body } = await ask(anna, anna.session.id);
    expect(new Set(body.session.map(({ person }) => person))).toEqual(new Set(['server']));
    const doc = await world.read(sessionDoc(anna.session.id), (one) => [...one.store.clients.keys()]);
    expect(body.session.map(({ client }) => client).sort()).toEqual(doc.sort());
  });

  it('says nothing of what is private, and nothing but ids', async () => {
    const anna = await world.join(ANNA);
    await world.write(ANNA, 'private/anna-bo/anna', (doc) => doc.getText('x').insert(0, 'A secret'));
    const { body } = await ask(anna, anna.session.id);
    expect(Object.keys(body)).toEqual(['session', 'mentorship']);
    for (const row of [...body.session, ...body.mentorship]) expect(Object.keys(row)).toEqual(['client', 'person']);
    expect([...body.session, ...body.mentorship].every(({ person }) => person === 'server')).toBe(true);
  });

  it('is for every session of one’s own mentorship, over too', async () => {
    const { anna } = await createStage(world).live({ Done: 'discussed' });
    await createStage(world).command(anna, 'wrap-up');
    await world.sessions.archive('default', anna.session.id);
    const bo = await world.join(BO, { session: anna.session.id });
    const { body } = await ask(bo, anna.session.id);
    expect(body.session.map(({ person }) => person)).toContain('anna');
    expect(await world.read(sessionDoc(anna.session.id), readAgenda)).toHaveLength(1);
  });

  it('is refused to an observer, to other pairs, to other tenants, and to who was taken out', async () => {
    const { anna, bo } = await createStage(world).live({ Left: 'open' });
    const { id } = anna.session;
    const refused = async (ticket: Ticket): Promise<unknown[]> => {
      const { status, body } = await ask<ErrorBody>(ticket, id);
      expect(Object.keys(body)).toEqual(['error']);
      return [status, body.error.code];
    };
    expect(await refused(await world.join(OLGA))).toEqual([403, 'not-allowed']);
    expect(await refused(await world.join(BO, { claims: { mentorship: 'bo-cy' } }))).toEqual([404, 'not-found']);
    expect(await refused(await world.join(BO, { claims: { iss: 'acme' } }))).toEqual([404, 'not-found']);
    world.pass(minutes(1));
    await world.join(ANNA, { claims: { members: [{ sub: 'anna', name: 'Anna', role: 'mentor' }] } });
    expect(await refused(bo)).toEqual([401, 'token-invalid']);
  });
});
