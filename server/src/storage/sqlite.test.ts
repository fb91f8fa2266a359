/** What only files have; what every store promises is in `store.contract.ts`. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { migrations } from './migrations.ts';
import { openSqlite } from './sqlite.ts';
import { storeContract } from './store.contract.ts';
import type { Storage } from './store.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fireside-storage-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const path = () => join(folder, 'data', 'fireside.sqlite');
const files = (data = join(folder, 'data')) => readdirSync(data).map((file) => readFileSync(join(data, file)));
const document = { tenant: 'default', name: 'session/one' };

function updateOf(text: string): Uint8Array {
  const doc = new Y.Doc();
  doc.getText('notes').insert(0, text);
  return Y.encodeStateAsUpdate(doc);
}
const appendOf = (text: string, name = document.name) => ({
  document: { ...document, name },
  bytes: updateOf(text),
  actor: 'anna',
  at: 1,
  epoch: 1,
});
const write = ({ store }: Storage, ...texts: string[]) =>
  store.commit({ appends: texts.map((text) => appendOf(text)), rows: [] });

async function seqs({ reader }: Storage): Promise<number[]> {
  return (await reader.selectFrom('doc_update').select('seq').orderBy('seq').execute()).map((row) => row.seq);
}

describe('the store on a SQLite file', { timeout: 30_000 }, () => storeContract(() => openSqlite({ path: path() })));

describe('the files of the store', { timeout: 30_000 }, () => {
  it('have everything again after they are closed and opened', async () => {
    const first = await openSqlite({ path: path() });
    await write(first, 'kept');
    await first.store.close();
    const second = await openSqlite({ path: path() });
    expect((await second.store.load(document)).updates).toHaveLength(1);
    await second.store.close();
  });

  it('bring a database of the first release to the newest schema, with its snapshots', async () => {
    mkdirSync(join(folder, 'data'));
    const db = new DatabaseSync(path());
    for (const migration of migrations.slice(0, 2)) db.exec(migration);
    db.exec('pragma user_version = 2');
    db.exec("insert into doc (tenant, name, head_seq) values ('default', 'session/one', 7)");
    // An empty document, deflated.
    db.exec("insert into doc_snapshot (doc, upto_seq, data, at) values (1, 7, x'789c6360000000020001', 1)");
    db.exec("insert into recap values ('default', 'one', 1, 2, 'anna', '[]', '{}')");
    db.close();
    const storage = await openSqlite({ path: path() });
    expect(await storage.reader.selectFrom('recap').selectAll().execute()).toEqual([
      { tenant: 'default', session: 'one', revision: 1, at: 2, by: 'anna', members: '[]', lines: null, content: '{}' },
    ]);
    const { snapshot, quarantined } = await storage.store.load(document);
    expect([snapshot && [...snapshot], quarantined]).toEqual([[0, 0], []]);
    await write(storage, 'next');
    expect(await seqs(storage)).toEqual([8]);
    await storage.store.close();
  });

  it('say so when a newer server has written them', async () => {
    await (await openSqlite({ path: path() })).store.close();
    const db = new DatabaseSync(path());
    db.exec(`pragma user_version = ${migrations.length + 1}`);
    db.close();
    await expect(openSqlite({ path: path() })).rejects.toThrow(/start a newer server/);
  });

  it('end with their signal', async () => {
    const ending = new AbortController();
    const { store } = await openSqlite({ path: path(), signal: ending.signal });
    ending.abort();
    await expect(store.commit({ appends: [], rows: [] })).rejects.toThrow('The storage is closed.');
    await store.close();
  });
});

describe('erasing', { timeout: 30_000 }, () => {
  const secret = 'a very private sentence';

  it('leaves no byte of a document in the files', async () => {
    const { store } = await openSqlite({ path: path() });
    // Rows of all sizes in between each other: when they move, copies stay in the slack of pages (seen without `vacuum`).
    let random = 1;
    const filler = (letter: string) => letter.repeat((random = (random * 48_271) % 2_147_483_647) % 900);
    const others = (round: number) => appendOf(filler('y'), `session/${(round * 7) % 5}`);
    await store.commit({ appends: [0, 1, 2].map(others), rows: [] });
    const turns: Promise<void>[] = [];
    for (let round = 0; round < 1_000; round += 1) {
      turns.push(store.commit({ appends: [appendOf(secret + filler('z')), others(round)], rows: [] }));
      if (round % 97 === 96) turns.push(store.compact({ ...document, name: 'session/3' }));
    }
    await Promise.all(turns);
    expect(files().some((bytes) => bytes.includes(secret))).toBe(true);
    await store.erase(document);
    expect(files().some((bytes) => bytes.includes(secret))).toBe(false);
    await store.close();
    expect(files().some((bytes) => bytes.includes(secret))).toBe(false);
  });

  it('leaves no byte while a compaction and a load of it are under way', async () => {
    const storage = await openSqlite({ path: path() });
    for (let turns = 0; turns < 10; turns += 1) {
      const name = `session/${turns}`;
      const key = { ...document, name };
      // So much that its snapshot, although deflated, fills pages; and what is quarantined says it, too.
      const bad = { ...appendOf('', name), bytes: new TextEncoder().encode(`${secret} that nobody can read`) };
      await storage.store.commit({ appends: [appendOf(secret, name), bad], rows: [] });
      await storage.store.load(key);
      await storage.store.commit({ appends: [appendOf(secret, name)], rows: [] });
      const beside = [storage.store.compact(key), storage.store.load(key)];
      for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      await Promise.all([storage.store.erase(key), ...beside]);
      expect(files().some((bytes) => bytes.includes(secret))).toBe(false);
    }
    await storage.store.close();
  });

  it('is finished at the next start, where the server was killed in between', async () => {
    const storage = await openSqlite({ path: path() });
    await write(storage, secret, secret);
    await storage.store.close();
    const db = new DatabaseSync(path());
    db.exec('pragma secure_delete = off; delete from doc_update; update upkeep set scrub = 1');
    db.close();
    expect(files().some((bytes) => bytes.includes(secret))).toBe(true);
    const again = await openSqlite({ path: path() });
    expect(files().some((bytes) => bytes.includes(secret))).toBe(false);
    await again.store.close();
  });

  it('waits for a reader that looks at old pages, while others go on writing', async () => {
    const storage = await openSqlite({ path: path() });
    await write(storage, secret);
    const looking = new DatabaseSync(path(), { readOnly: true });
    looking.exec('begin; select count(*) from doc_update');
    const looked = looking.prepare('select count(*) as count from doc_update').get();
    let erased = false;
    const erasing = storage.store.erase(document).then(() => (erased = true));
    await storage.store.commit({ appends: [appendOf('another', 'session/two')], rows: [] });
    expect([looked, erased]).toEqual([{ count: 1 }, false]);
    looking.exec('commit');
    looking.close();
    await erasing;
    expect(files().some((bytes) => bytes.includes(secret))).toBe(false);
    await storage.store.close();
  });
});

describe('a second server on the same data', { timeout: 30_000 }, () => {
  it('is refused, until the first one has ended', async () => {
    const first = await openSqlite({ path: path() });
    await expect(openSqlite({ path: path() })).rejects.toThrow(
      /Another server is using the data in .*fireside\.sqlite/,
    );
    await write(first, 'undisturbed');
    await first.store.close();
    await (await openSqlite({ path: path() })).store.close();
  });

  it('is refused although it is another process, and taken when that was killed', async () => {
    const file = fileURLToPath(new URL('./testing/holding-server.ts', import.meta.url));
    const other = spawn(process.execPath, [file, path()], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(other.stdout, 'data');
    await expect(openSqlite({ path: path() })).rejects.toThrow(/Another server/);
    const exited = once(other, 'exit');
    other.kill('SIGKILL');
    await exited;
    const storage = await openSqlite({ path: path() });
    expect((await storage.store.load(document)).updates.map((one) => [...one])).toEqual([[0, 0]]);
    await storage.store.close();
  });
});

describe('after a crash', { timeout: 30_000 }, () => {
  /** The files of a server that is killed with 20 commits in its write-ahead log, in a folder of their own. */
  async function crashed(): Promise<string> {
    const storage = await openSqlite({ path: path() });
    for (let n = 0; n < 20; n += 1) await write(storage, `commit ${n}`);
    const copy = join(folder, 'copy');
    mkdirSync(copy);
    for (const ending of ['', '-wal', '-shm']) {
      copyFileSync(`${path()}${ending}`, join(copy, `fireside.sqlite${ending}`));
    }
    await storage.store.close();
    return join(copy, 'fireside.sqlite');
  }

  /** Opens, goes on writing, and answers the commits that were there. */
  async function reopened(copy: string): Promise<number> {
    const storage = await openSqlite({ path: copy });
    const found = await seqs(storage);
    expect(found).toEqual(found.map((_, index) => index + 1));
    await write(storage, 'next');
    expect(await seqs(storage)).toEqual([...found, found.length + 1]);
    expect((await storage.store.load(document)).quarantined).toEqual([]);
    await storage.store.close();
    return found.length;
  }

  it('has everything of a write-ahead log that was left', async () => {
    expect(await reopened(await crashed())).toBe(20);
  });

  it('has everything where the index of the log is garbage or gone', async () => {
    const copy = await crashed();
    writeFileSync(`${copy}-shm`, Buffer.alloc(32_768, 0xa5));
    expect(await reopened(copy)).toBe(20);
    rmSync(`${copy}-shm`, { force: true });
    expect(await reopened(copy)).toBe(21);
  });

  it('opens with whole commits only, where the log is cut or torn', async () => {
    const copy = await crashed();
    const log = readFileSync(`${copy}-wal`);
    const found: number[] = [];
    for (const part of [1, 0.9, 0.5, 0.1, 0]) {
      const cut = join(folder, `cut-${part}`);
      mkdirSync(cut);
      copyFileSync(copy, join(cut, 'x.sqlite'));
      writeFileSync(join(cut, 'x.sqlite-wal'), log);
      truncateSync(join(cut, 'x.sqlite-wal'), Math.floor(log.byteLength * part) - (part === 1 ? 100 : 0));
      found.push(await reopened(join(cut, 'x.sqlite')));
    }
    expect(found[0]).toBe(19);
    expect(found).toEqual([...found].sort((a, b) => b - a));
    const torn = log.subarray();
    torn.fill(0x5a, log.byteLength - 500);
    writeFileSync(`${copy}-wal`, torn);
    expect(await reopened(copy)).toBe(19);
  });
});
