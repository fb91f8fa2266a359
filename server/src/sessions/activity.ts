/**
 * What the server remembers of who was there and when something was written, and the quiet after it. Marks are written at most
 * once a minute per person and document: they decide over hours, and every key stroke must not cost a row.
 */
import { parseDocumentName } from '@fireside/protocol';
import { describeError } from '../log.ts';
import type { DocumentKey, RowWrite } from '../storage/store.ts';
import { mentorshipKey, sessionKey } from './carry.ts';
import { SERVER } from './made.ts';
import type { SessionDeps } from './queues.ts';
import type { SessionTable } from './schema.ts';
import { stayAt, type Stay } from './stays.ts';
import { attend, markSession } from './writes.ts';

const MARK_EVERY_MS = 60_000;
/** A wrapped-up session is settled when nobody has written for so long. */
const QUIET_MS = 60_000;

export interface Activity {
  /** An update of a document is on disk. */
  onChange(tenant: string, documentName: string, at: number, actor: string): void;
  /** Somebody came into the call at this moment, or left it. */
  onPresence(stay: Stay, at: number): void;
  /** A session has started: what is written from now on counts anew. */
  onStart(row: Pick<SessionTable, 'tenant' | 'id' | 'mentorship'>): void;
  /** The last client of a document has left: no need to wait for quiet. */
  onEmpty(tenant: string, documentName: string): void;
  /** Everything under way has been written. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

export interface ActivityOptions extends SessionDeps {
  settle(tenant: string, session: string): Promise<void>;
}

export function createActivity(deps: ActivityOptions): Activity {
  const { rows, store, now, log } = deps;
  const marked = new Map<string, number>();
  const quiet = new Map<string, NodeJS.Timeout>();
  const running = new Set<Promise<void>>();
  let closed = false;

  function run(what: string, task: () => Promise<void>): void {
    if (closed) return;
    const promise = task()
      .catch((error: unknown) => log.error(what, describeError(error)))
      .finally(() => running.delete(promise));
    running.add(promise);
  }

  /** Whether a mark is due; forgets marks that are too old to matter. */
  function isDue(mark: string): boolean {
    const at = now();
    if (at - (marked.get(mark) ?? -Infinity) < MARK_EVERY_MS) return false;
    for (const [one, when] of marked) if (at - when >= MARK_EVERY_MS) marked.delete(one);
    marked.set(mark, at);
    return true;
  }

  async function sessionOf({ tenant, name }: DocumentKey): Promise<SessionTable | undefined> {
    const address = parseDocumentName(name);
    if (address.kind === 'session') return rows.session(tenant, address.session);
    return address.kind === 'mentorship' ? rows.live(tenant, address.mentorship) : undefined;
  }

  async function markChange(key: DocumentKey, actor: string, at: number): Promise<void> {
    const session = await sessionOf(key);
    if (!session) return;
    const writes: RowWrite[] = [markSession(rows.db, session, 'changed_at', at)];
    if (session.state === 'live') {
      writes.push(attend(rows.db, { tenant: session.tenant, session: session.id, person: actor, last_at: at }));
    }
    await store.commit({ appends: [], rows: writes });
  }

  function waitForQuiet({ tenant, name }: DocumentKey): void {
    const address = parseDocumentName(name);
    if (address.kind !== 'session') return;
    const id = JSON.stringify([tenant, name]);
    const waiting = quiet.get(id);
    if (waiting) {
      waiting.refresh();
      return;
    }
    const timer = setTimeout(() => {
      quiet.delete(id);
      run('settle-failed', () => deps.settle(tenant, address.session));
    }, QUIET_MS);
    quiet.set(id, timer.unref());
  }

  return {
    onChange(tenant, name, at, actor) {
      if (closed || actor === SERVER || name.startsWith('private/')) return;
      waitForQuiet({ tenant, name });
      if (isDue(JSON.stringify([tenant, name, actor]))) {
        run('mark-failed', () => markChange({ tenant, name }, actor, at));
      }
    },
    onPresence(stay, at) {
      const { tenant, session, person } = stay;
      const writes = [
        attend(rows.db, { tenant, session, person, last_at: at }),
        markSession(rows.db, { tenant, id: session }, 'called_at', at),
        stayAt(rows.db, stay, at),
      ];
      run('mark-failed', () => store.commit({ appends: [], rows: writes }));
    },
    onStart({ tenant, id, mentorship }) {
      const names = [sessionKey(tenant, id).name, mentorshipKey(tenant, mentorship).name];
      for (const mark of marked.keys()) {
        const [of, name] = JSON.parse(mark) as [string, string];
        if (of === tenant && names.includes(name)) marked.delete(mark);
      }
    },
    onEmpty(tenant, name) {
      const address = parseDocumentName(name);
      if (address.kind !== 'session') return;
      const id = JSON.stringify([tenant, name]);
      clearTimeout(quiet.get(id));
      quiet.delete(id);
      run('settle-failed', () => deps.settle(tenant, address.session));
    },
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
    async close() {
      closed = true;
      for (const timer of quiet.values()) clearTimeout(timer);
      quiet.clear();
      await Promise.all(running);
    },
  };
}
