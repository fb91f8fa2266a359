/** Rows as the HTTP interface shows them. */
import {
  FiresideError,
  plainText,
  type Member,
  type RecapContent,
  type RichNode,
  type Session,
} from '@fireside/protocol';
import { read, recap as recapShape, type Addendum, type Recap, type SessionSummary } from '@fireside/protocol/http';
import type { Added } from './addenda.ts';
import type { AddendumTable, RecapTable, SessionTable } from './schema.ts';
import { isOverdue } from './states.ts';

const LINES = 3;
const LINE_LENGTH = 160;

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

/** `added` is undefined where nothing was added to the session. */
export function toSummary(
  row: SessionTable,
  recap: RecapTable | undefined,
  added: Added | undefined,
  now: number,
): SessionSummary {
  const changes = [recap?.at, added?.at].filter((at) => at !== undefined);
  const readable = recap && toRecap(recap);
  return {
    ...toSession(row),
    startedAt: row.started_at,
    wrappedUpAt: row.wrapped_up_at,
    unanswered: row.state === 'scheduled' && isOverdue(row, now),
    lines: readable ? firstLines(readable.content as RecapContent) : [],
    revision: recap?.revision ?? 0,
    added: added?.count ?? 0,
    changedAt: changes.length > 0 ? Math.max(...changes) : null,
  };
}

export function toAddendum({ id, person, name, at, text }: AddendumTable): Addendum {
  return { id, person, name, at, text };
}

/** Outcomes and promises first, then what was talked about, then the notes. */
function firstLines({ outcomes, promises, items, notes }: RecapContent): string[] {
  const discussed = items.filter((item) => item.state === 'discussed');
  const lines = [
    ...outcomes.map((outcome) => outcome.text),
    ...promises.map((promise) => promise.text),
    ...discussed.map((item) => item.title),
    ...plainText(notes).split('\n'),
  ].map((line) => line.trim());
  // The heading of notes about an item says the item's title again.
  return [...new Set(lines.filter((line) => line !== ''))]
    .slice(0, LINES)
    .map((line) => (line.length > LINE_LENGTH ? `${line.slice(0, LINE_LENGTH - 1).toWellFormed()}…` : line));
}

/** JSON whose keys are sorted, so that equal content is equal text whatever order it was read in. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
