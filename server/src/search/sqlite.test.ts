/** What only the file of the index has; what every index promises is in `search.contract.ts`. */
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addItem, deleteItem, privateNotesOf, readAgenda } from '@fireside/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqlite } from '../storage/sqlite.ts';
import { searchContract } from './search.contract.ts';
import { openSqliteIndex } from './sqlite.ts';
import { DAY, Library, MENTORSHIP, START, TENANT, writeNotes, type Opened } from './testing/library.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fireside-search-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const main = () => join(folder, 'fireside.sqlite');
const path = () => join(folder, 'search.sqlite');
const openIndex = () => openSqliteIndex({ path: path(), main: main() });
async function open(): Promise<Opened> {
  const storage = await openSqlite({ path: main() });
  return { storage, index: openIndex() };
}
const indexFiles = () =>
  readdirSync(folder)
    .filter((file) => file.startsWith('search.sqlite'))
    .map((file) => readFileSync(join(folder, file)));

describe('the index on a SQLite file', { timeout: 30_000 }, () => searchContract(open));

describe('the file of the index', { timeout: 30_000 }, () => {
  let opened: Opened;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(async () => {
    await opened.index.close();
    await opened.storage.store.close();
  });
  const library = new Library(() => opened);

  async function reopen(between: () => void = () => undefined): Promise<void> {
    await opened.index.close();
    between();
    opened = { ...opened, index: openIndex() };
  }
  async function apples(): Promise<string> {
    const session = await library.session('s1', START);
    await library.write('bo', session, (doc) => addItem(doc, { title: 'Apples', author: 'bo' }));
    await library.feed();
    return session;
  }

  it('is there again after it was closed and opened, with nothing to do', async () => {
    await apples();
    await reopen();
    expect(await library.hits('apples')).toEqual(['[Apples]']);
    expect(await library.feed()).toBe(0);
  });

  it('has what it had when it was cut off, and indexes what came since', async () => {
    const session = await apples();
    await library.write('bo', session, (doc) => addItem(doc, { title: 'Pears', author: 'bo' }));
    // The files as a process leaves them that is killed: the write-ahead log is not copied.
    const killed = join(folder, 'killed');
    for (const ending of ['', '-wal', '-shm']) {
      if (existsSync(path() + ending)) copyFileSync(path() + ending, killed + ending);
    }
    await reopen(() => {
      for (const ending of ['', '-wal', '-shm']) {
        rmSync(path() + ending, { force: true });
        if (existsSync(killed + ending)) copyFileSync(killed + ending, path() + ending);
      }
    });
    expect([await library.hits('apples'), await library.hits('pears')]).toEqual([['[Apples]'], []]);
    expect(await library.feed()).toBe(1);
    expect(await library.hits('pears')).toEqual(['[Pears]']);
  });

  it('is made anew where it is damaged, no database, of another version, or gone', async () => {
    await apples();
    const ruin: Readonly<Record<string, () => void>> = {
      'is no database': () =>
        writeFileSync(path(), 'This is no database, and long enough to be read as one. '.repeat(100)),
      'is empty': () => writeFileSync(path(), ''),
      'is gone': () => rmSync(path()),
      'is of another version': () => {
        const db = new DatabaseSync(path());
        db.exec('pragma user_version = 4711; drop table entry');
        db.close();
      },
      'has lost its pages': () => {
        const bytes = readFileSync(path());
        writeFileSync(path(), bytes.fill(0xff, 4_096));
      },
    };
    for (const [what, run] of Object.entries(ruin)) {
      await reopen(run);
      // Damage inside is met by the first who comes to it.
      await library.feed().catch(() => undefined);
      await library.feed();
      expect([what, await library.hits('apples')]).toEqual([what, ['[Apples]']]);
    }
  });

  it('does not take damage of the main database for its own', async () => {
    await apples();
    await library.write('bo', 'session/s1', (doc) => addItem(doc, { title: 'Pears', author: 'bo' }));
    const db = new DatabaseSync(main());
    db.exec('alter table doc_client rename to doc_client_elsewhere');
    await expect(library.feed()).rejects.toThrow();
    db.exec('alter table doc_client_elsewhere rename to doc_client');
    db.close();
    expect(await library.hits('apples')).toEqual(['[Apples]']);
    expect(await library.feed()).toBe(1);
  });

  it('has no byte of what was erased', async () => {
    const secret = 'averyprivateword';
    const name = `private/${MENTORSHIP}/anna`;
    for (let index = 0; index < 30; index += 1) {
      const session = await library.session(`s${index}`, START + index * DAY);
      await library.write('anna', name, (doc) =>
        writeNotes(doc, [`${secret}${index} ${'z'.repeat(index * 31)}`], privateNotesOf(doc, `s${index}`)),
      );
      await library.write('bo', session, (doc) =>
        writeNotes(doc, [Array.from({ length: 50 }, (_, word) => `word${(word * index) % 97}`).join(' ')]),
      );
      await library.feed();
    }
    expect(indexFiles().some((bytes) => bytes.includes(secret))).toBe(true);
    const document = { tenant: TENANT, name };
    await opened.storage.store.erase(document);
    await opened.index.erase(document);
    // FTS5 keeps a word without what it has in common with the one before it.
    for (const piece of [secret, secret.slice(3), secret.slice(8)]) {
      expect(indexFiles().some((bytes) => bytes.includes(piece))).toBe(false);
    }
    expect(await library.hits('word1')).not.toEqual([]);
    await reopen();
    expect(indexFiles().some((bytes) => bytes.includes(secret.slice(3)))).toBe(false);
  });

  it('loses what was erased while it was not there', async () => {
    const session = await apples();
    await reopen(() => undefined);
    await opened.index.close();
    await opened.storage.store.erase({ tenant: TENANT, name: session });
    opened = { ...opened, index: openIndex() };
    await library.feed();
    expect(await library.hits('apples')).toEqual([]);
    expect(indexFiles().some((bytes) => bytes.includes('pples'))).toBe(false);
  });

  it('answers the same however it came about: edit by edit, or at once', async () => {
    let random = 7;
    const below = (count: number): number => (random = (random * 48_271) % 2_147_483_647) % count;
    const vocabulary = ['apple', 'plan', 'Über', 'lamp', '予算', 'next', 'week'];
    const words = () => Array.from({ length: 1 + below(4) }, () => vocabulary[below(vocabulary.length)]).join(' ');
    const names: string[] = [];
    for (let index = 0; index < 4; index += 1) names.push(await library.session(`s${index}`, START + index * DAY));
    for (let round = 0; round < 60; round += 1) {
      const name = names[below(names.length)]!;
      const items = library.read(name, readAgenda);
      const item = items[below(items.length || 1)];
      const act = below(4);
      if (act === 0 && item) await library.write('bo', name, (doc) => deleteItem(doc, item.id));
      else if (act === 1) await library.write('anna', name, (doc) => writeNotes(doc, [words()]));
      else if (act === 2) await library.moveSession(`s${round % 4}`, START + below(100) * DAY + (round % 4) * 60_000);
      else await library.write('bo', name, (doc) => addItem(doc, { title: words(), author: 'bo' }));
      if (below(3) === 0) await library.feed();
    }
    await library.feed();
    const all = async () =>
      Promise.all(vocabulary.map(async (word) => (await library.search(word)).sessions.map(sorted)));
    const sorted = ({ found, ...session }: Awaited<ReturnType<Library['search']>>['sessions'][number]) => ({
      ...session,
      count: found.length,
      // Which of them are shown first is the order in which they came.
      found: session.more > 0 ? [] : found.map((one) => JSON.stringify(one)).sort(),
    });
    const fed = await all();
    await reopen(() => rmSync(path()));
    await library.feed();
    expect(await all()).toEqual(fed);
  });
});
