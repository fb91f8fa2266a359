/** How a session ends, and what it leaves: wrap-up, cancel, did-not-happen, late carry and archive. Each is one commit. */
import { newId, readRecap } from '@fireside/protocol';
import type { SessionResult } from '@fireside/protocol/http';
import { isWritable } from '../access/access.ts';
import type { RowWrite } from '../storage/store.ts';
import { heldDoc, mentorshipKey, planCarryOver, sessionKey, type CarryOver, type Held } from './carry.ts';
import { lateTargets } from './late-comments.ts';
import { SERVER } from './made.ts';
import { announce, inQueues, requireSession, unchanged, type SessionDeps } from './queues.ts';
import { resultOf } from './results.ts';
import { toMembers } from './rows.ts';
import type { RecapTable, SessionTable } from './schema.ts';
import { checkCommand, checkPast, pickNext } from './states.ts';
import { firstLines } from './lines.ts';
import { canonicalJson } from './views.ts';
import { insertRecap, updateSession } from './writes.ts';

export interface Endings {
  /** Stores the recap, books the agreed date, carries over and changes the state; asking twice answers the same. */
  wrapUp(tenant: string, id: string, actor: string): Promise<SessionResult>;
  cancel(tenant: string, id: string): Promise<SessionResult>;
  didNotHappen(tenant: string, id: string): Promise<SessionResult>;
  /** Settles a last time; from then on nothing is written. */
  archive(tenant: string, id: string): Promise<SessionResult>;
  /** Carries what was not carried yet, and stores a recap revision where the content differs. */
  settle(tenant: string, id: string): Promise<void>;
}

interface Source {
  readonly row: SessionTable;
  readonly held: Held;
  carryOver(bookNext: boolean): Promise<CarryOver>;
}

interface Ended {
  readonly row: SessionTable;
  readonly changed: boolean;
}

interface Change {
  readonly change: Partial<SessionTable>;
  readonly carry: CarryOver;
  readonly recap: RecapTable | null;
}

export function createEndings(deps: SessionDeps): Endings {
  const { rows, now } = deps;

  /** Holds the session, its mentorship, and every session that its items, or late comments on them, may go to. */
  function withSource(tenant: string, id: string, plan: (source: Source) => Promise<Change | null>): Promise<Ended> {
    const fresh = newId();
    const keys = async () => {
      const { mentorship } = await requireSession(rows, tenant, id);
      const scheduled = (await rows.scheduled(tenant, mentorship)).filter((one) => one.id !== id);
      const undated = scheduled.filter((one) => one.starts_at === null);
      const targets = [pickNext(scheduled, now()), ...undated].map((one) => one?.id ?? fresh);
      const sessions = [id, fresh, ...targets].map((one) => sessionKey(tenant, one));
      return [mentorshipKey(tenant, mentorship), ...sessions, ...(await lateTargets(rows, tenant, id))];
    };
    return inQueues<Ended>(deps, keys, async (held) => {
      const row = await requireSession(rows, tenant, id);
      const planned = await plan({
        row,
        held,
        carryOver: (bookNext) => planCarryOver({ rows, held, source: row, fresh, bookNext, now: now() }),
      });
      if (!planned) return unchanged({ row, changed: false });
      const { change, carry, recap } = planned;
      const writes: RowWrite[] = [updateSession(rows.db, row, change), ...carry.rows];
      if (recap) writes.push(insertRecap(rows.db, recap));
      const after = { ...row, ...change };
      // Sockets are closed only after the commit; until then nothing may slip in.
      const freezes = isWritable(after.state) ? [] : [sessionKey(tenant, id)];
      return { appends: carry.appends, rows: writes, freezes, result: { row: after, changed: true } };
    });
  }

  /** The recap as the documents stand now; null where the latest revision says the same. */
  async function newRevision({ row, held }: Source, by: string): Promise<RecapTable | null> {
    const { tenant, mentorship, id } = row;
    const latest = await rows.latestRecap(tenant, id);
    const session = heldDoc(held, sessionKey(tenant, id));
    const recap = readRecap(session, heldDoc(held, mentorshipKey(tenant, mentorship)), id);
    const content = canonicalJson(recap);
    if (latest?.content === content) return null;
    return {
      tenant,
      session: id,
      revision: (latest?.revision ?? 0) + 1,
      at: now(),
      by,
      members: JSON.stringify(toMembers(await rows.members(tenant, mentorship))),
      content,
      lines: JSON.stringify(firstLines(recap)),
    };
  }

  async function sideways(command: 'cancel' | 'did-not-happen', tenant: string, id: string): Promise<SessionResult> {
    const state = command === 'cancel' ? 'cancelled' : command;
    const result = await withSource(tenant, id, async (source) => {
      if (checkCommand(command, source.row.state) === 'done') return null;
      if (command === 'did-not-happen') checkPast(source.row, now());
      const carry = await source.carryOver(false);
      return { change: { state, next: carry.next?.id ?? null }, carry, recap: null };
    });
    return finish(result);
  }

  /** Settling is part of archiving: the same plan, with or without the change of state. */
  async function settleWith(source: Source, change: Partial<SessionTable>): Promise<Change> {
    const carry = await source.carryOver(false);
    const recap = await newRevision(source, source.row.wrapped_up_by ?? SERVER);
    // `next` answers where the items of the wrap-up went; it changes only where there was none.
    const next = source.row.next ?? (carry.carried ? (carry.next?.id ?? null) : null);
    return { change: { ...change, next, settled_at: now() }, carry, recap };
  }

  /** Tells what changed. */
  async function finish({ row, changed }: Ended): Promise<SessionResult> {
    if (changed) await announce(deps, row);
    return resultOf(rows, row);
  }

  return {
    async wrapUp(tenant, id, actor) {
      const result = await withSource(tenant, id, async (source) => {
        if (checkCommand('wrap-up', source.row.state) === 'done') return null;
        const carry = await source.carryOver(true);
        const at = now();
        const change: Partial<SessionTable> = {
          state: 'wrapped-up',
          wrapped_up_at: at,
          wrapped_up_by: actor,
          next: carry.next?.id ?? null,
          settled_at: at,
        };
        return { change, carry, recap: await newRevision(source, actor) };
      });
      return finish(result);
    },
    cancel: (tenant, id) => sideways('cancel', tenant, id),
    didNotHappen: (tenant, id) => sideways('did-not-happen', tenant, id),
    async archive(tenant, id) {
      const result = await withSource(tenant, id, async (source) =>
        checkCommand('archive', source.row.state) === 'done' ? null : settleWith(source, { state: 'archived' }),
      );
      return finish(result);
    },
    async settle(tenant, id) {
      if ((await rows.session(tenant, id))?.state !== 'wrapped-up') return;
      await withSource(tenant, id, async (source) =>
        source.row.state === 'wrapped-up' ? settleWith(source, {}) : null,
      );
    },
  };
}
