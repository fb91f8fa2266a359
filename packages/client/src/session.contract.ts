/** What every session does, the fake included: elements are tested with the one and run on the other. */
import { addItem, readAgenda, type Role } from '@fireside/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import type { FiresideSession } from './session-port.ts';
import { saved, synced } from './testing/visit.ts';
import { when } from './testing/when.ts';

export interface SessionContract {
  /** A session with a ticket of this role, of a scheduled session for members and of a live one for observers. */
  readonly open: (role: Role) => FiresideSession;
  readonly end: () => void;
}

export function describeSession(name: string, { open, end }: SessionContract): void {
  describe(`${name}, as any session`, () => {
    afterEach(end);

    it('says who, where and which session, and opens what a member may write', async () => {
      const session = open('mentor');
      const status = await when(session.status, ({ phase }) => phase === 'ready');
      expect(status).toMatchObject({
        error: null,
        retrying: false,
        person: { id: 'anna', role: 'mentor' },
        mentorship: { id: 'm1', members: [{ id: 'anna' }, { id: 'bo' }] },
        session: { id: 's1', state: 'scheduled' },
        entered: false,
      });
      for (const kind of ['mentorship', 'session', 'private'] as const) {
        const document = await synced(session, kind);
        expect(document).toMatchObject({ kind, access: 'rw', writable: true, newer: false });
        expect(document.awareness === null).toBe(kind === 'private');
      }
      await saved(session);
      expect(session.kept.value).toEqual([]);
      expect(session.waitingElsewhere.value).toEqual([]);
    });

    it('takes words in its documents', async () => {
      const session = open('mentor');
      const { doc } = await synced(session);
      addItem(doc, { title: 'A word', author: 'anna' });
      await saved(session);
      expect(readAgenda(doc).map(({ title }) => title)).toEqual(['A word']);
    });

    it('makes a person present by Join, which starts the session, and no more by Leave', async () => {
      const session = open('mentor');
      await saved(session);
      expect(session.presence.value).toEqual([]);
      await session.enter();
      expect(session.status.value).toMatchObject({ entered: true, session: { state: 'live' } });
      expect(session.presence.value).toEqual([
        { person: 'anna', name: 'Anna', role: 'mentor', self: true, editing: null },
      ]);
      await session.leave();
      expect(session.status.value.entered).toBe(false);
      expect(session.presence.value).toEqual([]);
    });

    it('shows what is being edited', async () => {
      const session = open('mentor');
      await saved(session);
      session.setEditing('agenda:1');
      expect(session.presence.value).toMatchObject([{ person: 'anna', editing: 'agenda:1' }]);
      session.setEditing(null);
      expect(session.presence.value).toMatchObject([{ person: 'anna', editing: null }]);
    });

    it('lets an observer read, and neither start nor be said to be present by themselves', async () => {
      const session = open('observer');
      const document = await synced(session);
      expect(document).toMatchObject({ access: 'ro', writable: false });
      expect(session.documents.value).toMatchObject({ mentorship: null, private: null });
      await when(session.save, ({ kind }) => kind === 'reading');
      await session.enter();
      expect(document.awareness?.getLocalState()).toBeNull();
    });

    it('refuses a text that is not kept', async () => {
      const session = open('mentor');
      await saved(session);
      await expect(session.answerKept('nothing', 'let-go')).rejects.toMatchObject({ code: 'not-found' });
    });
  });
}
