/** What a person is granted now, computed from the rows at every handshake and route; no times are compared. */
import type { Access, CallKind, Role } from '@fireside/protocol';
import type { TicketClaims } from '../auth/claims.ts';
import type { Rows } from '../sessions/rows.ts';
import type { SessionTable } from '../sessions/schema.ts';
import { accessOf } from './access.ts';

export interface Grant {
  /** By our rows; null for somebody who is nobody here any more. */
  readonly role: Role | null;
  readonly access: Record<string, Access>;
  readonly epochs: Record<string, number>;
  readonly call: boolean;
  /** What members chose to carry the call. */
  readonly chosen: CallKind | null;
}

export interface Holder {
  readonly tenant: string;
  readonly person: string;
  /** The role that the host gave; of a member our row decides. */
  readonly role: Role;
  readonly mentorship: string;
}

export interface Grants {
  grant(holder: Holder, session: SessionTable): Promise<Grant>;
  /** What the holder of a ticket would be granted now; null where the session is gone. */
  current(claims: TicketClaims): Promise<Grant | null>;
  /** Whether a ticket still says what is true. */
  stillHolds(claims: TicketClaims): Promise<boolean>;
}

export interface GrantOptions {
  readonly rows: Rows;
  readonly now: () => number;
}

export function createGrants({ rows, now: clock }: GrantOptions): Grants {
  async function grant(holder: Holder, session: SessionTable): Promise<Grant> {
    const { tenant, person, mentorship } = holder;
    const member = await rows.member(tenant, mentorship, person);
    const role = member?.role ?? (holder.role === 'observer' ? 'observer' : null);
    const { access, call } = accessOf({ role, person, mentorship, session, now: clock() });
    const names = Object.keys(access);
    const epochs = await rows.epochs(tenant, names);
    return {
      role,
      access,
      call,
      epochs: Object.fromEntries(names.map((name) => [name, epochs.get(name) ?? 1])),
      chosen: session.call_kind,
    };
  }

  async function current(claims: TicketClaims): Promise<Grant | null> {
    const session = await rows.session(claims.tenant, claims.session);
    return session?.mentorship === claims.mentorship ? grant(claims, session) : null;
  }

  return {
    grant,
    current,
    async stillHolds(claims) {
      const now = await current(claims);
      return (
        now !== null &&
        now.role === claims.role &&
        sameEntries(claims.access, now.access) &&
        sameEntries(claims.epochs, now.epochs)
      );
    },
  };
}

export function sameEntries(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && a[name] === b[name]);
}
