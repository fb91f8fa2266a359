import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { migrations } from './migrations.ts';
import { openSqlite } from './sqlite.ts';
import { storeContract } from './store.contract.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fireside-storage-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const path = () => join(folder, 'data', 'fireside.sqlite');
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

describe('the store on a SQLite file', { timeout: 30_000 }, () => storeContract(() => openSqlite({ path: path() })));

describe('the files of the store', { timeout: 30_000 }, () => {
  it('has everything again after it is closed and opened', async () => {
    const first = await openSqlite({ path: path() });
    await first.store.commit({ appends: [appendOf('kept')], rows: [] });
    await first.store.close();
    const second = await openSqlite({ path: path() });
    const { updates } = await second.store.load(document);
    expect(updates.map((update) => [...update])).toHaveLength(1);
    await second.store.close();
  });

  it('leaves no byte of an erased document in its files', async () => {
    const { store } = await openSqlite({ path: path() });
    const secret = 'a very private sentence';
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
    const files = () => readdirSync(join(folder, 'data')).map((file) => readFileSync(join(folder, 'data', file)));
    expect(files().some((bytes) => bytes.includes(secret))).toBe(true);
    await store.erase(document);
    expect(files().some((bytes) => bytes.includes(secret))).toBe(false);
    await store.close();
    expect(files().some((bytes) => bytes.includes(secret))).toBe(false);
  });

  it('says so when a newer server has written the file', async () => {
    const { store } = await openSqlite({ path: path() });
    await store.close();
    const db = new DatabaseSync(path());
    db.exec(`pragma user_version = ${migrations.length + 1}`);
    db.close();
    await expect(openSqlite({ path: path() })).rejects.toThrow(/start a newer server/);
  });

  it('ends with its signal', async () => {
    const ending = new AbortController();
    const { store } = await openSqlite({ path: path(), signal: ending.signal });
    ending.abort();
    await expect(store.commit({ appends: [], rows: [] })).rejects.toThrow('The storage is closed.');
  });
});
