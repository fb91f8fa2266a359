import { addGoal, addItem, readAgenda, readBacklog, readGoals } from '@fireside/protocol';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { when } from '@fireside/client/testing';
import { ANNA, BO, OLGA, saved, synced, World, written } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.end());

it('joins, opens the three documents and says so', async () => {
  const anna = world.client(ANNA);
  const status = await when(anna.session.status, ({ phase }) => phase === 'ready');
  expect(status).toMatchObject({
    error: null,
    retrying: false,
    entered: false,
    person: { id: 'anna', name: 'Anna', role: 'mentor' },
    mentorship: { id: 'm1', members: [{ id: 'anna' }, { id: 'bo' }] },
    session: { state: 'scheduled', startsAt: null },
  });
  await synced(anna, 'private');
  await saved(anna);
  const { mentorship, session, private: own } = anna.session.documents.value;
  expect([mentorship, session, own].map((one) => [one?.kind, one?.access, one?.writable])).toEqual([
    ['mentorship', 'rw', true],
    ['session', 'rw', true],
    ['private', 'rw', true],
  ]);
  expect(own?.awareness).toBeNull();
});

it('lets two people write at once', async () => {
  const [anna, bo] = [world.client(ANNA), world.client(BO)];
  const [a, b] = [await synced(anna, 'session'), await synced(bo, 'session')];
  addItem(a.doc, { title: 'From Anna', author: 'anna' });
  addItem(b.doc, { title: 'From Bo', author: 'bo' });
  await written(a, () => readAgenda(a.doc).length === 2);
  await written(b, () => readAgenda(b.doc).length === 2);
  expect(readAgenda(a.doc)).toEqual(readAgenda(b.doc));
  await Promise.all([saved(anna), saved(bo)]);
});

it('says saved only of what a killed server still has', async () => {
  const anna = world.client(ANNA);
  const { doc } = await synced(anna, 'mentorship');
  await saved(anna);
  addGoal(doc, { title: 'Saved', author: 'anna', at: 1 });
  expect(anna.session.save.value.kind).toBe('saving');
  await saved(anna);
  const { port } = world.server;
  await world.server.close();
  await when(anna.session.save, ({ kind }) => kind === 'offline');
  expect(anna.session.save.value).toMatchObject({ waiting: false });
  addGoal(doc, { title: 'Waits', author: 'anna', at: 2 });
  expect(anna.session.save.value).toEqual({ kind: 'offline', waiting: true, stored: false });
  await world.startServer(port);
  await saved(anna);
  const bo = world.client(BO);
  const theirs = await synced(bo, 'mentorship');
  await written(theirs, () => readGoals(theirs.doc).length === 2);
  expect(readGoals(theirs.doc).map(({ title }) => title)).toEqual(['Saved', 'Waits']);
});

it('shows nobody who looks, and both who entered', async () => {
  await world.meetInPerson();
  const [anna, bo] = [world.client(ANNA), world.client(BO)];
  await Promise.all([synced(anna, 'session'), synced(bo, 'session')]);
  await saved(bo);
  expect(anna.session.presence.value).toEqual([]);
  await Promise.all([anna.session.enter(), bo.session.enter()]);
  await when(anna.session.presence, (people) => people.length === 2);
  await when(bo.session.presence, (people) => people.length === 2);
  expect(bo.session.presence.value).toEqual([
    { person: 'anna', name: 'Anna', role: 'mentor', self: false, editing: null },
    { person: 'bo', name: 'Bo', role: 'mentee', self: true, editing: null },
  ]);
  anna.session.setEditing('agenda:1');
  await when(bo.session.presence, ([first]) => first?.editing === 'agenda:1');
  await anna.session.leave();
  await when(bo.session.presence, (people) => people.length === 1);
});

it('learns the name of who comes for the first time, where the host names no members', async () => {
  world.members = undefined;
  const anna = world.client(ANNA);
  await synced(anna, 'session');
  expect(anna.session.status.value.mentorship?.members.map(({ name }) => name)).toEqual(['Anna']);
  const bo = world.client(BO);
  await synced(bo, 'session');
  bo.session.setEditing('agenda:1');
  const { mentorship } = await when(anna.session.status, (status) => status.mentorship?.members.length === 2);
  expect(mentorship?.members.map(({ name }) => name)).toEqual(['Anna', 'Bo']);
});

it('starts the session at the first Join, and tells the other without a word of theirs', async () => {
  await world.meetInPerson();
  const [anna, bo] = [world.client(ANNA), world.client(BO)];
  await Promise.all([saved(anna), saved(bo)]);
  await anna.session.enter();
  expect(anna.session.status.value).toMatchObject({ entered: true, session: { state: 'live' } });
  const status = await when(bo.session.status, ({ session }) => session?.state === 'live');
  expect(status).toMatchObject({ entered: false, session: { state: 'live' } });
  await bo.session.enter();
});

it('starts once when both press in the same moment', async () => {
  await world.meetInPerson();
  const [anna, bo] = [world.client(ANNA), world.client(BO)];
  await Promise.all([saved(anna), saved(bo)]);
  await Promise.all([anna.session.enter(), bo.session.enter()]);
  expect(anna.session.status.value.session?.id).toBe(bo.session.status.value.session?.id);
  expect(bo.session.status.value.session?.state).toBe('live');
});

it('wraps up only with everything saved, and gives both one result', async () => {
  await world.meetInPerson();
  const [anna, bo] = [world.client(ANNA), world.client(BO)];
  const { doc } = await synced(anna, 'session');
  await saved(bo);
  await Promise.all([anna.session.enter(), bo.session.enter()]);
  addItem(doc, { title: 'Just now', author: 'anna' });
  const [one, other] = await Promise.all([anna.session.wrapUp(), bo.session.wrapUp()]);
  expect(one.recap).toEqual(other.recap);
  expect(one.recap?.content.items.map(({ title }) => title)).toContain('Just now');
  expect(anna.session.status.value.session?.state).toBe('wrapped-up');
  await when(bo.session.status, ({ session }) => session?.state === 'wrapped-up');
  const { sessions } = await bo.session.saved.list();
  expect(sessions.map(({ state }) => state)).toContain('wrapped-up');
});

it('shows an observer nothing before, lets them read while live, and takes it away at wrap-up', async () => {
  await world.meetInPerson();
  const anna = world.client(ANNA);
  const session = await synced(anna, 'session');
  await saved(anna);
  addItem(session.doc, { title: 'To be seen', author: 'anna' });
  await anna.session.enter();
  const olga = world.client(OLGA);
  const seen = await synced(olga, 'session');
  expect(readAgenda(seen.doc)).toHaveLength(1);
  expect(seen.writable).toBe(false);
  expect(olga.session.save.value).toEqual({ kind: 'reading' });
  expect(olga.session.documents.value).toMatchObject({ mentorship: null, private: null });
  await when(anna.session.presence, (people) => people.some(({ role }) => role === 'observer'));
  await anna.session.wrapUp();
  await when(olga.session.documents, (documents) => documents.session === null);
  await when(olga.session.status, (status) => status.session?.state === 'wrapped-up');
});

it('offers the words that came too late for an archived session', async () => {
  await world.meetInPerson();
  const anna = world.client(ANNA);
  const { doc } = await synced(anna, 'session');
  await saved(anna);
  await anna.session.enter();
  await anna.session.wrapUp();
  const { port } = world.server;
  await world.server.close();
  await when(anna.session.save, ({ kind }) => kind === 'offline');
  addItem(doc, { title: 'Too late', author: 'anna' });
  world.clock += 73 * 3_600_000;
  await world.startServer(port);
  const [text] = await when(anna.session.kept, (kept) => kept.length > 0);
  expect(text?.lines).toEqual(['Too late']);
  await when(anna.session.documents, ({ session }) => session?.access === 'ro' && session.synced);
  expect(anna.session.status.value.session?.state).toBe('archived');
  await saved(anna);
  await anna.session.answerKept(text?.id ?? '', 'backlog');
  const bo = world.client(BO);
  const theirs = await synced(bo, 'mentorship');
  expect(readBacklog(theirs.doc).map(({ title }) => title)).toEqual(['Too late']);
});

it('ends for a member whom the host has taken out, and goes on for the other', async () => {
  const token = await world.token(ANNA); // the host gives her no other
  const anna = world.client(ANNA, { getToken: () => Promise.resolve(token) });
  await saved(anna);
  world.clock += 5000;
  world.members = [
    { sub: 'bo', name: 'Bo', role: 'mentee' },
    { sub: 'cleo', name: 'Cleo', role: 'mentor' },
  ];
  const bo = world.client(BO);
  await saved(bo);
  const status = await when(anna.session.status, ({ phase }) => phase === 'ended');
  expect(status.error?.code).toBe('not-allowed');
  await when(anna.session.documents, (documents) => Object.values(documents).every((one) => one === null));
  expect(bo.session.save.value).toEqual({ kind: 'saved' });
});

it('goes to another session and back', async () => {
  await world.meetInPerson();
  const anna = world.client(ANNA);
  const first = await synced(anna, 'session');
  await saved(anna);
  await anna.session.enter();
  const result = await anna.session.wrapUp();
  const booked = await anna.session.book({ key: 'k', startsAt: Date.now() + 86_400_000 });
  anna.session.open(booked.id);
  await when(anna.session.status, (status) => status.phase === 'ready' && status.session?.id === booked.id);
  expect(anna.session.status.value.entered).toBe(false);
  const second = await synced(anna, 'session');
  expect(second.doc).not.toBe(first.doc);
  anna.session.open(result.session.id);
  await when(anna.session.status, ({ session }) => session?.id === result.session.id);
});

it('says what is wrong with the host, and goes on when it is mended', async () => {
  let broken = true;
  const getToken = (): Promise<string> =>
    broken ? Promise.reject(new Error('the intranet is down')) : world.token(ANNA);
  const anna = world.client(ANNA, { getToken });
  const status = await when(anna.session.status, ({ error }) => error !== null);
  expect(status).toMatchObject({ phase: 'joining', retrying: true, error: { code: 'host-token' } });
  broken = false;
  anna.session.retry();
  await when(anna.session.status, ({ phase }) => phase === 'ready');
  expect(anna.session.status.value.error).toBeNull();
});

it('tells of a forged token and stops asking', async () => {
  const anna = world.client(ANNA, { getToken: () => Promise.resolve('forged.forged.forged') });
  const status = await when(anna.session.status, ({ phase }) => phase === 'failed');
  expect(status).toMatchObject({ retrying: false, error: { code: 'token-invalid' } });
  expect(anna.tokens()).toBe(2); // the first might only have been an old one
});

it('tells of a token for another mentorship', async () => {
  const anna = world.client(ANNA, { getToken: () => world.token(ANNA, 'm2') });
  const status = await when(anna.session.status, ({ phase }) => phase === 'failed');
  expect(status.error?.code).toBe('wrong-mentorship');
  expect(anna.tokens()).toBe(1);
});

it('ends everything with the signal', async () => {
  await world.meetInPerson();
  const anna = world.client(ANNA);
  await saved(anna);
  await anna.session.enter();
  anna.end.abort();
  expect(anna.session.status.value).toMatchObject({ phase: 'ended', entered: false });
  expect(anna.session.documents.value).toEqual({ mentorship: null, session: null, private: null });
  expect(anna.session.presence.value).toEqual([]);
});
