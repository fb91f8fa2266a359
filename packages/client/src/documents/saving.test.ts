/** What a session says of its words, and what becomes of those that the server does not take. */
import {
  plainText,
  privateNotesOf,
  readAgenda,
  readBacklog,
  readRichText,
  SCHEMA,
  type DocumentKind,
} from '@fireside/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { endWire, M1, open, P1, S1, socketOf, startWire, titles, write } from '../testing/over-wire.ts';
import { saved, synced } from '../testing/visit.ts';
import { when } from '../testing/when.ts';
import type { Wire } from '../testing/wire.ts';

let wire: Wire;
beforeEach(() => {
  wire = startWire();
});
afterEach(endWire);

describe('the save state', () => {
  it('says saved only when the server has committed', async () => {
    const session = open();
    await saved(session);
    wire.slow = true;
    write(session, 'One');
    await vi.advanceTimersByTimeAsync(5000);
    expect(session.save.value).toEqual({ kind: 'saving' });
    wire.commit();
    await saved(session);
  });

  it('does not take the answer to an earlier version for the last one', async () => {
    const session = open();
    await saved(session);
    wire.slow = true;
    write(session, 'One');
    await vi.advanceTimersByTimeAsync(1000);
    write(session, 'Two');
    wire.commit(); // answers the version before
    wire.slow = true;
    await vi.advanceTimersByTimeAsync(0);
    expect(session.save.value).toEqual({ kind: 'saving' });
    await vi.advanceTimersByTimeAsync(1000);
    wire.commit();
    await saved(session);
  });

  it('takes words up that were written without a connection', async () => {
    const session = open();
    await saved(session);
    wire.kill();
    write(session, 'Offline');
    expect(session.save.value).toEqual({ kind: 'offline', waiting: true, stored: false });
    expect(session.documents.value.session?.writable).toBe(true);
    wire.up();
    await vi.advanceTimersByTimeAsync(5000);
    await saved(session);
    expect(titles()).toEqual(['Offline']);
  });

  it('names a server that cannot save', async () => {
    const session = open();
    await saved(session);
    wire.slow = true;
    write(session, 'One');
    wire.down = true;
    socketOf(S1)?.close('storage');
    expect(session.save.value).toEqual({ kind: 'not-saved', code: 'storage', stored: false });
    wire.up();
    await vi.advanceTimersByTimeAsync(5000);
    wire.commit();
    await saved(session);
  });
});

describe('the save state in trouble', () => {
  it('says not saved when no answer comes for long, and saved again by itself', async () => {
    const session = open();
    await saved(session);
    wire.slow = true;
    write(session, 'One');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(session.save.value).toEqual({ kind: 'saving' });
    await vi.advanceTimersByTimeAsync(100);
    expect(session.save.value).toEqual({ kind: 'not-saved', code: 'unreachable', stored: false });
    wire.commit();
    await saved(session);
  });

  it('says nothing of trouble that concerns no word of this person', async () => {
    const session = open();
    await saved(session);
    wire.down = true;
    socketOf(S1)?.close('storage');
    expect(session.save.value).toMatchObject({ kind: 'offline', waiting: false });
    wire.up();
    wire.slow = true;
    await vi.advanceTimersByTimeAsync(30_000);
    expect(session.save.value).toEqual({ kind: 'saved' });
  });

  it('opens no other session before words that are in this page only have gone up', async () => {
    wire.sessions.set('s2', { state: 'scheduled', access: 'by state' });
    const session = open();
    await saved(session);
    wire.kill();
    write(session, 'First this');
    session.open('s2');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(session.save.value).toEqual({ kind: 'offline', waiting: true, stored: false });
    wire.up();
    await when(session.status, ({ session: now }) => now?.id === 's2');
    expect(titles()).toEqual(['First this']);
    session.open('s1');
    expect(session.status.value.phase).toBe('joining'); // at once: nothing is at risk
  });

  it('finds a connection that died in silence, though the clock was set back meanwhile', async () => {
    const session = open();
    await saved(session);
    wire.strand();
    vi.setSystemTime(Date.now() - 3_600_000);
    write(session, 'Into the void');
    await vi.advanceTimersByTimeAsync(100_000);
    await saved(session);
    expect(titles()).toEqual(['Into the void']);
  });

  it('goes on after a night’s sleep: the ticket has expired, the sockets are dead, the clock is far ahead', async () => {
    const session = open();
    await saved(session);
    wire.strand();
    write(session, 'Before the night');
    vi.setSystemTime(Date.now() + 8 * 3_600_000); // timers stand still while a laptop sleeps
    for (const socket of wire.sockets) socket.drop(1006);
    await vi.advanceTimersByTimeAsync(5000);
    await saved(session);
    expect(titles()).toEqual(['Before the night']);
    expect(wire.joins).toHaveLength(2);
  });
});

describe('what the server does not take', () => {
  it('keeps what was too large for a message, instead of sending it again for ever', async () => {
    const session = open();
    await saved(session);
    wire.slow = true;
    write(session, 'Too large');
    for (const socket of wire.sockets) if (socket.name === S1) socket.drop(1009);
    wire.slow = false;
    const [text] = await when(session.kept, (kept) => kept.length > 0);
    expect(text).toMatchObject({ code: 'too-large', lines: ['Too large'] });
    await saved(session);
    expect(wire.joins).toHaveLength(2);
  });

  it('keeps a second refusal of the same document beside the first', async () => {
    const session = open();
    await saved(session);
    for (const title of ['First', 'Second']) {
      wire.refuse = 'too-large';
      write(session, title);
      await when(session.kept, (kept) => kept.some(({ lines }) => lines.includes(title)));
      await saved(session);
    }
    expect(session.kept.value.map(({ lines }) => lines)).toEqual([['First', 'Second']]);
    await when(session.documents, () => wire.sockets.size === 3); // the documents that were replaced have left nothing
    await session.answerKept(session.kept.value[0]?.id ?? '', 'backlog');
    wire.refuse = 'too-large';
    write(session, 'Third');
    const [text] = await when(session.kept, (kept) => kept.length > 0);
    expect(text?.lines).toEqual(['Third']);
    await saved(session);
    await session.answerKept(text?.id ?? '', 'backlog');
    expect(readBacklog(wire.document(M1).doc).map(({ title }) => title)).toEqual(['First', 'Second', 'Third']);
  });

  it('still keeps a text whose new place the server does not take, and moves it once', async () => {
    const session = open();
    await saved(session);
    wire.refuse = 'too-large';
    write(session, 'Refused');
    const [text] = await when(session.kept, (kept) => kept.length > 0);
    await saved(session);
    wire.slow = true;
    const answer = session.answerKept(text?.id ?? '', 'private-notes').catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await answer).toMatchObject({ code: 'storage' });
    expect(session.kept.value).toHaveLength(1);
    wire.commit();
    await saved(session);
    await session.answerKept(text?.id ?? '', 'private-notes');
    expect(session.kept.value).toEqual([]);
    const notes = privateNotesOf(wire.document(P1).doc, 's1');
    expect(plainText(readRichText(notes))).toBe('Refused');
  });

  it('opens again when access comes back', async () => {
    const session = open();
    await saved(session);
    write(session, 'Before');
    await saved(session);
    wire.setAccess('s1', null);
    await when(session.status, ({ phase }) => phase === 'ended');
    wire.setAccess('s1', 'by state');
    await vi.advanceTimersByTimeAsync(9 * 60_000);
    await synced(session);
    write(session, 'After');
    await saved(session);
    expect(titles()).toEqual(['Before', 'After']);
  });

  it('keeps the refused words, goes on with the server’s state, and offers them', async () => {
    const session = open();
    const before = await synced(session);
    await saved(session);
    wire.refuse = 'too-large';
    write(session, 'Refused');
    await when(session.save, ({ kind }) => kind === 'not-saved');
    expect(session.save.value).toEqual({ kind: 'not-saved', code: 'too-large', stored: false });
    const [text] = await when(session.kept, (kept) => kept.length > 0);
    expect(text).toMatchObject({ document: S1, kind: 'session', lines: ['Refused'] });
    await when(session.documents, (documents) => documents.session?.doc !== before.doc);
    await saved(session);
    write(session, 'And on');
    await saved(session);
    expect(titles()).toEqual(['And on']);

    await session.answerKept(text?.id ?? '', 'backlog');
    expect(readBacklog(wire.document(M1).doc).map(({ title }) => title)).toEqual(['Refused']);
    expect(session.kept.value).toEqual([]);
  });

  it('offers what came too late, and nothing where nothing was left', async () => {
    const [late, early] = [open(), open()];
    await Promise.all([saved(late), saved(early)]);
    wire.kill();
    write(late, 'Too late');
    wire.setState('s1', 'archived');
    wire.up();
    await vi.advanceTimersByTimeAsync(60_000);
    await when(late.documents, ({ session }) => session?.access === 'ro');
    await when(early.documents, ({ session }) => session?.access === 'ro');
    expect(late.kept.value.map(({ lines }) => lines)).toEqual([['Too late']]);
    expect(early.kept.value).toEqual([]);
    expect(late.save.value).toEqual({ kind: 'saved' }); // mentorship and private notes go on
    expect(titles()).toEqual([]);
    await late.answerKept(late.kept.value[0]?.id ?? '', 'let-go');
    expect(late.kept.value).toEqual([]);
  });

  it('keeps unsaved words when access to everything ends', async () => {
    const session = open();
    await saved(session);
    wire.slow = true;
    write(session, 'Unsaved');
    wire.setAccess('s1', null);
    const [text] = await when(session.kept, (kept) => kept.length > 0);
    expect(text?.lines).toEqual(['Unsaved']);
    const status = await when(session.status, ({ phase }) => phase === 'ended');
    expect(status.error?.code).toBe('not-allowed');
  });

  it('begins anew with a document that was erased', async () => {
    const session = open();
    const before = await synced(session);
    write(session, 'Erased');
    await saved(session);
    wire.erase(S1);
    await when(session.documents, (documents) => documents.session !== null && documents.session.doc !== before.doc);
    const after = await synced(session);
    expect(readAgenda(after.doc)).toEqual([]);
    expect(session.kept.value).toEqual([]);
    await saved(session);
  });

  it('opens a document of newer code to read only', async () => {
    const newer: DocumentKind = 'session';
    wire
      .document(S1)
      .doc.getMap('meta')
      .set('schema', SCHEMA[newer] + 1);
    const session = open();
    const document = await synced(session);
    expect(document).toMatchObject({ newer: true, writable: false, access: 'rw' });
  });
});
