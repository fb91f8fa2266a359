import { base64url, SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ANNA, BO, createWorld, hours, minutes, SECRET, sessionDoc, type World } from '../testing/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

describe('a ticket', () => {
  it('says what it opens, for ten minutes', async () => {
    const { documents, session } = await world.join(ANNA);
    const claims = await world.tickets.verify(documents.token);
    expect(claims).toEqual({
      tenant: 'default',
      person: 'anna',
      name: 'Anna',
      role: 'mentor',
      mentorship: 'anna-bo',
      session: session.id,
      access: documents.access,
      epochs: documents.epochs,
      call: true,
      expiresAt: world.now() + minutes(10),
    });
    world.pass(minutes(10) - 1);
    await world.tickets.verify(documents.token);
    world.pass(1);
    await expect(world.tickets.verify(documents.token)).rejects.toMatchObject({ code: 'token-expired' });
  });

  it('is missed', async () => {
    await expect(world.tickets.verify(null)).rejects.toMatchObject({ code: 'token-missing' });
  });

  it('is no host token, and a host token is none', async () => {
    const { documents } = await world.join(ANNA);
    const host = await world.token(ANNA);
    await expect(world.tickets.verify(host)).rejects.toMatchObject({ code: 'token-invalid' });
    const asked = { mentorship: 'anna-bo' };
    expect(await world.ask('POST', '/v1/join', documents.token, asked)).toMatchObject({ status: 401 });
    expect(await world.ask('GET', '/v1/promises', documents.token)).toMatchObject({ status: 401 });
  });

  it('cannot be made with the host’s secret, nor without any', async () => {
    const { documents } = await world.join(ANNA);
    const [, payload = ''] = documents.token.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
    const header = { alg: 'HS256', typ: 'fireside-ticket+jwt' };
    const forged = await new SignJWT(claims).setProtectedHeader(header).sign(new TextEncoder().encode(SECRET));
    const unsigned = `${base64url.encode(JSON.stringify({ ...header, alg: 'none' }))}.${payload}.`;
    for (const token of [forged, unsigned]) {
      await expect(world.tickets.verify(token)).rejects.toMatchObject({ code: 'token-invalid' });
    }
  });

  it('holds no longer than what it says is true', async () => {
    const anna = await world.join(ANNA);
    const claims = await world.tickets.verify(anna.documents.token);
    const bos = sessionDoc('of-somebody-else');
    for (const change of [
      { access: { ...claims.access, [bos]: 'rw' as const }, epochs: { ...claims.epochs, [bos]: 1 } },
      { access: {} },
      { epochs: { ...claims.epochs, [Object.keys(claims.epochs)[0] ?? '']: 2 } },
      { session: 'gone' },
      { mentorship: 'other' },
      { person: 'bo' },
      { tenant: 'other' },
      { role: 'observer' as const },
    ]) {
      const token = await world.tickets.sign({ ...claims, ...change });
      await expect(world.tickets.verify(token), JSON.stringify(change)).rejects.toMatchObject({
        code: 'token-invalid',
      });
    }
  });

  it('outlives start and wrap-up, and not the archive', async () => {
    const anna = await world.join(ANNA);
    await world.sessions.start('default', anna.session.id, 'anna');
    await world.tickets.verify(anna.documents.token);
    await world.sessions.wrapUp('default', anna.session.id, 'anna');
    await world.tickets.verify(anna.documents.token);
    await world.sessions.archive('default', anna.session.id);
    await expect(world.tickets.verify(anna.documents.token)).rejects.toMatchObject({ code: 'token-invalid' });
  });

  it('opens the call until half an hour after wrap-up', async () => {
    const bo = await world.join(BO);
    await world.sessions.start('default', bo.session.id, 'bo');
    await world.sessions.wrapUp('default', bo.session.id, 'bo');
    world.pass(minutes(30) - 1);
    expect((await world.join(BO, { session: bo.session.id })).call).toMatchObject({ kind: 'peer' });
    world.pass(1);
    expect((await world.join(BO, { session: bo.session.id })).call).toBeNull();
  });

  it('is signed with a key that stays in the database over a restart', async () => {
    const { documents } = await world.join(ANNA);
    const again = await createWorld({ storage: world.storage, now: world.now() });
    expect((await again.tickets.verify(documents.token)).person).toBe('anna');
    world.pass(hours(1));
  });
});
