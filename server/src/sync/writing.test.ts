import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { openMemory } from '../storage/memory.ts';
import { CommitConflict, type Storage } from '../storage/store.ts';
import { step2Message, updateMessage } from './frames.ts';
import { SYNC_LIMITS } from './limits.ts';
import { RawClient } from './testing/client.ts';
import { gate, type GatedStore } from './testing/gate.ts';
import { claimsOf, KEY, startServer, storedText, type TestServer } from './testing/server.ts';

const anna = claimsOf('anna');
const bo = claimsOf('bo', { role: 'mentee' });

let storage: Storage;
let store: GatedStore;
let server: TestServer;

async function start(over: Parameters<typeof startServer>[0] = {}): Promise<void> {
  storage = openMemory();
  store = gate(storage.store);
  server = await startServer({ store, ...over });
}
beforeEach(() => start());
afterEach(() => {
  store.open();
  return server.stop();
});

const logged = () => storage.reader.selectFrom('doc_update').select(['data', 'actor']).orderBy('seq').execute();
const stored = () => storedText(storage.store);
describe('an update', () => {
  it('[WR1] reaches the others only after it is committed', async () => {
    const [a, b] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, bo)];
    store.shut();
    const update = a.type('hello');
    await store.waiting();
    expect(await b.arrived()).toEqual([]);
    expect(await stored()).toBe('');
    store.open();
    expect((await b.next('update')).bytes).toEqual(update);
    expect(await stored()).toBe('hello');
  });

  it('[WR1] shares the next commit with what arrives meanwhile', async () => {
    const a = await RawClient.join(server.url, anna);
    store.shut();
    a.type('1');
    await store.waiting();
    for (const text of ['2', '3', '4']) a.type(text);
    await a.arrived();
    const next = store.next();
    store.open();
    expect((await next).appends).toHaveLength(3);
    a.saved(4);
    await a.next('saved');
    expect(await stored()).toBe('1234');
  });

  it('[WR2] is logged as it was sent, with the person of the ticket [WR5]', async () => {
    const a = await RawClient.join(server.url, anna);
    const update = a.type('hello');
    await a.next('update');
    expect(await logged()).toMatchObject([{ data: update, actor: 'anna' }]);
  });

  it('[WR2] that brings nothing new is not logged, and still comes back to who sent it [WR4]', async () => {
    const [a, b] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, bo)];
    const update = a.type('hello');
    await a.next('update');
    await b.next('update');
    b.send(updateMessage(update));
    expect((await b.next('update')).bytes).toEqual(update);
    expect(await logged()).toHaveLength(1);
    expect((await a.heard()).filter((heard) => heard.type === 'update')).toEqual([]);
  });

  it('[WR2] of a step 2 is logged only as far as it is new', async () => {
    const a = await RawClient.join(server.url, anna);
    a.type('a long sentence that everybody has');
    await a.next('update');
    a.edit((doc) => doc.getText('notes').insert(0, '!'));
    const whole = Y.encodeStateAsUpdate(a.doc);
    a.send(step2Message(whole));
    expect((await a.next('update')).bytes).toEqual(whole);
    const rows = await logged();
    expect(rows).toHaveLength(2);
    expect(rows[1]!.data.byteLength).toBeLessThan(whole.byteLength / 2);
    expect(await stored()).toBe('!a long sentence that everybody has');
  });

  it('[WR4] comes back to its sender, a large step 2 does not', async () => {
    const a = await RawClient.open(server.url, anna);
    a.edit((doc) => doc.getText('notes').insert(0, 'x'.repeat(SYNC_LIMITS.echoBytes + 1)));
    a.answer();
    a.saved(1);
    await a.next('saved');
    expect((await a.heard()).filter((heard) => heard.type === 'update')).toEqual([]);
    expect(await stored()).toHaveLength(SYNC_LIMITS.echoBytes + 1);
  });

  it('[WR3] that waits for another is logged, told, and asked for', async () => {
    await server.stop();
    await start({ limits: { missingAfter: 1 } });
    const [a, b] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, bo)];
    const first = a.edit((doc) => doc.getText('notes').insert(0, 'one '));
    const second = a.type('two');
    expect((await b.next('update')).bytes).toEqual(second);
    expect(await logged()).toHaveLength(1);
    const asked = await a.next('step-1');
    a.send(step2Message(Y.encodeStateAsUpdate(a.doc, asked.bytes)));
    const missing = await b.next('update');
    for (const update of [second, missing.bytes]) Y.applyUpdate(b.doc, update);
    expect(b.text).toBe('one two');
    expect(first.byteLength).toBeGreaterThan(0);
    expect(await stored()).toBe('one two');
  });
});

describe('formatting that Yjs finds redundant and takes out of the document by itself', () => {
  it('[WR8] is logged and told to everybody, the sender of what led to it included', async () => {
    const [a, b] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, bo)];
    const textOf = (doc: Y.Doc) => doc.getXmlFragment('rich').get(0) as Y.XmlText;
    const made = a.edit((doc) => doc.getXmlFragment('rich').push([new Y.XmlText('a sentence that both make bold')]));
    a.send(updateMessage(made));
    Y.applyUpdate(b.doc, (await b.next('update')).bytes);
    const formatted = a.edit((doc) => {
      textOf(doc).format(14, 1, { bold: true });
      textOf(doc).format(8, 4, { bold: true });
    });
    a.send(updateMessage(formatted));
    await b.next('update');
    const deleted = b.edit((doc) => textOf(doc).delete(6, 8));
    b.send(updateMessage(deleted));
    expect((await b.next('update')).bytes).toEqual(deleted);
    const { bytes } = await b.next('update');
    expect((await logged()).map((row) => row.data)).toEqual([made, formatted, deleted, bytes]);
    const fromLog = new Y.Doc({ gc: false });
    for (const { data } of await logged()) Y.applyUpdate(fromLog, data);
    const hot = await server.sync.documents.read(KEY, Y.snapshot);
    expect(Y.equalSnapshots(Y.snapshot(fromLog), hot)).toBe(true);
  });
});

describe('a storage that fails', () => {
  it('[WR6] is tried again, and nobody notices', async () => {
    const a = await RawClient.join(server.url, anna);
    store.fail(new Error('the disk is full'), 2);
    a.type('hello');
    a.saved(1);
    await a.next('saved');
    expect(await stored()).toBe('hello');
    expect(server.log.events).toContain('commit-failed');
  });

  it('[WR6] for good closes the document with 4500 and acknowledges nothing; who comes back saves it again', async () => {
    await server.stop();
    await start({ limits: { retries: [1] } });
    const [a, b] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, bo)];
    store.fail(new Error('the disk is full'), 2);
    a.type('hello');
    a.saved(1);
    expect(await a.closed).toEqual([4500, 'storage']);
    expect(await b.closed).toEqual([4500, 'storage']);
    await expect(a.next('saved')).rejects.toThrow('closed');
    expect(await stored()).toBe('');

    const again = await RawClient.open(server.url, anna);
    Y.applyUpdate(again.doc, Y.encodeStateAsUpdate(a.doc));
    again.answer();
    again.saved(1);
    await again.next('saved');
    expect(await stored()).toBe('hello');
  });

  it('[WR7] because the document was erased elsewhere closes it with 4409', async () => {
    const a = await RawClient.join(server.url, anna);
    store.fail(new CommitConflict('another epoch'), 1);
    a.type('hello');
    expect(await a.closed).toEqual([4409, 'epoch-changed']);
  });
});
