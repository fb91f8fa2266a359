/** Commands of a mentorship run one after the other: each holds the queue of the mentorship's document, and of every other it needs. */
import { FiresideError } from '@fireside/protocol';
import type { Connections } from '../connections.ts';
import type { Log } from '../log.ts';
import { CommitConflict, type DocumentKey, type SyncStore } from '../storage/store.ts';
import type { CommandOutcome, Documents } from '../sync/documents.ts';
import type { Held } from './carry.ts';
import type { Rows } from './rows.ts';
import type { SessionTable } from './schema.ts';

export interface SessionDeps {
  readonly rows: Rows;
  readonly store: Pick<SyncStore, 'commit'>;
  readonly documents: Documents;
  readonly connections: Connections;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: Log;
}

const ATTEMPTS = 5;

/**
 * Runs a command inside the queues of `keys`; where its commit conflicts with what another server wrote meanwhile, looks again.
 * @throws FiresideError `storage` when it conflicts every time
 */
export async function inQueues<T>(
  { documents }: Pick<SessionDeps, 'documents'>,
  keys: () => Promise<DocumentKey[]>,
  command: (held: Held) => Promise<CommandOutcome<T>>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const unique = [...new Map((await keys()).map((key) => [key.name, key])).values()];
    try {
      return await documents.command(unique, (docs) =>
        command(new Map(docs.map((doc, i) => [unique[i]?.name ?? '', doc]))),
      );
    } catch (error) {
      if (!(error instanceof CommitConflict)) throw error;
      if (attempt === ATTEMPTS) throw new FiresideError('storage', { cause: error });
    }
  }
}

/** A command that found nothing to do. */
export function unchanged<T>(result: T): CommandOutcome<T> {
  return { appends: [], rows: [], result };
}

/** @throws FiresideError `not-found` */
export async function requireSession(rows: Rows, tenant: string, id: string): Promise<SessionTable> {
  const row = await rows.session(tenant, id);
  if (!row) throw new FiresideError('not-found', { detail: 'There is no such session.' });
  return row;
}

/** After a commit that changed a session's state: tells it, and ends what the new state does not allow. */
export async function announce({ connections }: SessionDeps, row: SessionTable): Promise<void> {
  connections.tell(row.tenant, row.id, row.state);
  await connections.recheck(row.tenant, row.mentorship);
}
