import { PassThrough } from 'node:stream';
import { FiresideError } from '@fireside/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { openMemory } from '../storage/memory.ts';
import { CommitConflict, type RowWrite, type Storage } from '../storage/store.ts';
import { updateMessage } from './frames.ts';
import { RawClient } from './testing/client.ts';
import { gate, type GatedStore } from './testing/gate.ts';
import { claimsOf, DOCUMENT, KEY, startServer, storedText, type TestServer } from './testing/server.ts';
import { wireOf } from './wire.ts';

const anna = claimsOf('anna');
const bo = claimsOf('bo', { role: 'mentee' });
const OTHER = { tenant: 'default', name: 'mentorship/anna-bo' };

let storage: Storage;
let store: GatedStore;
let server: TestServer;
let changes: string[];

async function start(over: Parameters<typeof startServer>[0] = {}): Promise<void> {
  changes = [];
  storage = openMemory();
  store = gate(storage.store);
  const onChange = (tenant: string, name: string, _at: number, actor: string) =>
    void changes.push(`${tenant} ${name} ${actor}`);
  server = await startServer({ store, onChange, ...over });
}
beforeEach(() => start());
afterEach(() => {
  store.open();
  return server.stop();
});

const textOf = (doc: Y.Doc) => doc.getText('notes').toJSON();

/** What a command does to write: an update made on a copy. */
function typed(doc: Y.Doc, text: string, document = KEY) {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  const before = Y.encodeStateVector(copy);
  copy.getText('notes').insert(copy.getText('notes').length, text);
  return { document, bytes: Y.encodeStateAsUpdate(copy, before), actor: 'server' };
}
const addMentorship = (id: string, expect = 1): RowWrite => ({
  sql: 'insert into mentorship (tenant, id) values (?, ?)',
  parameters: ['default', id],
  expect,
});
const mentorships = async () =>
  (await storage.reader.selectFrom('mentorship').select('id').execute()).map((row) => row.id);

describe('a command', () => {
  it('[CM1] waits until everything before it is committed', async () => {
    const a = await RawClient.join(server.url, anna);
    store.shut();
    a.type('before');
    await store.waiting();
    const order: string[] = [];
    const read = server.sync.documents.read(KEY, (doc) => order.push(`read ${textOf(doc)}`));
    const committed = a.next('update').then(() => order.push('echo'));
    store.open();
    await Promise.all([read, committed]);
    expect(order).toContain('read before');
  });

  it('[CM1] has its documents for itself until it has ended', async () => {
    const a = await RawClient.join(server.url, anna);
    const inside = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const command = server.sync.documents.command([KEY], async ([doc]) => {
      inside.resolve();
      const before = textOf(doc!);
      await goOn.promise;
      return { appends: [], rows: [], result: [before, textOf(doc!)] };
    });
    await inside.promise;
    a.type('meanwhile');
    expect(await a.arrived()).toEqual([]);
    goOn.resolve();
    expect(await command).toEqual(['', '']);
    await a.next('update');
    expect(await server.sync.documents.read(KEY, textOf)).toBe('meanwhile');
  });

  it('[CM2] writes rows and documents in one commit, then tells the sockets', async () => {
    const [a, b] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, bo)];
    const next = store.next();
    const result = await server.sync.documents.command([OTHER, KEY], ([other, one]) => ({
      appends: [typed(one!, 'carried'), typed(other!, 'parked', OTHER)],
      rows: [addMentorship('anna-bo')],
      result: 'done',
    }));
    expect(result).toBe('done');
    expect(await next).toMatchObject({ appends: [{ document: KEY }, { document: OTHER }], rows: [{}] });
    for (const client of [a, b]) {
      Y.applyUpdate(client.doc, (await client.next('update')).bytes);
      expect(client.text).toBe('carried');
    }
    expect(await mentorships()).toEqual(['anna-bo']);
    expect(await server.sync.documents.read(OTHER, textOf)).toBe('parked');
    expect(changes).toEqual([`default ${DOCUMENT} server`, `default ${OTHER.name} server`]);
  });

  it('[CM2] shows nothing before its commit is stored', async () => {
    const a = await RawClient.join(server.url, anna);
    store.shut();
    const command = server.sync.documents.command([KEY], ([doc]) => ({
      appends: [typed(doc!, 'carried')],
      rows: [],
      result: null,
    }));
    await store.waiting();
    expect(await a.arrived()).toEqual([]);
    store.open();
    await command;
    Y.applyUpdate(a.doc, (await a.next('update')).bytes);
    expect(a.text).toBe('carried');
  });

  it('[CM2] that freezes its document refuses what waits behind it, and what is new afterwards', async () => {
    const a = await RawClient.join(server.url, anna);
    const kept = a.type('kept');
    a.saved(1);
    await a.next('saved');
    const gone = Promise.withResolvers<void>();
    const command = server.sync.documents.command([KEY], async () => {
      await gone.promise;
      return { appends: [], rows: [], freezes: [KEY], result: null };
    });
    a.send(updateMessage(kept)); // nothing new
    a.type(' lost');
    a.saved(2);
    await a.arrived();
    gone.resolve();
    await command;
    expect(await a.next('refused')).toEqual({ type: 'refused', version: 2, code: 'read-only' });
    expect(await a.closed).toEqual([4403, 'read-only']);
    expect(await storedText(server.store)).toBe('kept');
  });

  it('[CM3] that throws changes nothing', async () => {
    const failing = server.sync.documents.command([KEY], () => {
      throw new FiresideError('state-conflict');
    });
    await expect(failing).rejects.toMatchObject({ code: 'state-conflict' });
    const a = await RawClient.join(server.url, anna);
    a.type('on we go');
    await a.next('update');
  });

  it('[CM3] that conflicts changes nothing', async () => {
    const a = await RawClient.join(server.url, anna);
    const failing = server.sync.documents.command([KEY], ([doc]) => ({
      appends: [typed(doc!, 'never')],
      rows: [addMentorship('m', 2)],
      result: null,
    }));
    await expect(failing).rejects.toThrow(CommitConflict);
    expect(await mentorships()).toEqual([]);
    await a.ask();
    expect(a.text).toBe('');
  });

  it('[CM3] whose commit fails says `storage`', async () => {
    store.fail(new Error('the disk is full'), 1);
    const failing = server.sync.documents.command([], () => ({
      appends: [],
      rows: [addMentorship('m')],
      result: null,
    }));
    await expect(failing).rejects.toMatchObject({ code: 'storage' });
  });

  it('[CM3] cannot write to a document that it has not entered', async () => {
    const failing = server.sync.documents.command([OTHER], () => ({
      appends: [typed(new Y.Doc(), 'x')],
      rows: [],
      result: null,
    }));
    await expect(failing).rejects.toThrow('whose queues it has entered');
  });

  it('[CM4] runs after the one before it, in whatever order they name their documents', async () => {
    const append = (text: string) => (docs: readonly Y.Doc[]) => ({
      appends: [typed(docs[0]!, text)],
      rows: [],
      result: textOf(docs[0]!),
    });
    const { documents } = server.sync;
    const results = await Promise.all([
      documents.command([KEY, OTHER], append('1')),
      documents.command([OTHER, KEY], (docs) => append('2')([docs[1]!])),
      documents.command([KEY, OTHER, KEY], append('3')),
    ]);
    expect(results).toEqual(['', '1', '12']);
  });

  it('[CM5] erases: sockets are closed with 4409, the epoch is one higher, and nothing comes back', async () => {
    const a = await RawClient.join(server.url, anna);
    a.type('secret');
    await a.next('update');
    expect((await server.store.load(KEY)).epoch).toBe(1);
    expect(await server.sync.documents.erase(KEY)).toBe(2);
    expect(await a.closed).toEqual([4409, 'epoch-changed']);
    expect((await server.store.load(KEY)).epoch).toBe(2);
    const again = await RawClient.join(server.url, claimsOf('anna', { epochs: { [DOCUMENT]: 2 } }));
    expect(again.text).toBe('');
    again.type('new');
    await again.next('update');
    expect(await server.sync.documents.read(KEY, textOf)).toBe('new');
  });
});

describe('a change', () => {
  it('is told with its author once it is on disk, and a listener that throws stops nothing', async () => {
    await server.stop();
    await start({
      onChange: () => {
        throw new Error('a mistake');
      },
    });
    const a = await RawClient.join(server.url, anna);
    a.type('1');
    a.type('2');
    a.saved(2);
    await a.next('saved');
    expect(server.log.events).toContain('on-change-failed');
  });
});

describe('the memory', () => {
  it('[ME1] lets a document go after its last socket, and folds its log', async () => {
    await server.stop();
    await start({ limits: { evictAfter: 1 } });
    const a = await RawClient.join(server.url, anna);
    a.type('ke');
    a.type('pt');
    for (let echoes = 0; echoes < 2; echoes += 1) await a.next('update');
    expect(server.sync.openDocuments()).toBe(1);
    const folded = store.compacted();
    await a.close();
    await folded;
    expect(server.sync.openDocuments()).toBe(0);
    const { snapshot, updates } = await storage.store.load(KEY);
    expect([snapshot !== null, updates.length]).toEqual([true, 0]);
    const again = await RawClient.join(server.url, bo);
    expect(again.text).toBe('kept');
  });

  it('[ME1] lets go at once what only a command has used', async () => {
    await server.stop();
    await start({ limits: { evictAfter: 1e9, evictUnseen: 1 } });
    const a = await RawClient.join(server.url, anna);
    await server.sync.documents.read(OTHER, textOf);
    expect(server.sync.openDocuments()).toBe(2);
    while (server.sync.openDocuments() > 1) await new Promise((resolve) => setImmediate(resolve));
    await a.close();
  });

  it('[ME1] keeps it while somebody is there', async () => {
    await server.stop();
    let loads = 0;
    storage = openMemory();
    const load = (key: typeof KEY) => ((loads += 1), storage.store.load(key));
    server = await startServer({ store: { ...storage.store, load }, limits: { evictAfter: 0 } });
    const a = await RawClient.join(server.url, anna);
    const b = await RawClient.join(server.url, bo);
    await b.close();
    await a.ask();
    await RawClient.join(server.url, bo);
    expect(loads).toBe(1);
  });

  it('[ME2] folds a long log while the document goes on', async () => {
    await server.stop();
    await start({ limits: { compactAfter: { rows: 10, bytes: 1e9 } } });
    const a = await RawClient.join(server.url, anna);
    const folded = store.compacted();
    for (let count = 0; count < 25; count += 1) a.type('x');
    a.saved(25);
    await Promise.all([a.next('saved'), folded]);
    const { updates } = await storage.store.load(KEY);
    expect(updates.length).toBeLessThan(25);
    await a.ask();
    expect(await server.sync.documents.read(KEY, textOf)).toBe('x'.repeat(25));
  });
});

describe('ending', () => {
  it('[EN1] commits and acknowledges what was taken, takes nothing more, and leaves the sockets open', async () => {
    const a = await RawClient.join(server.url, anna);
    store.shut();
    a.type('taken');
    a.saved(1);
    await store.waiting();
    await a.arrived();
    const closing = server.sync.close();
    store.open();
    await closing;
    expect(await a.next('saved')).toEqual({ type: 'saved', version: 1 });
    const { updates } = await storage.store.load(KEY);
    expect(updates).toHaveLength(1);
    a.type(' late');
    await server.connections.closeAll(0);
    expect(await a.closed).toEqual([1012, 'restart']);
    expect((await storage.store.load(KEY)).updates).toHaveLength(1);
  });

  it('[EN2] closes who comes later with 1012, and refuses commands', async () => {
    await server.sync.close();
    expect(await new RawClient(server.url, anna).closed).toEqual([1012, 'restart']);
    await expect(server.sync.documents.read(KEY, textOf)).rejects.toMatchObject({ code: 'restart' });
  });

  it('takes no socket that has closed before its ticket was verified', async () => {
    const a = await RawClient.join(server.url, anna);
    await a.close();
    const before = server.connections.total('document');
    server.sync.open(wireOf(a.ws, new PassThrough()), anna, DOCUMENT);
    expect(server.connections.total('document')).toBe(before);
  });

  it('leaves nothing registered', async () => {
    const a = await RawClient.join(server.url, anna);
    expect(server.connections.total('document')).toBe(1);
    await a.close();
    const b = await RawClient.join(server.url, bo);
    expect(server.connections.total('document')).toBe(1);
    await b.close();
  });
});
