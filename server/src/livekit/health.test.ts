import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run, type Running } from '../testing/running.ts';
import { createWorld } from '../testing/world.ts';
import { FakeLiveKit } from './testing/fake-livekit.ts';

let fake: FakeLiveKit;
let server: Running | null = null;
beforeEach(async () => {
  fake = await FakeLiveKit.open();
});
afterEach(async () => {
  await server?.end();
  server = null;
  await fake.close();
});

async function ready(): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${server?.url}/readyz`);
  return { status: response.status, body: await response.json() };
}
/** What the server said of LiveKit when it started. */
const said = () => server?.logged.find(({ event }) => event === 'livekit');

describe('GET /readyz', () => {
  it('says that LiveKit is well, and the server said so at its start', async () => {
    server = await run({ env: fake.env });
    expect(await ready()).toEqual({ status: 200, body: { ok: true, livekit: 'ok' } });
    expect(said()).toEqual({ event: 'livekit', state: 'ok' });
  });

  it('is 503 where LiveKit does not take our secret, and names what is wrong', async () => {
    server = await run({ env: { ...fake.env, LIVEKIT_API_SECRET: 'another secret, as long as it has to be' } });
    const { status, body } = await ready();
    expect([status, body]).toMatchObject([503, { error: { code: 'sfu-refused' } }]);
    expect(JSON.stringify(body)).toContain('LIVEKIT_API_SECRET');
    expect(JSON.stringify([body, server.logged])).not.toContain('another secret');
    expect(said()).toMatchObject({ state: 'refused' });
  });

  it('is 503 where the clocks differ, and says by how much', async () => {
    fake.now = () => Date.now() - 3_600_000;
    server = await run({ env: fake.env });
    const { status, body } = await ready();
    expect([status, body]).toMatchObject([503, { error: { code: 'sfu-refused' } }]);
    expect(JSON.stringify(body)).toMatch(/is 360[01] s ahead of LiveKit/);
  });

  it('is 503 where something else answers', async () => {
    fake.misbehave = (_, response) => void response.end('<h1>It works!</h1>');
    server = await run({ env: fake.env });
    expect(await ready()).toMatchObject({ status: 503, body: { error: { code: 'sfu-refused' } } });
  });

  it('is 200 where LiveKit cannot be reached: the rest of a session goes on', async () => {
    const { env } = fake;
    await fake.close();
    server = await run({ env });
    expect(await ready()).toEqual({ status: 200, body: { ok: true, livekit: 'unreachable' } });
    expect(said()).toMatchObject({ state: 'unreachable', why: expect.stringContaining('LIVEKIT_URL') });
  });

  it('cannot be used to ask LiveKit again and again', async () => {
    server = await run({ env: fake.env });
    await Promise.all(Array.from({ length: 30 }, ready));
    expect(fake.asked).toBe(1);
  });

  it('says nothing of a LiveKit that is not set up', async () => {
    const world = await createWorld();
    expect((await world.ask('GET', '/readyz', null)).body).toEqual({ ok: true });
    await world.close();
  });
});

describe('the check at the start', () => {
  it('ends with the server, without a word', async () => {
    fake.misbehave = () => undefined;
    const ending = await run({ env: fake.env });
    await expect.poll(() => fake.asked).toBe(1);
    const ended = new Promise<void>((resolve) => (fake.onHangUp = resolve));
    await ending.end();
    await ended;
    expect(ending.logged.at(-1)).toEqual({ event: 'stopped' });
  });
});
