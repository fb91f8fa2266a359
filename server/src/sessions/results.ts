import type { SessionResult } from '@fireside/protocol/http';
import type { Rows } from './rows.ts';
import type { SessionTable } from './schema.ts';
import { toRecap, toSession } from './views.ts';

/** What a command answers, from the rows, so that whoever asks second gets what the first one got. */
export async function resultOf(rows: Rows, row: SessionTable): Promise<SessionResult> {
  const recap = await rows.latestRecap(row.tenant, row.id);
  const next = row.next === null ? undefined : await rows.session(row.tenant, row.next);
  return { session: toSession(row), recap: recap ? toRecap(recap) : null, next: next ? toSession(next) : null };
}
