/** Every document gets its schema number from the server, once: a client never seeds, because two seeds double the content. */
import type { DocumentKey } from '../storage/store.ts';
import { createScratch, hasSchema, makeSchema, storeMade, type Made } from './made.ts';
import { inQueues, type SessionDeps } from './queues.ts';

/** Makes sure that the documents that a ticket may write to have theirs. */
export async function seedDocuments(deps: SessionDeps, tenant: string, names: readonly string[]): Promise<void> {
  const { rows, now } = deps;
  const missing = async (): Promise<DocumentKey[]> => {
    const documents = names.map((name) => ({ tenant, name }));
    const seeded = await Promise.all(documents.map((key) => hasSchema(rows, key)));
    return documents.filter((_, i) => !seeded[i]);
  };
  if ((await missing()).length === 0) return;
  await inQueues(deps, missing, async (held) => {
    const made: Made[] = [];
    for (const [name, doc] of held) made.push(...(await makeSchema(rows, createScratch({ tenant, name }, doc))));
    return { ...storeMade(rows.db, made, now()), result: null };
  });
}
