/** What every `SyncStore` must do, the fake included: a fake that passes cannot lie. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import * as Y from 'yjs';
import { CommitConflict, type Append, type Commit, type RowWrite, type Storage } from './store.ts';

const document = { tenant: 'default', name: 'session/one' };
const other = { tenant: 'default', name: 'session/two' };

/** A client that types: each call answers the update of one more piece of text. */
function writer(): (text: string) => Uint8Array {
  const doc = new Y.Doc();
  return (text) => {
    let update: Uint8Array | undefined;
    doc.once('update', (bytes: Uint8Array) => (update = bytes));
    doc.getText('notes').insert(doc.getText('notes').length, text);
    return update!;
  };
}

const append = (bytes: Uint8Array, over: Partial<Append> = {}): Append => ({
  document,
  bytes,
  actor: 'anna',
  at: 1_000,
  epoch: 1,
  ...over,
});
const appends = (...all: Append[]): Commit => ({ appends: all, rows: [] });
const addMentorship = (id: string): RowWrite => ({
  sql: 'insert into mentorship (tenant, id) values (?, ?)',
  parameters: ['default', id],
  expect: 1,
});

export function storeContract(open: () => Promise<Storage> | Storage): void {
  let storage: Storage;
  beforeEach(async () => {
    storage = await open();
  });
  afterEach(() => storage.store.close());

  async function text(key = document): Promise<string> {
    const { snapshot, updates } = await storage.store.load(key);
    const doc = new Y.Doc();
    for (const update of [...(snapshot ? [snapshot] : []), ...updates]) Y.applyUpdate(doc, update);
    return doc.getText('notes').toJSON();
  }
  const mentorships = async () =>
    (await storage.reader.selectFrom('mentorship').select('id').orderBy('id').execute()).map((row) => row.id);
  const rowsOf = (key = document) =>
    storage.reader
      .selectFrom('doc_update')
      .innerJoin('doc', 'doc.id', 'doc_update.doc')
      .select(['seq', 'actor', 'at', 'data'])
      .where('doc.name', '=', key.name)
      .orderBy('seq')
      .execute();

  const clientsOf = (key = document) =>
    storage.reader
      .selectFrom('doc_client')
      .innerJoin('doc', 'doc.id', 'doc_client.doc')
      .select(['client', 'person', 'at'])
      .where('doc.name', '=', key.name)
      .orderBy('client')
      .execute();

  it('opens an unknown document as epoch 1 with nothing in it', async () => {
    expect(await storage.store.load(document)).toEqual({
      epoch: 1,
      snapshot: null,
      updates: [],
      clients: [],
      quarantined: [],
    });
    expect(await storage.store.epoch(document)).toBe(1);
  });

  it('answers the updates in the order of their commits, byte for byte', async () => {
    const type = writer();
    const updates = ['a', 'b', 'c', 'd'].map(type);
    await storage.store.commit(appends(append(updates[0]!), append(updates[1]!)));
    await Promise.all([
      storage.store.commit(appends(append(updates[2]!))),
      storage.store.commit(appends(append(updates[3]!))),
    ]);
    expect((await storage.store.load(document)).updates.map((one) => [...one])).toEqual(updates.map((one) => [...one]));
  });

  it('gives each document its own sequence without gaps, whatever conflicts in between', async () => {
    const type = writer();
    const refused = storage.store.commit({
      appends: [append(type('lost'))],
      rows: [{ ...addMentorship('m'), expect: 2 }],
    });
    const all = ['a', 'b', 'c'].flatMap((piece) => [
      storage.store.commit(appends(append(writer()(piece)))),
      storage.store.commit(appends(append(writer()(piece), { document: other }))),
    ]);
    await expect(refused).rejects.toThrow(CommitConflict);
    await Promise.all(all);
    expect((await rowsOf()).map((row) => row.seq)).toEqual([1, 2, 3]);
    expect((await rowsOf(other)).map((row) => row.seq)).toEqual([1, 2, 3]);
  });

  it('keeps who wrote an update and when', async () => {
    await storage.store.commit(appends(append(writer()('a'), { actor: 'bo', at: 42 })));
    expect(await rowsOf()).toMatchObject([{ seq: 1, actor: 'bo', at: 42 }]);
  });

  it('keeps which clientID is which person, the first one for good', async () => {
    await storage.store.commit(appends(append(writer()('a'), { actor: 'anna', at: 1, clients: [7, 4_294_967_295] })));
    await storage.store.commit(appends(append(writer()('b'), { actor: 'bo', at: 2, clients: [7, 8] })));
    await storage.store.commit(appends(append(writer()('c'), { document: other, actor: 'bo', at: 3, clients: [7] })));
    expect(await clientsOf()).toEqual([
      { client: 7, person: 'anna', at: 1 },
      { client: 8, person: 'bo', at: 2 },
      { client: 4_294_967_295, person: 'anna', at: 1 },
    ]);
    expect(await clientsOf(other)).toEqual([{ client: 7, person: 'bo', at: 3 }]);
    expect([...(await storage.store.load(document)).clients].sort()).toEqual([4_294_967_295, 7, 8]);
  });

  it('keeps no client of a commit that is refused', async () => {
    const refused = {
      appends: [append(writer()('a'), { clients: [7] })],
      rows: [{ ...addMentorship('m'), expect: 2 }],
    };
    await expect(storage.store.commit(refused)).rejects.toThrow(CommitConflict);
    expect((await storage.store.load(document)).clients).toEqual([]);
  });

  it('keeps documents of two tenants apart', async () => {
    await storage.store.commit(appends(append(writer()('mine'))));
    expect(await text({ ...document, tenant: 'another' })).toBe('');
  });

  it('writes appends and rows together, and the reader sees both', async () => {
    await storage.store.commit({ appends: [append(writer()('hello'))], rows: [addMentorship('anna-bo')] });
    expect(await text()).toBe('hello');
    expect(await mentorships()).toEqual(['anna-bo']);
  });

  it('writes nothing of a commit whose row count differs', async () => {
    const rows = [
      addMentorship('m'),
      { sql: 'update mentorship set listed_at = 1 where id = ?', parameters: ['x'], expect: 1 },
    ];
    await expect(storage.store.commit({ appends: [append(writer()('a'))], rows })).rejects.toThrow(CommitConflict);
    expect(await text()).toBe('');
    expect(await mentorships()).toEqual([]);
  });

  it('takes any row count where none is expected', async () => {
    const any = { sql: 'update mentorship set listed_at = 1', parameters: [], expect: null };
    await storage.store.commit({ appends: [], rows: [any] });
  });

  it('answers a broken constraint as a conflict', async () => {
    await storage.store.commit({ appends: [], rows: [addMentorship('m')] });
    const again = storage.store.commit({ appends: [append(writer()('a'))], rows: [addMentorship('m')] });
    await expect(again).rejects.toThrow(CommitConflict);
    expect(await text()).toBe('');
  });

  it('answers a statement that cannot run as an error that is no conflict, and goes on', async () => {
    const broken = storage.store.commit({
      appends: [],
      rows: [{ sql: 'insert into nowhere values (1)', parameters: [], expect: 1 }],
    });
    const fine = storage.store.commit({ appends: [], rows: [addMentorship('m')] });
    await expect(broken).rejects.not.toBeInstanceOf(CommitConflict);
    await fine;
    expect(await mentorships()).toEqual(['m']);
  });

  it('rolls each of many concurrent commits back alone', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        storage.store.commit({
          appends: [append(writer()(index % 3 === 0 ? 'x' : 'a'))],
          rows: [{ ...addMentorship(`m${index}`), expect: index % 3 === 0 ? 2 : 1 }],
        }),
      ),
    );
    expect(results.map((one) => one.status === 'fulfilled')).toEqual(results.map((_, index) => index % 3 !== 0));
    expect(await text()).toBe('a'.repeat(13));
    expect(await mentorships()).toHaveLength(13);
  });

  it('refuses a whole commit whose writer believes in another epoch', async () => {
    const commit = appends(append(writer()('a'), { document: other }), append(writer()('b'), { epoch: 2 }));
    await expect(storage.store.commit(commit)).rejects.toThrow(CommitConflict);
    expect(await text(other)).toBe('');
  });

  it('compacts to the same document and drops the rows it covers', async () => {
    const type = writer();
    for (const piece of ['one ', 'two ', 'three']) await storage.store.commit(appends(append(type(piece))));
    await storage.store.compact(document);
    const { snapshot, updates } = await storage.store.load(document);
    expect(snapshot).not.toBeNull();
    expect(updates).toEqual([]);
    expect(await text()).toBe('one two three');
  });

  it('goes on after a compaction, and compacts again on top of it', async () => {
    const type = writer();
    await storage.store.commit(appends(append(type('one '))));
    await storage.store.compact(document);
    await storage.store.commit(appends(append(type('two '))));
    expect((await storage.store.load(document)).updates).toHaveLength(1);
    await storage.store.compact(document);
    await storage.store.compact(document);
    await storage.store.commit(appends(append(type('three'))));
    expect(await text()).toBe('one two three');
    expect((await rowsOf()).map((row) => row.seq)).toEqual([3]);
  });

  it('loses nothing that is committed while it compacts', async () => {
    const type = writer();
    const pieces = Array.from({ length: 30 }, (_, index) => `${index} `);
    await Promise.all(
      pieces.flatMap((piece, index) => [
        storage.store.commit(appends(append(type(piece)))),
        ...(index % 7 === 0 ? [storage.store.compact(document)] : []),
      ]),
    );
    expect(await text()).toBe(pieces.join(''));
  });

  it('forgets deleted text when it compacts', async () => {
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    doc.getText('notes').insert(0, 'hesitation');
    doc.getText('notes').delete(0, 10);
    await storage.store.commit(appends(...updates.map((update) => append(update))));
    await storage.store.compact(document);
    const { snapshot } = await storage.store.load(document);
    expect(Buffer.from(snapshot!).includes('hesitation')).toBe(false);
  });

  it('folds an update that waits for one that never came, and loses nothing when it comes', async () => {
    const type = writer();
    const [first, second] = [type('one '), type('two')];
    await storage.store.commit(appends(append(second)));
    await storage.store.compact(document);
    expect((await storage.store.load(document)).updates).toEqual([]);
    await storage.store.commit(appends(append(first)));
    expect(await text()).toBe('one two');
    await storage.store.compact(document);
    expect((await storage.store.load(document)).updates).toEqual([]);
    expect(await text()).toBe('one two');
  });

  it('puts an update aside that cannot be read, and opens the rest', async () => {
    const type = writer();
    const bad = new Uint8Array([1, 2, 3, 255]);
    await storage.store.commit(appends(append(type('one ')), append(bad), append(type('two'))));
    expect((await storage.store.load(document)).quarantined).toEqual([2]);
    expect(await text()).toBe('one two');
    expect((await storage.store.load(document)).quarantined).toEqual([]);
    expect(await storage.reader.selectFrom('quarantine').select(['seq', 'data']).execute()).toMatchObject([
      { seq: 2, data: bad },
    ]);
  });

  it('puts a snapshot aside that is damaged, and opens the updates after it', async () => {
    await storage.store.commit(appends(append(writer()('old'))));
    await storage.store.compact(document);
    await storage.store.commit({
      appends: [append(writer()('new'))],
      rows: [{ sql: "update doc_snapshot set data = x'00ff'", parameters: [], expect: 1 }],
    });
    expect((await storage.store.load(document)).quarantined).toEqual([null]);
    expect(await text()).toBe('new');
  });

  it('erases log, snapshot, quarantine and clients, and raises the epoch', async () => {
    const type = writer();
    await storage.store.commit(appends(append(type('secret'), { clients: [7] })));
    await storage.store.compact(document);
    await storage.store.commit(appends(append(type(' more')), append(new Uint8Array([9]))));
    await storage.store.load(document);
    expect(await storage.store.erase(document)).toBe(2);
    expect(await storage.store.load(document)).toEqual({
      epoch: 2,
      snapshot: null,
      updates: [],
      clients: [],
      quarantined: [],
    });
    expect(await storage.store.epoch(document)).toBe(2);
    expect(await storage.reader.selectFrom('quarantine').selectAll().execute()).toEqual([]);
    expect(await clientsOf()).toEqual([]);
  });

  it('refuses who writes after an erase without knowing it, and takes who knows', async () => {
    await storage.store.commit(appends(append(writer()('old'))));
    const late = storage.store.erase(document).then(() => storage.store.commit(appends(append(writer()('late')))));
    await expect(late).rejects.toThrow(CommitConflict);
    await storage.store.commit(appends(append(writer()('new'), { epoch: 2 })));
    expect(await text()).toBe('new');
  });

  it('erases a document that was never written', async () => {
    expect(await storage.store.erase(document)).toBe(2);
    await expect(storage.store.commit(appends(append(writer()('a'))))).rejects.toThrow(CommitConflict);
  });

  it('never writes through the reader', async () => {
    await expect(
      storage.reader.insertInto('mentorship').values({ tenant: 't', id: 'm', listed_at: null }).execute(),
    ).rejects.toThrow();
    await storage.store.commit({ appends: [], rows: [addMentorship('m')] });
    expect(await mentorships()).toEqual(['m']);
  });

  it('resolves an empty commit, and refuses everything once it is closed', async () => {
    const before = storage.store.commit(appends(append(writer()('a'))));
    const empty = storage.store.commit({ appends: [], rows: [] });
    await storage.store.close();
    await Promise.all([before, empty]);
    await expect(storage.store.commit({ appends: [], rows: [] })).rejects.toThrow('The storage is closed.');
    await expect(storage.store.load(document)).rejects.toThrow('The storage is closed.');
  });
}
