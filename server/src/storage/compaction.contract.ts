/** Folding a log, and what cannot be read of it. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { Storage } from './store.ts';
import { append, appends, contentOf, document, writer } from './testing/content.ts';

export function compactionContract(open: () => Promise<Storage> | Storage): void {
  let storage: Storage;
  beforeEach(async () => {
    storage = await open();
  });
  afterEach(() => storage.store.close());
  const { text, rowsOf } = contentOf(() => storage);

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

  it('drops a long log whole', async () => {
    const type = writer();
    const all = Array.from({ length: 2_500 }, (_, index) => append(type(`${index} `)));
    await storage.store.commit(appends(...all));
    const before = await text();
    await storage.store.compact(document);
    expect(await rowsOf()).toEqual([]);
    expect(await text()).toBe(before);
  });

  it('gives no seq twice, whatever was dropped', async () => {
    const type = writer();
    await storage.store.commit(appends(append(type('one ')), append(type('two '))));
    await storage.store.compact(document);
    await storage.store.commit(appends(append(type('three '))));
    await storage.store.erase(document);
    await storage.store.commit(appends(append(writer()('four'), { epoch: 2 })));
    expect((await rowsOf()).map((row) => row.seq)).toEqual([4]);
  });

  it('opens the snapshot before and what came after it, where the newest one is damaged', async () => {
    const type = writer();
    await storage.store.commit(appends(append(type('one '))));
    await storage.store.compact(document);
    // As a compaction leaves it that ends here: nothing is dropped before the new snapshot is proven.
    const torn = "insert into doc_snapshot (doc, upto_seq, data, at) select doc, 2, x'789c00', 0 from doc_snapshot";
    await storage.store.commit({
      appends: [append(type('two'))],
      rows: [{ sql: torn, parameters: [], expect: 1 }],
    });
    expect((await storage.store.load(document)).quarantined).toEqual([null]);
    expect(await text()).toBe('one two');
    await storage.store.compact(document);
    expect(await text()).toBe('one two');
    expect(await rowsOf()).toEqual([]);
  });

  it('finishes a compaction that was interrupted before it had dropped anything', async () => {
    const type = writer();
    await storage.store.commit(appends(append(type('one ')), append(type('two'))));
    await storage.store.compact(document);
    const left = [
      "insert into doc_update (doc, seq, data, actor, at) select id, 1, x'0000', 'anna', 1 from doc",
      'insert into doc_snapshot (doc, upto_seq, data, at) select doc, 1, data, 0 from doc_snapshot',
    ];
    await storage.store.commit({ appends: [], rows: left.map((sql) => ({ sql, parameters: [], expect: 1 })) });
    await storage.store.compact(document);
    expect(await rowsOf()).toEqual([]);
    expect(await storage.reader.selectFrom('doc_snapshot').select('upto_seq').execute()).toEqual([{ upto_seq: 2 }]);
    expect(await text()).toBe('one two');
  });

  it('lets two compactions of one document run into each other', async () => {
    const type = writer();
    await storage.store.commit(appends(append(type('one ')), append(type('two'))));
    await Promise.all([storage.store.compact(document), storage.store.compact(document)]);
    expect(await text()).toBe('one two');
    expect(await rowsOf()).toEqual([]);
  });

  it('does not fold what it cannot read: the next load names it', async () => {
    const type = writer();
    await storage.store.commit(appends(append(type('one ')), append(new Uint8Array([9])), append(type('two'))));
    await expect(storage.store.compact(document)).rejects.toThrow('cannot be read');
    expect((await storage.store.load(document)).quarantined).toEqual([2]);
    await storage.store.compact(document);
    expect(await text()).toBe('one two');
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

  it('lets no log grow for an update that never comes', async () => {
    const [lost, orphan] = ((type) => [type('lost '), type('orphan')])(writer());
    const type = writer();
    await storage.store.commit(appends(append(orphan)));
    for (let round = 0; round < 3; round += 1) {
      await storage.store.commit(appends(append(type('a')), append(type('b'))));
      await storage.store.compact(document);
      expect((await storage.store.load(document)).updates).toEqual([]);
    }
    expect(await text()).toBe('ababab');
    await storage.store.commit(appends(append(lost)));
    expect((await text()).replace('ababab', '')).toBe('lost orphan');
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
}
