/** Every document gets its schema number once, from the server: a client never seeds, because two seeds double the content. */
import type { DocumentKey } from '../storage/store.ts';
import { createScratch, makeSchema, SCHEMA_SOURCE, storeMade, type Made } from './made.ts';
import { inQueues, type SessionDeps } from './queues.ts';

/** Makes sure that the documents of a ticket have theirs. */
export async function seedDocuments(deps: SessionDeps, tenant: string, names: readonly string[]): Promise<void> {
  const { rows, now } = deps;
  const missing = async (): Promise<DocumentKey[]> => {
    const seeded = await Promise.all(names.map((name) => rows.made(tenant, name, SCHEMA_SOURCE)));
    return names.filter((_, i) => !seeded[i]).map((name) => ({ tenant, name }));
  };
  if ((await missing()).length === 0) return;
  await inQueues(deps, missing, async (held) => {
    const made: Made[] = [];
    for (const [name, doc] of held) made.push(...(await makeSchema(rows, createScratch({ tenant, name }, doc))));
    return { ...storeMade(rows.db, made, now()), result: null };
  });
}
