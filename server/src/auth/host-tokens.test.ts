import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { base64url, exportJWK, generateKeyPair, SignJWT, type JWTHeaderParameters, type JWTPayload } from 'jose';
import { describe, expect, it } from 'vitest';
import { createHostTokens, jwksKeys, secretKeys } from './host-tokens.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const SECONDS = NOW / 1000;
const SECRET = 'a secret of the host, long enough for HS256';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const tokens = createHostTokens({ keys: secretKeys(SECRET), now: () => NOW });

const GOOD = { sub: 'anna', name: 'Anna', mentorship: 'anna-bo', role: 'mentor', iat: SECONDS, exp: SECONDS + 600 };
type Claims = Record<string, unknown>;

function sign(claims: Claims, header: JWTHeaderParameters = { alg: 'HS256' }, secret = SECRET): Promise<string> {
  return new SignJWT(claims as JWTPayload).setProtectedHeader(header).sign(bytes(secret));
}
const encode = (value: unknown): string => base64url.encode(JSON.stringify(value));

describe('a host token', () => {
  it('says who this is', async () => {
    expect(await tokens.verify(await sign(GOOD))).toEqual({
      tenant: 'default',
      person: 'anna',
      name: 'Anna',
      mentorship: 'anna-bo',
      role: 'mentor',
      members: null,
      mentorships: null,
      locale: null,
      tz: null,
      issuedAt: NOW,
    });
  });

  it('may say more', async () => {
    const members = [
      { sub: 'anna', name: 'Anna', role: 'mentor' },
      { sub: 'bo', name: 'Bo', role: 'mentee' },
    ];
    const more = { iss: 'acme', members, mentorships: ['anna-bo', 'x', 'x'], locale: 'de-at', tz: 'Europe/Vienna' };
    expect(await tokens.verify(await sign({ ...GOOD, ...more, aud: ['fireside', 'other'] }))).toMatchObject({
      tenant: 'acme',
      members: [
        { id: 'anna', name: 'Anna', role: 'mentor' },
        { id: 'bo', name: 'Bo', role: 'mentee' },
      ],
      mentorships: ['anna-bo', 'x'],
      locale: 'de-AT',
      tz: 'Europe/Vienna',
    });
  });

  it('brings a name that turns around nothing that stands beside it', async () => {
    const { name } = await tokens.verify(await sign({ ...GOOD, name: ' Bo\u202e\n (mentor)\u0000 ' }));
    expect(name).toBe('Bo (mentor)');
  });

  it('lets nobody out over a strange locale or time zone', async () => {
    const claims = await tokens.verify(await sign({ ...GOOD, locale: 'de_DE!', tz: 'Middle/Earth' }));
    expect(claims).toMatchObject({ locale: null, tz: null });
  });

  it('may come from a clock that is a minute ahead, and live for an hour of it', async () => {
    await tokens.verify(await sign({ ...GOOD, iat: SECONDS + 59, nbf: SECONDS + 59, exp: SECONDS + 59 + 3600 }));
  });

  const { sub: _sub, ...noSub } = GOOD;
  const { name: _name, ...noName } = GOOD;
  const { mentorship: _mentorship, ...noMentorship } = GOOD;
  const { role: _role, ...noRole } = GOOD;
  const { exp: _exp, ...noExp } = GOOD;
  const { iat: _iat, ...noIat } = GOOD;
  const anna = { sub: 'anna', name: 'Anna', role: 'mentor' };
  const refused: [what: string, claims: Claims, code: string][] = [
    ['without sub', noSub, 'token-invalid'],
    ['without name', noName, 'token-invalid'],
    ['with an empty name', { ...GOOD, name: ' ' }, 'token-invalid'],
    ['with a name that is a book', { ...GOOD, name: 'x'.repeat(201) }, 'token-invalid'],
    ['without mentorship', noMentorship, 'token-invalid'],
    ['without role', noRole, 'token-invalid'],
    ['without exp', noExp, 'token-invalid'],
    ['that has just expired', { ...GOOD, exp: SECONDS }, 'token-expired'],
    ['that expired a while ago', { ...GOOD, iat: SECONDS - 900, exp: SECONDS - 300 }, 'token-expired'],
    ['with exp in milliseconds', { ...GOOD, exp: NOW }, 'token-invalid'],
    ['with a life of over an hour', { ...GOOD, exp: SECONDS + 3601 }, 'token-invalid'],
    ['with a life of over an hour, mostly over', { ...GOOD, iat: SECONDS - 3500, exp: SECONDS + 200 }, 'token-invalid'],
    ['with a life of over an hour from now, without iat', { ...noIat, exp: SECONDS + 3700 }, 'token-invalid'],
    ['of tomorrow', { ...GOOD, iat: SECONDS + 120, exp: SECONDS + 600 }, 'token-invalid'],
    ['that is not valid yet', { ...GOOD, nbf: SECONDS + 120 }, 'token-invalid'],
    ['for another audience', { ...GOOD, aud: 'payroll' }, 'token-invalid'],
    ['with a foreign role', { ...GOOD, role: 'coach' }, 'role-unknown'],
    ['with a role of the prototype', { ...GOOD, role: 'constructor' }, 'role-unknown'],
    ['with a role that is a list', { ...GOOD, role: ['mentor'] }, 'role-unknown'],
    ['with a slash in sub', { ...GOOD, sub: 'a/b' }, 'invalid-id'],
    ['with .. as mentorship', { ...GOOD, mentorship: '..' }, 'invalid-id'],
    ['with an empty mentorship', { ...GOOD, mentorship: '' }, 'invalid-id'],
    ['with a number as mentorship', { ...GOOD, mentorship: 1 }, 'invalid-id'],
    ['with a line break in iss', { ...GOOD, iss: 'a\nb' }, 'invalid-id'],
    ['with over 128 bytes of id', { ...GOOD, mentorship: 'ä'.repeat(65) }, 'invalid-id'],
    ['with members that are no list', { ...GOOD, members: anna }, 'token-invalid'],
    ['with a member that is no object', { ...GOOD, members: ['anna'] }, 'token-invalid'],
    ['with a member of a foreign role', { ...GOOD, members: [anna, { ...anna, sub: 'b', role: 'x' }] }, 'role-unknown'],
    ['with a member twice', { ...GOOD, members: [anna, anna] }, 'token-invalid'],
    ['whose members leave its own person out', { ...GOOD, members: [{ ...anna, sub: 'bo' }] }, 'token-invalid'],
    ['whose members give another role', { ...GOOD, members: [{ ...anna, role: 'mentee' }] }, 'token-invalid'],
    ['of an observer who is a member', { ...GOOD, role: 'observer', members: [anna] }, 'token-invalid'],
    ['with more members than a mentorship has', { ...GOOD, members: Array(51).fill(anna) }, 'token-invalid'],
    ['with mentorships that are no list', { ...GOOD, mentorships: 'all' }, 'token-invalid'],
    ['with a mentorship that is no id', { ...GOOD, mentorships: ['a/b'] }, 'invalid-id'],
  ];
  it.each(refused)('is refused %s', async (_, claims, code) => {
    await expect(tokens.verify(await sign(claims))).rejects.toMatchObject({ code });
  });

  const forged: [what: string, token: () => string | Promise<string>][] = [
    ['unsigned', () => `${encode({ alg: 'none' })}.${encode(GOOD)}.`],
    ['unsigned, in capitals', () => `${encode({ alg: 'NONE' })}.${encode(GOOD)}.`],
    ['signed with another key', () => sign(GOOD, { alg: 'HS256' }, 'another secret, long enough for HS256')],
    ['signed with another algorithm', () => sign(GOOD, { alg: 'HS512' })],
    [
      'changed after signing',
      async () => {
        const [header, , signature] = (await sign(GOOD)).split('.');
        return `${header}.${encode({ ...GOOD, sub: 'bo' })}.${signature}`;
      },
    ],
    ['without its signature', async () => (await sign(GOOD)).split('.').slice(0, 2).join('.')],
    ['of another type', () => sign(GOOD, { alg: 'HS256', typ: 'fireside-ticket+jwt' })],
    ['with an unknown critical header', () => sign(GOOD, { alg: 'HS256', crit: ['x'], x: 1 })],
    ['garbage', () => 'garbage'],
    ['a list of dots', () => '..'],
    ['encrypted', () => `${encode({ alg: 'dir', enc: 'A256GCM' })}..a.b.c`],
  ];
  it.each(forged)('is refused %s', async (_, token) => {
    // Some cannot even be signed: then the library has refused them for us.
    const made = await Promise.resolve(token()).catch(() => 'unsignable');
    await expect(tokens.verify(made)).rejects.toMatchObject({ code: 'token-invalid' });
  });

  it('is missed', async () => {
    await expect(tokens.verify(null)).rejects.toMatchObject({ code: 'token-missing' });
  });
});

describe('host tokens by JWKS', () => {
  it('are checked with the host’s public keys, never with one as a shared secret', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256' };
    const host = createServer((_, response) => response.end(JSON.stringify({ keys: [jwk] })));
    await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
    try {
      const url = new URL(`http://127.0.0.1:${(host.address() as AddressInfo).port}/jwks`);
      const byJwks = createHostTokens({ keys: jwksKeys(url), now: () => NOW });
      const good = await new SignJWT(GOOD).setProtectedHeader({ alg: 'ES256', kid: 'k1' }).sign(privateKey);
      expect((await byJwks.verify(good)).person).toBe('anna');
      const confused = await sign(GOOD, { alg: 'HS256', kid: 'k1' }, JSON.stringify(jwk));
      await expect(byJwks.verify(confused)).rejects.toMatchObject({ code: 'token-invalid' });
      const unknown = await new SignJWT(GOOD).setProtectedHeader({ alg: 'ES256', kid: 'k2' }).sign(privateKey);
      await expect(byJwks.verify(unknown)).rejects.toMatchObject({ code: 'token-invalid' });
    } finally {
      host.close();
      host.closeAllConnections();
    }
  });

  it('cannot be checked while the host does not answer; that is no fault of the token', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    const token = await new SignJWT(GOOD).setProtectedHeader({ alg: 'ES256', kid: 'k1' }).sign(privateKey);
    const byJwks = createHostTokens({ keys: jwksKeys(new URL('http://127.0.0.1:9/jwks')), now: () => NOW });
    await expect(byJwks.verify(token)).rejects.toMatchObject({ code: 'internal' });
  });
});
