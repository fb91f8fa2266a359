/** Host tokens: short JWTs (RFC 7519) that the host signs. Who may enter is said here and nowhere else. */
import { cleanLine, FiresideError, isValidId, type Member, type MemberRole, type Role } from '@fireside/protocol';
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import type { HostClaims, HostTokens } from './claims.ts';

/** Where keys come from, and the algorithms they are for; a token that names another one is refused. */
export interface HostKeySource {
  readonly algorithms: readonly string[];
  readonly key: JWTVerifyGetKey;
}

export function secretKeys(secret: string): HostKeySource {
  const key = new TextEncoder().encode(secret);
  return { algorithms: ['HS256'], key: () => key };
}

/** Public keys of the host, fetched when first needed and again when a token names an unknown one (RFC 7517). */
export function jwksKeys(url: URL): HostKeySource {
  return { algorithms: ['RS256', 'ES256', 'EdDSA'], key: createRemoteJWKSet(url) };
}

const MAX_LIFE = 60 * 60;
/** Seconds that the host's clock may differ from ours; expiry is not stretched by it. */
const SKEW = 60;
const MAX_NAME = 200;
const MAX_MEMBERS = 50;
const MAX_MENTORSHIPS = 200;

const invalid = (detail: string, cause?: unknown): FiresideError =>
  new FiresideError('token-invalid', { detail, cause });

export function createHostTokens({ keys, now }: { keys: HostKeySource; now: () => number }): HostTokens {
  return {
    async verify(token) {
      if (!token) throw new FiresideError('token-missing');
      const seconds = now() / 1000;
      const payload = await verifySignature(token, keys, seconds);
      checkLife(payload, seconds);
      return readClaims(payload);
    },
  };
}

async function verifySignature(token: string, keys: HostKeySource, seconds: number): Promise<JWTPayload> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keys.key, {
      algorithms: [...keys.algorithms],
      requiredClaims: ['exp', 'sub'],
      currentDate: new Date(seconds * 1000),
      clockTolerance: SKEW,
    });
    const { typ = 'JWT' } = protectedHeader;
    if (typ.toUpperCase() !== 'JWT') throw invalid('The token’s typ is for something else; a host token’s is JWT.');
    return payload;
  } catch (error) {
    if (error instanceof FiresideError) throw error;
    if (error instanceof errors.JWTExpired) throw new FiresideError('token-expired', { cause: error });
    // The host's keys could not be fetched: no fault of the token.
    if (error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError)) {
      throw new FiresideError('internal', { detail: 'The host’s keys could not be read.', cause: error });
    }
    throw invalid('The token is not signed by the host of this server, or is none.', error);
  }
}

/** `exp` is required, and at most an hour after `iat`, or after now where there is none. */
function checkLife({ exp, iat, aud }: JWTPayload, seconds: number): void {
  if (exp === undefined || !Number.isFinite(exp)) throw invalid('The token has no expiry (exp).');
  if (exp <= seconds) throw new FiresideError('token-expired');
  if (iat !== undefined && iat > seconds + SKEW) throw invalid('The token was issued in the future (iat).');
  // Without iat a token may just have been made, a part of a second ago.
  if (exp > (iat ?? Math.ceil(seconds)) + MAX_LIFE) throw invalid('The token lives for more than an hour.');
  // RFC 7519 section 4.1.3: whoever is not named must refuse.
  if (aud !== undefined && ![aud].flat().includes('fireside'))
    throw invalid('The token is for another audience (aud).');
}

function readClaims(payload: JWTPayload): HostClaims {
  const { sub, iss, iat, name, mentorship, role, members, mentorships, locale, tz } = payload;
  const person = readId(sub, 'sub');
  const claims: HostClaims = {
    tenant: iss === undefined ? 'default' : readId(iss, 'iss'),
    person,
    name: readName(name, 'name'),
    mentorship: readId(mentorship, 'mentorship'),
    role: readRole(role),
    members: members === undefined ? null : readMembers(members),
    mentorships: mentorships === undefined ? null : readMentorships(mentorships),
    locale: readLocale(locale),
    tz: readTimeZone(tz),
    issuedAt: iat === undefined ? null : iat * 1000,
  };
  const listed = claims.members?.find((member) => member.id === person);
  if (claims.members && (listed?.role ?? 'observer') !== claims.role) {
    throw invalid('The token’s role and its list of members disagree about its own person.');
  }
  return claims;
}

function readId(id: unknown, claim: string): string {
  if (id === undefined) throw invalid(`The token has no ${claim}.`);
  if (!isValidId(id))
    throw new FiresideError('invalid-id', { detail: `The id in the token’s ${claim} cannot be used.` });
  return id;
}

function readName(name: unknown, claim: string): string {
  if (typeof name !== 'string' || name.trim() === '') throw invalid(`The token has no ${claim}.`);
  if (name.length > MAX_NAME) throw invalid(`The token’s ${claim} is over ${MAX_NAME} characters.`);
  try {
    return cleanLine(name); // a name may not turn around the text that it stands in
  } catch (error) {
    throw invalid(`The token’s ${claim} has nothing that can be read.`, error);
  }
}

function readRole(role: unknown): Role {
  if (role === undefined) throw invalid('The token has no role.');
  if (role === 'observer') return role;
  return readMemberRole(role);
}

function readMemberRole(role: unknown): MemberRole {
  if (role === 'mentor' || role === 'mentee') return role;
  throw new FiresideError('role-unknown');
}

function readMembers(list: unknown): Member[] {
  if (!Array.isArray(list) || list.length > MAX_MEMBERS) throw invalid('The token’s members are no list, or too many.');
  const members = list.map((entry: unknown): Member => {
    if (typeof entry !== 'object' || entry === null) throw invalid('A member in the token is no object.');
    const { sub, name, role, tz } = entry as Record<string, unknown>;
    const member = { id: readId(sub, 'members'), name: readName(name, 'members'), role: readMemberRole(role) };
    return tz === undefined ? member : { ...member, tz: readTimeZone(tz) };
  });
  if (new Set(members.map((member) => member.id)).size < members.length)
    throw invalid('The token lists a member twice.');
  return members;
}

function readMentorships(list: unknown): string[] {
  if (!Array.isArray(list) || list.length > MAX_MENTORSHIPS) {
    throw invalid('The token’s mentorships are no list, or too many.');
  }
  return [...new Set(list.map((id: unknown) => readId(id, 'mentorships')))];
}

// A profile with a strange locale or time zone must not keep a person out: it counts as not said.
function readLocale(locale: unknown): string | null {
  if (typeof locale !== 'string') return null;
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? null;
  } catch {
    return null;
  }
}

function readTimeZone(tz: unknown): string | null {
  if (typeof tz !== 'string') return null;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: tz }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
