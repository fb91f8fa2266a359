import { expect } from 'chai';
import * as idb from 'lib0/indexeddb';
import * as Y from 'yjs';
import { deleteDatabase, DeviceCopy, readCopy } from './device.ts';

const NAME = 'fireside/test/device';

/** A document that is written to a copy, as an open one is. */
function written(doc = new Y.Doc()): { doc: Y.Doc; open: () => Promise<DeviceCopy>; type: (text: string) => number } {
  let version = 0;
  let copy: DeviceCopy | null = null;
  doc.on('update', (update: Uint8Array) => copy?.write(update, ++version));
  return {
    doc,
    open: async () =>
      (copy = await DeviceCopy.open(
        NAME,
        () => Y.encodeStateAsUpdate(doc),
        () => {},
      )),
    type: (text) => {
      doc.getText('t').insert(doc.getText('t').length, text);
      return version;
    },
  };
}

async function stored(): Promise<string> {
  const doc = new Y.Doc();
  for (const update of await readCopy(NAME)) Y.applyUpdate(doc, update);
  return doc.getText('t').toJSON();
}

/** Aborts the next transaction that adds a row, as a full disk does. */
function abortNext(): void {
  const { add } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.add = function (...args) {
    IDBObjectStore.prototype.add = add;
    const request = add.apply(this, args);
    this.transaction.abort();
    return request;
  };
}

async function rejection(promise: Promise<void>): Promise<unknown> {
  return promise.then(
    () => null,
    (error: unknown) => error,
  );
}

describe('a copy on this device', () => {
  const copies: DeviceCopy[] = [];
  const opened = async (one: ReturnType<typeof written>): Promise<DeviceCopy> => {
    const copy = await one.open();
    copies.push(copy);
    return copy;
  };
  afterEach(async () => {
    for (const copy of copies.splice(0)) copy.close();
    await idb.deleteDB(NAME);
  });

  it('says stored when the transaction is complete', async () => {
    const one = written();
    const copy = await opened(one);
    one.type('a');
    const version = one.type('b');
    expect(copy.storedVersion).to.equal(0);
    await copy.stored(version);
    expect(copy.storedVersion).to.equal(version);
    expect(await stored()).to.equal('ab');
  });

  it('says that a write has failed, and brings what was lost with the next one', async () => {
    const one = written();
    const copy = await opened(one);
    abortNext();
    const lost = one.type('lost ');
    expect(await rejection(copy.stored(lost))).not.to.equal(null);
    expect(copy.storedVersion).to.equal(0);
    expect(await rejection(copy.stored(lost))).not.to.equal(null);
    await copy.stored(one.type('and found'));
    expect(await stored()).to.equal('lost and found');
  });

  it('promises nothing once it is closed, also from another tab', async () => {
    const one = written();
    const copy = await opened(one);
    await copy.stored(one.type('a'));
    await idb.deleteDB(NAME); // `forget` in another tab
    expect(await rejection(copy.stored(one.type('b')))).not.to.equal(null);
    const two = written();
    const closing = await opened(two);
    const version = two.type('c');
    const answer = rejection(closing.stored(version + 1));
    closing.close();
    expect(await answer).not.to.equal(null);
  });

  it('calls nothing stored any more when the database is deleted from another tab, and says so', async () => {
    const one = written();
    let told = 0;
    const copy = await DeviceCopy.open(
      NAME,
      () => Y.encodeStateAsUpdate(one.doc),
      () => told++,
    );
    copies.push(copy);
    copy.write(Y.encodeStateAsUpdate(one.doc), 1);
    await copy.stored(1);
    const before = told;
    await idb.deleteDB(NAME);
    expect(copy.storedVersion).to.equal(-1);
    expect(told).to.be.greaterThan(before);
    expect(await rejection(copy.stored(1))).not.to.equal(null);
  });

  it('writes what waits for its turn before it is closed', async () => {
    const one = written();
    const copy = await opened(one);
    one.type('a');
    one.type('b');
    one.type('c');
    copy.close();
    expect(await stored()).to.equal('abc');
  });

  it('deletes nothing behind the back of a page that holds it open, and says so', async () => {
    const request = indexedDB.open(NAME);
    await new Promise((resolve) => request.addEventListener('success', resolve));
    const answer = rejection(deleteDatabase(NAME));
    expect(await answer).not.to.equal(null);
    request.result.close();
    expect(await rejection(deleteDatabase(NAME))).to.equal(null);
  });

  it('folds many rows into one, and never drops what another tab wrote', async () => {
    const [one, other] = [written(), written()];
    const [copy, copyOfOther] = [await opened(one), await opened(other)];
    await copyOfOther.stored(other.type('B'));
    for (let i = 0; i < 501; i++) await copy.stored(one.type('a'));
    const rows = await readCopy(NAME);
    expect(rows.length).to.be.lessThan(5);
    expect([...(await stored())].sort().join('')).to.equal(`B${'a'.repeat(501)}`);
  });

  it('has the store layout of y-indexeddb', async () => {
    await opened(written());
    const db = await idb.openDB(NAME, () => {});
    expect([...db.objectStoreNames]).to.deep.equal(['custom', 'updates']);
    const [updates] = idb.transact(db, ['updates'], 'readonly');
    expect(updates?.autoIncrement).to.equal(true);
    db.close();
  });
});
