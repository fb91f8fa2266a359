/** A disk that is full, on a small one of our own; the whole server on such a disk is in `test/faults`. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, type TestContext } from 'vitest';
import * as Y from 'yjs';
import { openSqlite } from './sqlite.ts';
import type { Append, Storage } from './store.ts';

const MiB = 1024 * 1024;
const document = { tenant: 'default', name: 'session/one' };
/** Random bytes in no update's format: the log keeps what it is given. */
const appendOf = (size: number): Append => ({
  document,
  bytes: randomBytes(size),
  actor: 'anna',
  at: 1,
  epoch: 1,
  clients: [size],
});

let disk: string;
let mounted: boolean;
let storage: Storage | null;
beforeEach(() => {
  disk = mkdtempSync(join(tmpdir(), 'fireside-disk-'));
  mounted = false;
  storage = null;
});
afterEach(async () => {
  await storage?.store.close();
  if (mounted) execFileSync('umount', [disk]);
  rmSync(disk, { recursive: true });
});

async function openOnSmallDisk({ skip }: TestContext): Promise<Storage> {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk], { stdio: 'pipe' });
  } catch (error) {
    return skip(`No small disk can be mounted here (that needs root on Linux): ${String(error)}`);
  }
  mounted = true;
  storage = await openSqlite({ path: join(disk, 'fireside.sqlite') });
  return storage;
}

async function stored({ reader }: Storage) {
  const rows = await reader.selectFrom('doc_update').select(['seq', 'data']).orderBy('seq').execute();
  const clients = await reader.selectFrom('doc_client').select('client').execute();
  return { seqs: rows.map((row) => row.seq), sizes: rows.map((row) => row.data.byteLength), clients: clients.length };
}

const empty = { appends: [], rows: [] };

describe('a full disk', { timeout: 30_000 }, () => {
  it('refuses commits whole, and takes them again when there is room, without a restart', async (test) => {
    const small = await openOnSmallDisk(test);
    await small.store.commit({ appends: [appendOf(1)], rows: [] });
    const ballast = join(disk, 'ballast');
    writeFileSync(ballast, Buffer.alloc(3 * MiB));

    const sizes = [1];
    const refusals: Error[] = [];
    for (let size = 100_001; refusals.length === 0; size += 1) {
      await small.store.commit({ appends: [appendOf(5), appendOf(size)], rows: [] }).then(
        () => sizes.push(5, size),
        (error: Error) => refusals.push(error),
      );
    }
    expect(refusals[0]?.message).toMatch(/full|disk/);
    expect((await stored(small)).sizes).toEqual(sizes);

    // What still fits must not say that all is well: readiness fails while the disk is full.
    await expect(small.store.commit(empty)).rejects.toThrow(/full|disk/);
    await expect(small.store.commit(empty)).rejects.toThrow(/full|disk/);

    rmSync(ballast);
    await small.store.commit(empty);
    await small.store.commit({ appends: [appendOf(7)], rows: [] });
    const after = await stored(small);
    expect(after.sizes).toEqual([...sizes, 7]);
    expect(after.seqs).toEqual(after.sizes.map((_, index) => index + 1));
    expect(after.clients).toBe(new Set(after.sizes).size);
  });

  it('keeps a document whole where its compaction finds no room, and compacts it later', async (test) => {
    const small = await openOnSmallDisk(test);
    const doc = new Y.Doc();
    doc.getText('notes').insert(0, randomBytes(600_000).toString('latin1'));
    await small.store.commit({ appends: [{ ...appendOf(0), bytes: Y.encodeStateAsUpdate(doc) }], rows: [] });
    const isWhole = async () => {
      const { snapshot, updates } = await small.store.load(document);
      const copy = new Y.Doc();
      for (const update of [...(snapshot ? [snapshot] : []), ...updates]) Y.applyUpdate(copy, update);
      return copy.getText('notes').toJSON() === doc.getText('notes').toJSON();
    };
    // At each size it ends at another place: before the new snapshot, or between it and what it covers.
    for (const ballast of [2.6, 1.6, 1, 0.6]) {
      const file = join(disk, 'ballast');
      writeFileSync(file, Buffer.alloc(ballast * MiB), { flag: 'w' });
      await small.store.compact(document).catch((error: Error) => expect(error.message).toMatch(/full|disk/));
      rmSync(file);
      expect(await isWhole()).toBe(true);
    }
    await small.store.compact(document);
    expect((await small.store.load(document)).updates).toEqual([]);
    expect((await stored(small)).seqs).toEqual([]);
    expect(await isWhole()).toBe(true);
  });
});
