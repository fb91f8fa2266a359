import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ErrorBody } from '@fireside/protocol/http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorld, type World } from '../testing/world.ts';

describe('the widget', () => {
  let appDir: string;
  let world: World;
  beforeEach(async () => {
    appDir = await mkdtemp(join(tmpdir(), 'fireside-app-'));
    await mkdir(join(appDir, 'assets'));
    await writeFile(join(appDir, 'fireside.js'), 'export const fireside = 1;'.repeat(100));
    await writeFile(join(appDir, 'assets', 'notes-Ab_1-x.js'), 'export {}');
    await writeFile(join(appDir, 'secret.txt'), 'no');
    world = await createWorld({ appDir });
  });
  afterEach(async () => {
    await world.close();
    await rm(appDir, { recursive: true });
  });

  it('is served to any origin, asked for anew each time, and not sent twice', async () => {
    const first = await world.app.request('/fireside.js', { headers: { origin: 'https://anyone.example' } });
    expect(first.status).toBe(200);
    expect(Object.fromEntries(first.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': 'no-cache',
      'content-type': 'text/javascript; charset=utf-8',
      'x-content-type-options': 'nosniff',
    });
    expect(await first.text()).toContain('export const fireside');
    const etag = first.headers.get('etag') ?? '';
    const second = await world.app.request('/fireside.js', { headers: { 'if-none-match': etag } });
    expect([second.status, await second.text()]).toEqual([304, '']);
    await writeFile(join(appDir, 'fireside.js'), 'export const fireside = 2; // longer');
    const third = await world.app.request('/fireside.js', { headers: { 'if-none-match': etag } });
    expect(await third.text()).toContain('fireside = 2');
  });

  it.each([
    ['br, gzip', 'br'],
    ['gzip, deflate', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['identity', null],
  ])('is compressed for who accepts %s', async (accepted, encoding) => {
    const response = await world.app.request('/fireside.js', { headers: { 'accept-encoding': accepted } });
    expect(response.headers.get('content-encoding')).toBe(encoding);
    expect(response.headers.get('vary')).toContain('accept-encoding');
  });

  it('keeps chunks for ever', async () => {
    const response = await world.app.request('/assets/notes-Ab_1-x.js');
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it.each([
    '/assets/nothing.js',
    '/assets/../secret.txt',
    '/assets/..%2Fsecret.txt',
    '/assets/%2e%2e/secret.txt',
    '/secret.txt',
    '/assets/',
    '/assets/.hidden.js',
  ])('has no %s', async (path) => {
    expect(await world.ask('GET', path, null)).toMatchObject({ status: 404, body: { error: { code: 'not-found' } } });
  });

  it('says what to do where it has not been built', async () => {
    await rm(join(appDir, 'fireside.js'));
    const answer = await world.ask<ErrorBody>('GET', '/fireside.js', null);
    expect(answer.status).toBe(404);
    expect(answer.body.error.message).toContain('pnpm build');
  });
});
