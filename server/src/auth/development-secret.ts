import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The secret of this machine, for trying things out: made once, as 64 hex digits in `<data>/secret` that only its owner can
 * read. The text itself is the key, exactly as FIRESIDE_SECRET is.
 */
export async function developmentSecret(data: string): Promise<string> {
  const path = join(data, 'secret');
  await mkdir(data, { recursive: true, mode: 0o700 });
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      const secret = randomBytes(32).toString('hex');
      await file.writeFile(`${secret}\n`);
      await file.sync();
      return secret;
    } finally {
      await file.close();
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const secret = (await readFile(path, 'utf8')).trim();
  if (!/^[0-9a-f]{64}$/.test(secret)) {
    throw new Error(`${path} is not a secret of ours (64 hex digits); delete it to get a new one.`);
  }
  return secret;
}
