/** A real disk that is full, and a write-ahead log that lost its end. */
import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, open, readdir, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { AckedProvider } from './acked-provider.ts';
import { House, NAME } from './house.ts';
import { join as joinServer, SECRET } from './ledger/fireside-clients.ts';
import { ServerProcess } from './ledger/server-process.ts';

const MiB = 1024 * 1024;

/** Answers why there is no disk of this size, null where there is one. */
function mountSmall(folder: string, bytes: number): string | null {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder], { stdio: 'pipe' });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message.trim() : String(error);
  }
}

/** Writes until nothing more fits; answers the file. */
async function fill(folder: string): Promise<string> {
  const path = join(folder, 'filler');
  const file = await open(path, 'w');
  const full = async (): Promise<boolean> =>
    file.write(Buffer.alloc(4096)).then(
      () => false,
      (error: NodeJS.ErrnoException) => error.code === 'ENOSPC' || Promise.reject(error),
    );
  while (!(await full()));
  await file.close();
  return path;
}

it('on a disk that is full nothing is called saved; with space again everything is, without a restart', async ({
  skip,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'fireside-disk-'));
  const reason = mountSmall(folder, 8 * MiB);
  if (reason !== null) {
    await rm(folder, { recursive: true });
    expect(process.env['CI'], reason).not.toBe('true');
    return skip(`No small disk can be mounted here: ${reason}`);
  }
  const house = await House.open({ folder });
  try {
    const anna = await house.client('anna');
    const bo = await house.client('bo');
    anna.type('before; ');
    await anna.saved();
    const filler = await fill(folder);
    const closed = anna.closes();
    // What fits into pages that the log has already takes no space: so write until it does not.
    let last = 1;
    const write = (): void => {
      last = anna.type(`${'x'.repeat(2_000)}; `);
      void anna.saved(last).then(() => writing && write());
    };
    let writing = true;
    write();
    expect(await closed).toBe(4500);
    writing = false;
    expect(anna.acknowledged).toBeLessThan(last);
    expect(await house.isReady()).toBe(false);
    await rm(filler);
    await anna.saved();
    expect(await house.isReady()).toBe(true);
    anna.type('after; ');
    await anna.saved();
    await bo.hears('after; ');
    const { text } = anna;
    anna.discard();
    bo.discard();
    await house.server.close();
    await house.start();
    expect(await house.read()).toBe(text);
  } finally {
    await house.end();
    execFileSync('umount', [folder]);
    await rm(folder, { recursive: true });
  }
}, 60_000);

it('opens with a write-ahead log that was cut: every document readable, what is there is what came first', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fireside-wal-'));
  const server = new ServerProcess(fileURLToPath(new URL('./ledger/fireside-server.ts', import.meta.url)));
  try {
    await server.says('ready');
    const data = join(folder, 'data');
    const env = { FIRESIDE_PORT: '0', FIRESIDE_DATA: data, FIRESIDE_SECRET: SECRET };
    server.tell({ command: 'start', env });
    const { url } = await server.says('listening');
    const ticket = await joinServer(String(url), { sub: 'anna', role: 'mentor', mentorship: 'anna-bo' });
    const anna = new AckedProvider(ticket, NAME);
    await anna.synced();
    for (let count = 0; count < 60; count += 1) {
      anna.type(`${count}; `);
      await anna.saved(); // a commit of its own
    }
    const { text } = anna;
    await server.kill();
    anna.discard();
    const wal = (await readdir(data)).find((name) => name.endsWith('-wal'))!;
    const { size } = await stat(join(data, wal));
    const kept: number[] = [];
    // A log is frames of a page and 24 bytes behind 32 (https://www.sqlite.org/fileformat2.html#walformat): whole, between, within.
    for (const cut of [size, size - 1, Math.floor(size * 0.95), Math.floor(size * 0.85)]) {
      const copy = join(folder, `cut-${cut}`);
      await cp(data, copy, { recursive: true });
      await rm(join(copy, wal.replace('-wal', '-shm')), { force: true }); // an index of the log, made anew
      await truncate(join(copy, wal), cut);
      const house = await House.open({ folder: copy });
      const found = await house.read();
      expect(text.startsWith(found), `cut at ${cut} of ${size}`).toBe(true);
      kept.push(found.length);
      const bo = await house.client('bo');
      bo.type('and on');
      await bo.saved();
      expect(await house.isReady()).toBe(true);
      await house.end();
    }
    expect(kept[0]).toBe(text.length); // SIGKILL alone loses nothing
    expect(kept).toEqual([...kept].sort((a, b) => b - a));
    expect(kept.at(-1)).toBeGreaterThan(0);
    expect(kept.at(-1)).toBeLessThan(text.length);
  } finally {
    await server.kill();
    await rm(folder, { recursive: true });
  }
}, 60_000);
