/** Who is a member, as the host last said it: a token's list replaces the rows; a token without one speaks for its own person. */
import { FiresideError } from '@fireside/protocol';
import { sameEntries } from '../access/grants.ts';
import type { HostClaims } from '../auth/claims.ts';
import type { RowWrite } from '../storage/store.ts';
import type { SessionDeps } from './queues.ts';
import type { Db, Rows } from './rows.ts';
import type { MemberTable } from './schema.ts';
import { rowWrite } from './writes.ts';

/**
 * Brings the member rows to what a host token says, and ends the sockets of whoever lost access by it.
 * @throws FiresideError `not-allowed` where a newer list has left this person out, or gives another role
 */
export async function applyHostClaims(deps: SessionDeps, claims: HostClaims): Promise<void> {
  const { rows, store, connections } = deps;
  const { tenant, mentorship } = claims;
  const before = await rows.members(tenant, mentorship);
  const listedAt = await listedAtOf(rows, claims, mentorship);

  if (isOlder(claims, listedAt)) {
    const role = before.find((row) => row.person === claims.person)?.role ?? 'observer';
    if (role !== claims.role) throw outdated();
    return;
  }

  const after = membersAfter(claims, before);
  const writes = changes(rows.db, before, after);
  if (claims.members && claims.issuedAt !== listedAt) writes.push(markListed(rows.db, claims));
  if (writes.length === 0) return;
  await store.commit({ appends: [], rows: writes });
  const lost = before.some((old) => after.find((row) => row.person === old.person)?.role !== old.role);
  if (lost) await connections.recheck(tenant, mentorship);
}

/**
 * Of what a host token opens without a ticket: no list that is newer than the token leaves its person out.
 * @throws FiresideError `not-allowed`
 */
export async function checkNotLeft(rows: Rows, claims: HostClaims, mentorship: string): Promise<void> {
  if (!isOlder(claims, await listedAtOf(rows, claims, mentorship))) return;
  if (!(await rows.member(claims.tenant, mentorship, claims.person))) throw outdated();
}

async function listedAtOf(rows: Rows, { tenant }: HostClaims, mentorship: string): Promise<number | null> {
  return (await rows.mentorship(tenant, mentorship))?.listed_at ?? null;
}

/** A token may be used until it expires, also after the host has said something newer. */
function isOlder({ issuedAt }: HostClaims, listedAt: number | null): boolean {
  return listedAt !== null && issuedAt !== null && issuedAt < listedAt;
}

function outdated(): FiresideError {
  return new FiresideError('not-allowed', { detail: 'A newer token of the host says otherwise; get a new one.' });
}

function membersAfter(claims: HostClaims, before: readonly MemberTable[]): MemberTable[] {
  const { tenant, mentorship, person, name, role, locale, tz } = claims;
  const others = before.filter((row) => row.person !== person);
  const self: MemberTable[] = role === 'observer' ? [] : [{ tenant, mentorship, person, name, role, locale, tz }];
  if (!claims.members) return [...others, ...self];
  const listed = claims.members
    .filter((member) => member.id !== person)
    .map((member): MemberTable => {
      // What a list does not say of the others, they may have said themselves.
      const known = others.find((row) => row.person === member.id);
      return {
        tenant,
        mentorship,
        person: member.id,
        name: member.name,
        role: member.role,
        locale: known?.locale ?? null,
        tz: member.tz ?? known?.tz ?? null,
      };
    });
  return [...listed, ...self];
}

function changes(db: Db, before: readonly MemberTable[], after: readonly MemberTable[]): RowWrite[] {
  const writes: RowWrite[] = [];
  for (const row of before) {
    if (after.some((one) => one.person === row.person)) continue;
    const query = db
      .deleteFrom('member')
      .where('tenant', '=', row.tenant)
      .where('mentorship', '=', row.mentorship)
      .where('person', '=', row.person);
    writes.push(rowWrite(query, null));
  }
  for (const row of after) {
    const old = before.find((one) => one.person === row.person);
    const { name, role, locale, tz } = row;
    if (old && sameEntries({ ...old }, { ...row })) continue;
    const query = db
      .insertInto('member')
      .values(row)
      .onConflict((on) => on.columns(['tenant', 'mentorship', 'person']).doUpdateSet({ name, role, locale, tz }));
    writes.push(rowWrite(query, null));
  }
  return writes;
}

function markListed(db: Db, { tenant, mentorship, issuedAt }: HostClaims): RowWrite {
  const query = db
    .insertInto('mentorship')
    .values({ tenant, id: mentorship, listed_at: issuedAt })
    .onConflict((on) => on.columns(['tenant', 'id']).doUpdateSet({ listed_at: issuedAt }));
  return rowWrite(query, null);
}
