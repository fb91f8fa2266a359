import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqlite } from '../storage/sqlite.ts';
import { RawClient } from './testing/client.ts';
import { claimsOf, storedText } from './testing/server.ts';

const program = fileURLToPath(new URL('./testing/crash-server.ts', import.meta.url));

let folder: string;
let running: ChildProcess | null;
beforeEach(() => {
  running = null;
  folder = mkdtempSync(join(tmpdir(), 'fireside-crash-'));
});
afterEach(() => {
  running?.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});
const path = () => join(folder, 'fireside.sqlite');

async function start(): Promise<string> {
  running = spawn(process.execPath, [program, path()], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: running.stdout! }), 'line')) as [string];
  return line;
}
async function kill(): Promise<void> {
  running!.kill('SIGKILL');
  await once(running!, 'exit');
}

describe('[EN3] what was acknowledged', () => {
  it('is there after SIGKILL in the middle of writing, each piece once', { timeout: 60_000 }, async () => {
    let number = 0;
    const acknowledged: string[] = [];
    // Each round another client, which goes away with the server: nothing is healed from a browser.
    for (let round = 0; round < 3; round += 1) {
      const client = await RawClient.join(await start(), claimsOf('anna'));
      const enough = 20 + round * 13;
      let acks = 0;
      const pieces: string[] = [];
      for (let count = 0; count < enough * 3; count += 1) {
        pieces.push(`<${(number += 1)}>`);
        client.type(pieces.at(-1)!);
        client.saved(count + 1);
      }
      while (acks < enough) acks = (await client.next('saved')).version;
      await kill();
      await client.closed;
      acknowledged.push(...pieces.slice(0, acks));
    }
    const { store } = await openSqlite({ path: path() });
    const text = await storedText(store);
    await store.close();
    for (const piece of acknowledged) expect(text.split(piece), piece).toHaveLength(2);
  });
});
