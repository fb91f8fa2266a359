import { addItem, FiresideError, readAgenda } from '@fireside/protocol';
import { afterEach, expect, it } from 'vitest';
import { describeSession } from '../session.contract.ts';
import { connectFakes, createFakeSession, type FakeSession, type FakeSessionOptions } from './index.ts';

const open: FakeSession[] = [];
function fake(options?: FakeSessionOptions): FakeSession {
  const session = createFakeSession(options);
  open.push(session);
  return session;
}
function doc(session: FakeSession) {
  const { session: shared } = session.documents.value;
  if (!shared) throw new Error('the fake has no session document');
  return shared.doc;
}
afterEach(() => {
  for (const session of open.splice(0)) session.end();
});

describeSession('the fake', {
  open: (role) =>
    role === 'observer'
      ? fake({
          person: { id: 'olga', name: 'Olga', role },
          session: { state: 'live' },
          access: { session: 'ro', mentorship: null, private: null },
        })
      : fake({ person: { role } }),
  end: () => {},
});

it('lets two people write in one document', () => {
  const anna = fake();
  const bo = fake({ person: { id: 'bo', name: 'Bo', role: 'mentee' } });
  addItem(doc(anna), { title: 'Before', author: 'anna' });
  const part = connectFakes(anna, bo);
  addItem(doc(bo), { title: 'Together', author: 'bo' });
  expect(readAgenda(doc(anna)).map((item) => item.title)).toEqual(['Before', 'Together']);
  expect(readAgenda(doc(bo))).toEqual(readAgenda(doc(anna)));
  part();
  addItem(doc(bo), { title: 'Alone', author: 'bo' });
  expect(readAgenda(doc(anna))).toHaveLength(2);
});

it('shows nobody who only looks, and both who entered', async () => {
  const anna = fake();
  const bo = fake({ person: { id: 'bo', name: 'Bo', role: 'mentee' } });
  connectFakes(anna, bo);
  expect(anna.presence.value).toEqual([]);
  await bo.enter();
  expect(anna.presence.value).toEqual([{ person: 'bo', name: 'Bo', role: 'mentee', self: false, editing: null }]);
  bo.setEditing('agenda:1');
  expect(anna.presence.value[0]?.editing).toBe('agenda:1');
  await anna.enter();
  expect(bo.presence.value.map((one) => one.person)).toEqual(['anna', 'bo']);
  await bo.leave();
  expect(anna.presence.value.map((one) => one.person)).toEqual(['anna']);
});

it('writes requests down and answers as told', async () => {
  const anna = fake();
  await expect(anna.saved.list()).rejects.toMatchObject({ code: 'unreachable' });
  anna.answer('list', { sessions: [], before: null });
  expect(await anna.saved.list({ before: 'x' })).toEqual({ sessions: [], before: null });
  anna.answer('wrapUp', new FiresideError('storage'));
  await expect(anna.wrapUp()).rejects.toMatchObject({ code: 'storage' });
  expect(anna.requests).toEqual([
    { name: 'list', args: [] },
    { name: 'list', args: [{ before: 'x' }] },
    { name: 'wrapUp', args: [] },
  ]);
});

it('has no ticket and no documents while it joins', () => {
  const anna = fake({ joining: true });
  expect(anna.status.value).toMatchObject({ phase: 'joining', person: null });
  expect(anna.documents.value.session).toBeNull();
  anna.becomeReady();
  expect(anna.status.value).toMatchObject({ phase: 'ready', person: { id: 'anna' } });
  expect(anna.documents.value.session?.writable).toBe(true);
});
