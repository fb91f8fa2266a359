import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The secret of this machine, for trying things out: made once, as 64 hex digits in `<data>/secret` that only its owner can
 * read. The text itself is the key, exactly as FIRESIDE_SECRET is.
 */
export async function developmentSecret(data: string): Promise<string> {
  const path = join(data, 'secret');
  await mkdir(data, { recursive: true, mode: 0o700 });
  const secret = (await read(path)) ?? (await make(path)) ?? (await read(path));
  if (secret === null || !/^[0-9a-f]{64}$/.test(secret)) {
    throw new Error(`${path} is not a secret of ours (64 hex digits); delete it to get a new one.`);
  }
  return secret;
}

async function read(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** Null where somebody else was first. The file gets its name only when it is whole, or the other would read half of it. */
async function make(path: string): Promise<string | null> {
  const secret = randomBytes(32).toString('hex');
  const draft = `${path}.${randomBytes(8).toString('hex')}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(`${secret}\n`);
    await file.sync();
    await link(draft, path);
    return secret;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return null;
    throw error;
  } finally {
    await file.close();
    await rm(draft);
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
