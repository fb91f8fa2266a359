/** What every `SyncStore` must do, the fake included: a fake that passes cannot lie. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compactionContract } from './compaction.contract.ts';
import { erasingContract } from './erasing.contract.ts';
import { CommitConflict, type Storage } from './store.ts';
import { addMentorship, append, appends, contentOf, document, other, writer } from './testing/content.ts';

export function storeContract(open: () => Promise<Storage> | Storage): void {
  describe('commits', () => commitContract(open));
  describe('loads and compactions', () => compactionContract(open));
  describe('erasing', () => erasingContract(open));
}

function commitContract(open: () => Promise<Storage> | Storage): void {
  let storage: Storage;
  beforeEach(async () => {
    storage = await open();
  });
  afterEach(() => storage.store.close());
  const { text, mentorships, rowsOf, clientsOf } = contentOf(() => storage);

  it('opens an unknown document as epoch 1 with nothing in it', async () => {
    expect(await storage.store.load(document)).toEqual({
      epoch: 1,
      snapshot: null,
      updates: [],
      clients: new Map(),
      quarantined: [],
    });
    expect((await storage.store.load(document)).epoch).toBe(1);
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
    expect((await storage.store.load(document)).clients).toEqual(
      new Map([
        [7, 'anna'],
        [8, 'bo'],
        [4_294_967_295, 'anna'],
      ]),
    );
  });

  it('keeps no client of a commit that is refused', async () => {
    const refused = {
      appends: [append(writer()('a'), { clients: [7] })],
      rows: [{ ...addMentorship('m'), expect: 2 }],
    };
    await expect(storage.store.commit(refused)).rejects.toThrow(CommitConflict);
    expect((await storage.store.load(document)).clients).toEqual(new Map());
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

  it('does not let a commit that cannot be written take others with it', async () => {
    const results = await Promise.allSettled([
      storage.store.commit(appends(append(writer()('a')))),
      storage.store.commit(appends(append(writer()('never'), { at: 1.5 }))),
      storage.store.commit(appends(append(writer()('b'), { document: other }))),
    ]);
    expect(results.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect([await text(), await text(other)]).toEqual(['a', 'b']);
  });

  it('shows a load and an epoch everything that was asked before', async () => {
    void storage.store.commit(appends(append(writer()('a'))));
    expect((await storage.store.load(document)).updates).toHaveLength(1);
    void storage.store.erase(document);
    expect((await storage.store.load(document)).epoch).toBe(2);
  });

  it('writes something for an empty commit, so that it says whether the disk takes it', async () => {
    const probe = async () =>
      (await storage.reader.selectFrom('upkeep').select('probe').executeTakeFirstOrThrow()).probe;
    const before = await probe();
    await storage.store.commit({ appends: [], rows: [] });
    expect(Buffer.compare(await probe(), before)).not.toBe(0);
  });

  it('refuses a whole commit whose writer believes in another epoch', async () => {
    const commit = appends(append(writer()('a'), { document: other }), append(writer()('b'), { epoch: 2 }));
    await expect(storage.store.commit(commit)).rejects.toThrow(CommitConflict);
    expect(await text(other)).toBe('');
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
