/** `GET /v1/promises`: what is owed, over exactly the mentorships that the host token names. */
import { documentName, FiresideError, readPromises } from '@fireside/protocol';
import type { PromiseList } from '@fireside/protocol/http';
import type { Hono } from 'hono';
import { bearer, type AppDeps, type AppEnv } from './context.ts';

export function promiseRoutes(app: Hono<AppEnv>, { hostTokens, documents }: AppDeps): void {
  app.get('/v1/promises', async (c) => {
    const { tenant, role, mentorship, mentorships } = await hostTokens.verify(bearer(c));
    if (!mentorships && role === 'observer') throw new FiresideError('not-allowed');
    const promises: PromiseList['promises'] = [];
    for (const id of mentorships ?? [mentorship]) {
      const name = documentName({ kind: 'mentorship', mentorship: id });
      const found = await documents.read({ tenant, name }, readPromises);
      promises.push(...found.map(({ order: _, ...promise }) => ({ ...promise, mentorship: id })));
    }
    return c.json({ promises } satisfies PromiseList);
  });
}
