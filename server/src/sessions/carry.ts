/**
 * Carry-over: open items go to the next session, parked ones into the backlog, each (source, item) once.
 * Everything here is planned inside the queues of the documents and written by the one commit of the command.
 */
import {
  carryComments,
  carryToAgenda,
  carryToBacklog,
  documentName,
  isValidId,
  newId,
  readAgenda,
  readNext,
  type AgendaItem,
} from '@fireside/protocol';
import type * as Y from 'yjs';
import type { DocumentKey, RowWrite } from '../storage/store.ts';
import { CommitConflict } from '../storage/store.ts';
import { planLateComments } from './late-comments.ts';
import { createScratch, makeItems, makeSchema, storeMade, type Made, type Scratch } from './made.ts';
import type { Rows } from './rows.ts';
import type { SessionTable } from './schema.ts';
import { isOverdue, pickNext } from './states.ts';
import { insertSession, updateSession } from './writes.ts';

export const sessionKey = (tenant: string, session: string): DocumentKey => ({
  tenant,
  name: documentName({ kind: 'session', session }),
});
export const mentorshipKey = (tenant: string, mentorship: string): DocumentKey => ({
  tenant,
  name: documentName({ kind: 'mentorship', mentorship }),
});

/** Nobody talks about more; what a program has filled stays where it is, or the commit would keep everybody waiting. */
const MAX_CARRIED = 500;

/** The documents that a command holds, by name. */
export type Held = ReadonlyMap<string, Y.Doc>;

export function newSession(
  from: Pick<SessionTable, 'tenant' | 'mentorship'> & Partial<SessionTable>,
  now: number,
): SessionTable {
  return {
    id: newId(),
    key: null,
    state: 'scheduled',
    starts_at: null,
    dated_by_start: 0,
    minutes: 50,
    mode: 'video',
    template: 'none',
    created_at: now,
    started_at: null,
    wrapped_up_at: null,
    wrapped_up_by: null,
    next: null,
    changed_at: null,
    called_at: null,
    settled_at: null,
    call_kind: null,
    ...from,
  };
}

/** What ending a session makes of the sessions after it. */
interface Schedule {
  /** The session that open items go to; null where none is there and none is needed. */
  readonly next: SessionTable | null;
  readonly rows: readonly RowWrite[];
}

export interface CarryOver extends Schedule {
  readonly appends: ReturnType<typeof storeMade>['appends'];
  /** Whether anything at all is carried that was not before. */
  readonly carried: boolean;
}

export interface CarryOptions {
  readonly rows: Rows;
  readonly held: Held;
  readonly source: SessionTable;
  /** Used for the id of a session that has to be made; its document is held. */
  readonly fresh: string;
  /** Books the date that the pair agreed on. */
  readonly bookNext: boolean;
  readonly now: number;
}

/** Plans the carry-over of `source`. @throws CommitConflict where a document is needed that is not held: look again */
export async function planCarryOver(options: CarryOptions): Promise<CarryOver> {
  const { rows, held, source, now } = options;
  const doc = heldDoc(held, sessionKey(source.tenant, source.id));
  const before = await rows.carried(source.tenant, source.id);
  // An id that no client of ours makes cannot be a key of ours: such an item stays where it is.
  const items = readAgenda(doc).filter((item) => isValidId(item.id) && !before.has(item.id));
  const open = items.filter((item) => item.state === 'open').slice(0, MAX_CARRIED);
  const parked = items.filter((item) => item.state === 'parked').slice(0, MAX_CARRIED);
  const schedule = await planSchedule(options, doc, open.length > 0);

  const scratches = new Map<string, Scratch>();
  const scratchOf = (key: DocumentKey): Scratch => {
    const scratch = scratches.get(key.name) ?? createScratch(key, heldDoc(held, key));
    scratches.set(key.name, scratch);
    return scratch;
  };
  const made: Made[] = [];
  const origin = { id: source.id, startsAt: source.starts_at };
  const carry = (key: DocumentKey, carried: readonly AgendaItem[], to: typeof carryToAgenda): void => {
    const ids = carried.map((item) => item.id);
    const write = (copy: Y.Doc): void => {
      to(copy, carried, origin);
      carryComments(copy, doc, ids);
    };
    made.push(...makeItems(scratchOf(key), source.id, ids, write));
  };
  if (parked.length > 0) carry(mentorshipKey(source.tenant, source.mentorship), parked, carryToBacklog);
  if (schedule.next && open.length > 0) carry(sessionKey(source.tenant, schedule.next.id), open, carryToAgenda);
  made.push(
    ...(await planLateComments({ rows, held, tenant: source.tenant, session: source.id, doc, before, scratchOf })),
  );
  // Where the server writes for the first time, or for the first time as it is now.
  for (const scratch of scratches.values()) made.push(...(await makeSchema(rows, scratch)));
  const stored = storeMade(rows.db, made, now);
  return {
    next: schedule.next,
    rows: [...schedule.rows, ...stored.rows],
    appends: stored.appends,
    carried: items.some((item) => item.state !== 'discussed'),
  };
}

async function planSchedule(options: CarryOptions, doc: Y.Doc, needed: boolean): Promise<Schedule> {
  const { rows, source, fresh, bookNext, now } = options;
  const { tenant, mentorship } = source;
  const scheduled = (await rows.scheduled(tenant, mentorship)).filter((one) => one.id !== source.id);
  const agreed = bookNext ? readNext(doc) : null;
  const booked =
    agreed !== null &&
    !isOverdue({ starts_at: agreed.startsAt, minutes: agreed.minutes }, now) &&
    !scheduled.some((one) => one.starts_at === Math.round(agreed.startsAt));
  if (!booked) {
    const next = pickNext(scheduled, now);
    if (next || !needed) return { next, rows: [] };
    const undated = newSession({ tenant, mentorship, id: fresh }, now);
    return { next: undated, rows: [insertSession(rows.db, undated)] };
  }
  const undated = scheduled.find((one) => one.starts_at === null);
  const date = { starts_at: Math.round(agreed.startsAt), minutes: agreed.minutes, mode: agreed.mode };
  const session = undated ? { ...undated, ...date } : newSession({ tenant, mentorship, id: fresh, ...date }, now);
  const write = undated ? updateSession(rows.db, undated, date) : insertSession(rows.db, session);
  const all = [...scheduled.filter((one) => one !== undated), session].sort(
    (a, b) => (a.starts_at ?? Infinity) - (b.starts_at ?? Infinity),
  );
  return { next: pickNext(all, now), rows: [write] };
}

export function heldDoc(held: Held, key: DocumentKey): Y.Doc {
  const doc = held.get(key.name);
  if (!doc) throw new CommitConflict(`${key.name.split('/')[0]} document is not held`);
  return doc;
}
