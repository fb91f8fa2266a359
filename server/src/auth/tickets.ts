/**
 * Tickets: JWTs of our own, for sockets and the routes below `/v1`. `typ`, `aud` and key are their own (RFC 8725 sections 3.9
 * to 3.12), so that neither a host token nor anything else can stand in for one, nor the other way round.
 */
import { FiresideError } from '@fireside/protocol';
import { errors, jwtVerify, SignJWT, type JWTPayload } from 'jose';
import type { Grants } from '../access/grants.ts';
import type { TicketClaims, Tickets } from './claims.ts';

const TYP = 'fireside-ticket+jwt';
const AUDIENCE = 'fireside-ticket';
/** The shape of the claims; tickets of another shape are of another version of this server, and are renewed. */
const SHAPE = 1;

export const TICKET_LIFE_MS = 10 * 60_000;

export interface TicketOptions {
  /** 32 random bytes that this server made. */
  readonly key: Uint8Array;
  readonly now: () => number;
  readonly grants: Grants;
}

/** Tickets whose signature is remembered: a ticket is shown with every request for ten minutes. */
const MAX_REMEMBERED = 2_000;

export function createTickets({ key, now, grants }: TicketOptions): Tickets {
  /** What tickets say whose signature was found good; whether they have expired is asked each time. */
  const remembered = new Map<string, JWTPayload>();

  async function payloadOf(token: string): Promise<JWTPayload> {
    const known = remembered.get(token);
    if (known && (known.exp ?? 0) > Math.floor(now() / 1000)) return known;
    remembered.delete(token);
    const payload = await verifySignature(token);
    const [oldest] = remembered.size === MAX_REMEMBERED ? remembered.keys() : [];
    if (oldest !== undefined) remembered.delete(oldest);
    remembered.set(token, payload);
    return payload;
  }

  async function verifySignature(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: ['HS256'],
        typ: TYP,
        audience: AUDIENCE,
        requiredClaims: ['exp', 'sub'],
        currentDate: new Date(now()),
      });
      return payload;
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw new FiresideError('token-expired', { cause: error });
      throw new FiresideError('token-invalid', { detail: 'This is no ticket of this server.', cause: error });
    }
  }

  return {
    sign({ person, expiresAt, ...claims }) {
      return new SignJWT({ v: SHAPE, ...claims })
        .setProtectedHeader({ alg: 'HS256', typ: TYP })
        .setAudience(AUDIENCE)
        .setSubject(person)
        .setExpirationTime(Math.floor(expiresAt / 1000))
        .sign(key);
    },

    async verify(token) {
      if (!token) throw new FiresideError('token-missing');
      const { v, sub = '', exp = 0, aud: _, ...rest } = await payloadOf(token);
      if (v !== SHAPE) throw new FiresideError('token-invalid', { detail: 'The ticket is of another version.' });
      // Only this server can have signed it, and the shape is this one.
      const claims = { ...rest, person: sub, expiresAt: exp * 1000 } as unknown as TicketClaims;
      if (!(await grants.stillHolds(claims))) {
        throw new FiresideError('token-invalid', { detail: 'What this ticket opens has changed; join again.' });
      }
      return claims;
    },
  };
}

/** Whether a token says of itself that it is a ticket; decides which check it gets, and nothing else. */
export function looksLikeTicket(token: string | null): boolean {
  const [header = ''] = token?.split('.') ?? [];
  return Buffer.from(header, 'base64url').toString('latin1').includes(`"${TYP}"`);
}
