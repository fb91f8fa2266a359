import type { Access, Member, Role } from '@fireside/protocol';

/** What a host token says, checked. */
export interface HostClaims {
  /** The token's `iss`, or `default`. */
  tenant: string;
  person: string;
  name: string;
  mentorship: string;
  role: Role;
  /** Replaces the list of members where present. */
  members: Member[] | null;
  /** Everything this person is a member of now; only it opens lists over more than one mentorship. */
  mentorships: string[] | null;
  /** BCP 47; null where the host did not say, or nothing that a browser understands. */
  locale: string | null;
  /** IANA time zone; null likewise. */
  tz: string | null;
  /** When the host signed it (`iat`), in ms; null where it does not say. An older token never undoes a newer list. */
  issuedAt: number | null;
}

/** What a ticket's token says; signed by this server only. Access is computed anew at each use and compared. */
export interface TicketClaims {
  tenant: string;
  person: string;
  name: string;
  role: Role;
  mentorship: string;
  session: string;
  access: Record<string, Access>;
  epochs: Record<string, number>;
  /** Whether the ticket opens the session's call. */
  call: boolean;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

/** The key source behind host tokens: a shared secret or a JWKS. */
export interface HostTokens {
  /** @throws FiresideError `token-missing`, `token-invalid`, `token-expired`, `role-unknown`, `invalid-id` */
  verify(token: string | null): Promise<HostClaims>;
}

export interface Tickets {
  sign(claims: TicketClaims): Promise<string>;
  /**
   * Checks the signature and expiry, then computes access from the rows and compares.
   * @throws FiresideError `token-missing`, `token-invalid`, `token-expired`
   */
  verify(token: string | null): Promise<TicketClaims>;
}
