/** Erasing a document, for good. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CommitConflict, type Storage } from './store.ts';
import { append, appends, contentOf, document, writer } from './testing/content.ts';

export function erasingContract(open: () => Promise<Storage> | Storage): void {
  let storage: Storage;
  beforeEach(async () => {
    storage = await open();
  });
  afterEach(() => storage.store.close());
  const { text, clientsOf } = contentOf(() => storage);

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
      clients: new Map(),
      quarantined: [],
    });
    expect((await storage.store.load(document)).epoch).toBe(2);
    expect(await storage.reader.selectFrom('quarantine').selectAll().execute()).toEqual([]);
    expect(await clientsOf()).toEqual([]);
  });

  it('lets nothing bring an erased document back, whenever the erase comes', async () => {
    for (let turns = 0; turns < 12; turns += 1) {
      const key = { tenant: 'default', name: `session/${turns}` };
      const type = writer();
      await storage.store.commit(
        appends(append(type('secret'), { document: key }), append(type('!'), { document: key })),
      );
      const compaction = storage.store.compact(key);
      const loading = storage.store.load(key);
      for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      const late = append(type('late'), { document: key, clients: [7] });
      const [epoch, , loaded, commit] = await Promise.all([
        storage.store.erase(key),
        compaction,
        loading,
        storage.store.commit(appends(late)).catch((error: unknown) => error),
      ]);
      expect(epoch).toBe(2);
      expect(commit).toBeInstanceOf(CommitConflict);
      expect(loaded.epoch === 1 || loaded.updates.length === 0).toBe(true);
      const empty = { epoch: 2, snapshot: null, updates: [], clients: new Map(), quarantined: [] };
      expect(await storage.store.load(key)).toEqual(empty);
      await storage.store.compact(key);
      expect(await storage.store.load(key)).toEqual(empty);
    }
  });

  it('erases several documents at once', async () => {
    const keys = [1, 2, 3, 4].map((n) => ({ tenant: 'default', name: `session/${n}` }));
    await storage.store.commit(appends(...keys.map((key) => append(writer()('secret'), { document: key }))));
    expect(await Promise.all(keys.map((key) => storage.store.erase(key)))).toEqual([2, 2, 2, 2]);
    expect(await storage.reader.selectFrom('doc_update').select('seq').execute()).toEqual([]);
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
}
