import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { openMemory } from '../storage/memory.ts';
import { CommitConflict, type Storage } from '../storage/store.ts';
import { step2Message, updateMessage } from './frames.ts';
import { SYNC_LIMITS } from './limits.ts';
import { gc, text, updateOf } from './testing/bytes.ts';
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

  it('[WR3] that needs another is left out until its sender says both, and not acknowledged before', async () => {
    const [a, b] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, bo)];
    a.edit((doc) => doc.getText('notes').insert(0, 'one '));
    const second = a.type('two');
    a.saved(2);
    const third = a.type('three');
    a.saved(3);
    const before = await a.heard();
    expect(before.map(({ type }) => type).filter((type) => type !== 'state')).toEqual(['step-1']);
    expect(await logged()).toEqual([]);
    expect(second.byteLength + third.byteLength).toBeGreaterThan(0);
    a.send(step2Message(Y.encodeStateAsUpdate(a.doc)));
    expect((await a.next('saved')).version).toBe(3);
    Y.applyUpdate(b.doc, (await b.next('update')).bytes);
    expect(b.text).toBe('one twothree');
    expect(await stored()).toBe('one twothree');
  });

  it('[WR3] that partly needs another is taken as far as it goes', async () => {
    const [a, b] = [await RawClient.join(server.url, anna), await RawClient.join(server.url, bo)];
    a.send(
      updateMessage(
        updateOf([
          { client: 8, structs: [text('there')] },
          { client: 7, clock: 1, structs: [gc(1)] },
        ]),
      ),
    );
    const told = await b.next('update');
    Y.applyUpdate(b.doc, told.bytes);
    expect([b.text, b.doc.store.pendingStructs]).toEqual(['there', null]);
    expect((await logged()).map((row) => row.data)).toEqual([told.bytes]);
  });

  it('[WR3] of a step 2 is left out what its sender could not apply either', async () => {
    const a = await RawClient.open(server.url, anna);
    a.send(
      step2Message(
        updateOf([
          { client: 8, structs: [text('there')] },
          { client: 7, clock: 1, structs: [gc(1)] },
        ]),
      ),
    );
    a.saved(1);
    await a.next('saved');
    expect(await stored()).toBe('there');
    expect((await a.heard()).filter(({ type }) => type === 'step-1')).toEqual([]);
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
