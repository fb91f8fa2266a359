/** Before joining: a microphone that nobody can hear, and the connection check against real servers. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test, type Locator } from '@playwright/test';
import { CHROMIUM_ARGS } from '../../scripts/chromium.ts';
import { arrive, everybodyLeaves, type Someone } from './support/people.ts';
import { freePort } from './support/ports.ts';
import { startStun, type Stun } from './support/stun.ts';
import { startWorld, type World } from './support/world.ts';

let stun: Stun;
let world: World;
/** Of nobody. */
let closed: number;

test.beforeAll(async () => {
  stun = await startStun();
  closed = await freePort('127.0.0.1');
  const urls = [`stun:${stun.place}`, `turn:${stun.place}`, `turn:127.0.0.1:${closed}?transport=tcp`];
  world = await startWorld({ env: { TURN_URLS: urls.join(' '), TURN_SECRET: 'a secret that no relay here knows' } });
});
test.afterAll(async ({ browser }) => {
  await everybodyLeaves(browser);
  await world.close();
  await stun.close();
});

const silence = ({ page }: Someone): Locator =>
  page.getByRole('status').filter({ hasText: 'Nobody can hear this microphone.' });

const stepIn = (check: Locator, name: string): Locator =>
  check.getByRole('listitem').filter({ hasText: new RegExp(`^\\s*${name}`) });

/** A second of nothing: WAV, one channel of 16 bits at 48 kHz. */
function nothingToHear(): Buffer {
  const samples = Buffer.alloc(2 * 48_000);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(48_000, 24);
  head.writeUInt32LE(96_000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

test('a microphone that gives nothing: the lobby says that nobody can hear it, and lets join', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fireside-silence-'));
  const file = join(folder, 'nothing.wav');
  await writeFile(file, nothingToHear());
  const silent = await chromium.launch({ args: [...CHROMIUM_ARGS, `--use-file-for-fake-audio-capture=${file}`] });
  try {
    const anna = await arrive(silent, world, 'anna');
    await expect(silence(anna)).toBeVisible({ timeout: 20_000 });
    await anna.page.getByRole('button', { name: 'Join', exact: true }).click();
    await expect(anna.page.getByRole('button', { name: 'Leave', exact: true })).toBeVisible();
    expect(anna.faults).toEqual([]);
  } finally {
    await silent.close();
    await rm(folder, { recursive: true, force: true });
  }
});

test('the connection check asks each server for real, and names what failed', async ({ browser }) => {
  const anna = await arrive(browser, world, 'anna');
  const check = anna.page.getByRole('region', { name: 'Connection check' });
  await anna.page.getByRole('button', { name: 'Check the connection' }).click();
  const step = (name: string): Locator => stepIn(check, name);

  await expect(check.getByRole('heading')).toHaveText(
    'Not everything works: Relay over UDP (TURN), Relay over TCP (TURN)',
  );
  await expect(check.getByRole('heading')).toBeFocused();
  for (const name of [
    'Server',
    'Agenda and notes',
    'Way into the call',
    'Address from outside',
    'Calls in this browser',
  ]) {
    await expect(step(name)).toContainText(/Works, \d+ ms/);
  }
  await expect(step('Relay over UDP')).toContainText(`${stun.place} refuses the credentials`);
  await expect(step('Relay over UDP')).toContainText('Code: token-invalid 401');
  await expect(step('Relay over TCP')).toContainText(`No answer from 127.0.0.1:${closed}`);
  await expect(step('Relay over TLS')).toContainText('Not set up');

  const open = (): Promise<number> =>
    anna.page.evaluate(
      () =>
        globalThis.firesideTest?.connections.filter(({ connectionState }) => connectionState !== 'closed').length ?? -1,
    );
  expect(await open()).toBe(0);
  await expect(silence(anna)).toHaveCount(0); // the fake device beeps
  expect(anna.faults).toEqual([]);
});

test('the connection check says that the server is gone', async ({ browser }) => {
  const anna = await arrive(browser, world, 'anna');
  const start = anna.page.getByRole('button', { name: 'Check the connection' });
  await start.click(); // its code is there from now on
  const check = anna.page.getByRole('region', { name: 'Connection check' });
  await expect(check.getByRole('button', { name: 'Check again' })).toBeVisible();
  await world.killServer();
  await check.getByRole('button', { name: 'Check again' }).click();
  await expect(check.getByRole('heading')).toContainText('Not everything works: Server, Agenda and notes');
  await expect(check).toContainText('Without its server nobody can join.');
  await world.startServer();
  await check.getByRole('button', { name: 'Check again' }).click();
  await expect(stepIn(check, 'Server')).toContainText('Works');
  expect(anna.faults).toEqual([]);
});
