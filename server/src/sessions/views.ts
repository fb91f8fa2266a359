/** Rows as the HTTP interface shows them. */
import { FiresideError, type Member, type RichNode, type Session } from '@fireside/protocol';
import {
  read,
  recap as recapShape,
  sessionList,
  type Addendum,
  type Recap,
  type SessionSummary,
} from '@fireside/protocol/http';
import type { Added } from './addenda.ts';
import type { AddendumTable, RecapTable, SessionTable } from './schema.ts';
import { isOverdue } from './states.ts';

export function toSession({ id, state, starts_at, minutes, mode, template }: SessionTable): Session {
  return { id, state, startsAt: starts_at, minutes, mode, template, recording: 'never' };
}

/** The recap of a row; null where the row is damaged: whoever reads the session is told so. */
export function toRecap({ revision, at, by, members, content }: RecapTable): Recap | null {
  const recap = parseAs<Recap>(recapShape, () => ({
    revision,
    at,
    by,
    members: JSON.parse(members) as unknown,
    content: JSON.parse(content) as unknown,
  }));
  return recap && isRichText(recap.content.notes) ? recap : null;
}

/** The shape of a recap leaves open what is inside of a block. */
function isRichText(nodes: unknown): boolean {
  return (
    Array.isArray(nodes) &&
    nodes.every((node: Partial<RichNode> | null) => {
      if (typeof node !== 'object' || node === null) return false;
      const { text = '', content = [] } = node;
      return typeof text === 'string' && isRichText(content);
    })
  );
}

/** The members of a recap; null where its row is damaged. */
export function parseMembers(json: string): Member[] | null {
  return parseAs<Member[]>(recapShape.entries.members, () => JSON.parse(json));
}

/** What `parse` answers, with fields that the shape does not name; null where it is no JSON, or of another shape. */
function parseAs<T>(shape: Parameters<typeof read>[0], parse: () => unknown): T | null {
  try {
    const value = parse();
    read(shape, value);
    return value as T;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof FiresideError) return null;
    throw error;
  }
}

const linesShape = sessionList.entries.sessions.item.entries.lines;

/** The lines that were kept with a recap; none where they are damaged, null where it is older than they are. */
export function keptLines({ lines }: Pick<RecapTable, 'lines'>): string[] | null {
  return lines === null ? null : (parseAs<string[]>(linesShape, () => JSON.parse(lines)) ?? []);
}

/** Of its latest recap, what a list shows. */
export interface RecapHead {
  readonly revision: number;
  readonly at: number;
  readonly lines: readonly string[];
}

/** `recap` and `added` are undefined where there is none, and nothing was added. */
export function toSummary(
  row: SessionTable,
  recap: RecapHead | undefined,
  added: Added | undefined,
  now: number,
): SessionSummary {
  const changes = [recap?.at, added?.at].filter((at) => at !== undefined);
  return {
    ...toSession(row),
    startedAt: row.started_at,
    wrappedUpAt: row.wrapped_up_at,
    unanswered: row.state === 'scheduled' && isOverdue(row, now),
    lines: [...(recap?.lines ?? [])],
    revision: recap?.revision ?? 0,
    added: added?.count ?? 0,
    changedAt: changes.length > 0 ? Math.max(...changes) : null,
  };
}

export function toAddendum({ id, person, name, at, text }: AddendumTable): Addendum {
  return { id, person, name, at, text };
}

/** JSON whose keys are sorted, so that equal content is equal text whatever order it was read in. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
