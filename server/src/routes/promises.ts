/** `GET /v1/promises`: what is owed, over exactly the mentorships that the host token names. */
import { documentName, FiresideError, readPromises, type Promised } from '@fireside/protocol';
import type { PromiseList } from '@fireside/protocol/http';
import type { Hono } from 'hono';
import { checkNotLeft } from '../sessions/members.ts';
import { toMembers, type Rows } from '../sessions/rows.ts';
import { bearer, type AppDeps, type AppEnv } from './context.ts';

export function promiseRoutes(app: Hono<AppEnv>, { hostTokens, documents, rows }: AppDeps): void {
  app.get('/v1/promises', async (c) => {
    const claims = await hostTokens.verify(bearer(c));
    const { tenant, person, role, mentorship, mentorships, locale, tz } = claims;
    if (!mentorships && role === 'observer') throw new FiresideError('not-allowed');
    const promises: PromiseList['promises'] = [];
    const found: PromiseList['mentorships'] = [];
    const origins: PromiseList['sessions'] = [];
    for (const id of mentorships ?? [mentorship]) {
      await checkNotLeft(rows, claims, id);
      const name = documentName({ kind: 'mentorship', mentorship: id });
      const owed = await documents.read({ tenant, name }, readPromises);
      promises.push(...owed.map(({ order: _, ...promise }) => ({ ...promise, mentorship: id })));
      origins.push(...(await originsOf(rows, tenant, id, owed)));
      found.push({ id, members: toMembers(await rows.members(tenant, id)) });
    }
    const self = { id: person, locale, tz };
    return c.json({ person: self, promises, mentorships: found, sessions: origins } satisfies PromiseList);
  });
}

/** When the sessions were that promises of a mentorship come from. What names a session of another one learns nothing of it. */
async function originsOf(
  rows: Rows,
  tenant: string,
  mentorship: string,
  promises: readonly Promised[],
): Promise<PromiseList['sessions']> {
  const ids = new Set(promises.flatMap(({ from }) => (from ? [from.session] : [])));
  const found = await rows.dates(tenant, mentorship, [...ids]);
  return found.map(({ id, starts_at: startsAt }) => ({ id, startsAt }));
}
