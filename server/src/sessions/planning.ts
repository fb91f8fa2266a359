/** Sessions before they end: the one that a join opens, booking, moving, and the start. */
import { FiresideError, newId, type SessionMode, type TemplateId } from '@fireside/protocol';
import type { SessionResult } from '@fireside/protocol/http';
import { heldDoc, mentorshipKey, newSession, sessionKey, type Held } from './carry.ts';
import { createScratch, makeSchema, storeMade, type Made } from './made.ts';
import { announce, inQueues, requireSession, unchanged, type SessionDeps } from './queues.ts';
import type { SessionTable } from './schema.ts';
import { checkCommand, checkTemplate, pickNext } from './states.ts';
import type { Templates } from '../templates/templates.ts';
import { fillIn } from './templates.ts';
import { toSession } from './views.ts';
import { attend, insertSession, startSession, updateSession } from './writes.ts';

export interface BookingFields {
  /** The caller's, unique per mentorship: the same key answers with the same session. */
  key: string;
  startsAt: number;
  minutes: number;
  mode: SessionMode;
  template: TemplateId;
}

export interface Booked {
  readonly row: SessionTable;
  /** False where the key had been booked before. */
  readonly isNew: boolean;
}

export interface Moved {
  startsAt?: number | undefined;
  minutes?: number | undefined;
  mode?: SessionMode | undefined;
  /** Filled in once, where there is none yet. */
  template?: Exclude<TemplateId, 'none'> | undefined;
}

export interface PlanningDeps extends SessionDeps {
  readonly templates: Templates;
}

export interface Planning {
  /**
   * What Join returns: the live session, else the next scheduled one, else the one without a date, which is made where there
   * is none. Nobody can see that it was.
   */
  current(tenant: string, mentorship: string): Promise<SessionTable>;
  book(tenant: string, mentorship: string, person: string, booking: BookingFields): Promise<Booked>;
  /** `person` is who asks. @throws FiresideError `state-conflict` where it has begun, or has another template */
  move(tenant: string, id: string, person: string, moved: Moved): Promise<SessionTable>;
  start(tenant: string, id: string, person: string): Promise<SessionResult>;
}

export function createPlanning(deps: PlanningDeps): Planning {
  const { rows, templates, now } = deps;

  async function existing(tenant: string, mentorship: string): Promise<SessionTable | null> {
    return (await rows.live(tenant, mentorship)) ?? pickNext(await rows.scheduled(tenant, mentorship), now());
  }

  /** The items of the template, once, in the language of whoever asks. */
  async function makeTemplate(held: Held, row: SessionTable, person: string): Promise<Made[]> {
    const template = templates.get(row.template);
    if (!template) return [];
    const key = sessionKey(row.tenant, row.id);
    const source = `template/${row.template}`;
    if (await rows.made(row.tenant, key.name, source)) return [];
    const { locale = null } = (await rows.member(row.tenant, row.mentorship, person)) ?? {};
    const scratch = createScratch(key, heldDoc(held, key));
    const schema = await makeSchema(rows, scratch);
    return [...schema, scratch.make(source, '', (copy) => fillIn(copy, template, locale, row.minutes))];
  }

  return {
    async current(tenant, mentorship) {
      const found = await existing(tenant, mentorship);
      if (found) return found;
      return inQueues(
        deps,
        async () => [mentorshipKey(tenant, mentorship)],
        async () => {
          const meanwhile = await existing(tenant, mentorship);
          if (meanwhile) return unchanged(meanwhile);
          const row = newSession({ tenant, mentorship }, now());
          return { appends: [], rows: [insertSession(rows.db, row)], result: row };
        },
      );
    },

    async book(tenant, mentorship, person, { key, startsAt, minutes, mode, template }) {
      const fresh = newId();
      const findUndated = async () => (await rows.scheduled(tenant, mentorship)).find((one) => one.starts_at === null);
      const keys = async () => {
        const undated = await findUndated();
        return [mentorshipKey(tenant, mentorship), sessionKey(tenant, undated?.id ?? fresh)];
      };
      const booked = await inQueues<Booked>(deps, keys, async (held) => {
        const known = await rows.byKey(tenant, mentorship, key);
        if (known) return unchanged({ row: known, isNew: false });
        const undated = await findUndated();
        // A template is filled in once: an agenda that has one keeps it.
        const filled = undated && undated.template !== 'none' ? undated.template : template;
        const fields = { key, starts_at: startsAt, minutes, mode, template: filled };
        const row = undated
          ? { ...undated, ...fields }
          : newSession({ tenant, mentorship, id: fresh, ...fields }, now());
        const write = undated ? updateSession(rows.db, undated, fields) : insertSession(rows.db, row);
        const made = storeMade(rows.db, await makeTemplate(held, row, person), now());
        return { appends: made.appends, rows: [write, ...made.rows], result: { row, isNew: true } };
      });
      if (booked.isNew) deps.connections.tell(tenant, booked.row.id, booked.row.state);
      return booked;
    },

    async move(tenant, id, person, { startsAt, minutes, mode, template }) {
      const keys = async () => [
        mentorshipKey(tenant, (await requireSession(rows, tenant, id)).mentorship),
        ...(template ? [sessionKey(tenant, id)] : []),
      ];
      const { row, changed } = await inQueues(deps, keys, async (held) => {
        const before = await requireSession(rows, tenant, id);
        checkCommand('move', before.state);
        if (template) checkTemplate(before, template);
        const change = {
          starts_at: startsAt ?? before.starts_at,
          minutes: minutes ?? before.minutes,
          mode: mode ?? before.mode,
          template: template ?? before.template,
        };
        const after: SessionTable = { ...before, ...change };
        const made = storeMade(rows.db, template ? await makeTemplate(held, after, person) : [], now());
        const write = updateSession(rows.db, before, change);
        const result = { row: after, changed: after.mode !== before.mode };
        return { appends: made.appends, rows: [write, ...made.rows], result };
      });
      deps.connections.tell(tenant, row.id, row.state);
      // Without video there is no call.
      if (changed) await deps.connections.recheck(tenant, row.mentorship);
      return row;
    },

    async start(tenant, id, person) {
      const keys = async () => [mentorshipKey(tenant, (await requireSession(rows, tenant, id)).mentorship)];
      const { row, changed } = await inQueues(deps, keys, async () => {
        const before = await requireSession(rows, tenant, id);
        const at = now();
        const there = attend(rows.db, { tenant, session: id, person, last_at: at });
        if (checkCommand('start', before.state) === 'done') {
          return { appends: [], rows: [there], result: { row: before, changed: false } };
        }
        const live = await rows.live(tenant, before.mentorship);
        if (live) throw new FiresideError('already-live', { data: { session: live.id } });
        const change = {
          started_at: at,
          starts_at: before.starts_at ?? at,
          dated_by_start: before.starts_at === null ? 1 : 0,
        };
        return {
          appends: [],
          rows: [startSession(rows.db, before, change), there],
          result: { row: { ...before, ...change, state: 'live' as const }, changed: true },
        };
      });
      if (changed) await announce(deps, row);
      return { session: toSession(row), recap: null, next: null };
    },
  };
}
