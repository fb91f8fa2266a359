import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { developmentSecret } from './auth/development-secret.ts';
import { createHostTokens, secretKeys } from './auth/host-tokens.ts';
import { makeToken } from './token.ts';

let data: string;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'fireside-'));
});
afterEach(() => rm(data, { recursive: true }));

const ANNA = ['--sub', 'anna', '--name', 'Anna', '--mentorship', 'm1', '--role', 'mentor'];
const verify = (secret: string, token: string) =>
  createHostTokens({ keys: secretKeys(secret), now: Date.now }).verify(token);

describe('a token by hand', () => {
  it('is one that the server takes', async () => {
    const token = await makeToken(ANNA, { FIRESIDE_DATA: data });
    const claims = await verify(await developmentSecret(data), token);
    expect(claims).toMatchObject({ person: 'anna', name: 'Anna', mentorship: 'm1', role: 'mentor', tenant: 'default' });
  });

  it('is signed with FIRESIDE_SECRET where that is set', async () => {
    const secret = 's'.repeat(40);
    const token = await makeToken([...ANNA, '--minutes', '5'], { FIRESIDE_DATA: data, FIRESIDE_SECRET: secret });
    expect((await verify(secret, token)).person).toBe('anna');
  });

  const wrong: [string, string[]][] = [
    ['no name', ['--sub', 'anna', '--mentorship', 'm1', '--role', 'mentor']],
    ['an id with a slash', [...ANNA, '--sub', 'a/b']],
    ['an unknown role', [...ANNA, '--role', 'coach']],
    ['more than an hour', [...ANNA, '--minutes', '61']],
    ['no minutes at all', [...ANNA, '--minutes', 'x']],
    ['an unknown option', [...ANNA, '--admin']],
  ];
  it.each(wrong)('refuses %s', async (_, args) => {
    await expect(makeToken(args, { FIRESIDE_DATA: data })).rejects.toThrow(/--|option/);
  });

  it('cannot be made where the host signs with keys of its own', async () => {
    const env = { FIRESIDE_DATA: data, FIRESIDE_JWKS_URL: 'https://a.example/jwks' };
    await expect(makeToken(ANNA, env)).rejects.toThrow('only the host can sign');
  });
});

describe('the development secret', () => {
  it('is made once, also when two ask at the same instant, and only its owner can read it', async () => {
    const made = await Promise.all([developmentSecret(data), developmentSecret(data), developmentSecret(data)]);
    expect(new Set(made).size).toBe(1);
    expect(made[0]).toMatch(/^[0-9a-f]{64}$/);
    expect((await readFile(join(data, 'secret'), 'utf8')).trim()).toBe(made[0]);
    expect((await stat(join(data, 'secret'))).mode & 0o777).toBe(0o600);
  });

  it('refuses a file that is none of ours', async () => {
    await writeFile(join(data, 'secret'), 'password\n');
    await expect(developmentSecret(data)).rejects.toThrow('64 hex digits');
  });
});
