/** Rows as the HTTP interface shows them. */
import { plainText, type Member, type RecapContent, type Session } from '@fireside/protocol';
import type { Recap, SessionSummary } from '@fireside/protocol/http';
import type { RecapTable, SessionTable } from './schema.ts';
import { isOverdue } from './states.ts';

const LINES = 3;
const LINE_LENGTH = 160;

export function toSession({ id, state, starts_at, minutes, mode, template }: SessionTable): Session {
  return { id, state, startsAt: starts_at, minutes, mode, template, recording: 'never' };
}

export function toRecap({ revision, at, by, members, content }: RecapTable): Recap {
  return { revision, at, by, members: JSON.parse(members) as Member[], content: JSON.parse(content) as RecapContent };
}

export function toSummary(row: SessionTable, recap: RecapTable | undefined, now: number): SessionSummary {
  return {
    ...toSession(row),
    startedAt: row.started_at,
    wrappedUpAt: row.wrapped_up_at,
    unanswered: row.state === 'scheduled' && isOverdue(row, now),
    lines: recap ? firstLines(toRecap(recap).content as RecapContent) : [],
  };
}

/** Outcomes and promises first, then what was talked about, then the notes. */
function firstLines({ outcomes, promises, items, notes }: RecapContent): string[] {
  const discussed = items.filter((item) => item.state === 'discussed');
  return [
    ...outcomes.map((outcome) => outcome.text),
    ...promises.map((promise) => promise.text),
    ...discussed.map((item) => item.title),
    ...plainText(notes).split('\n'),
  ]
    .map((line) => line.trim())
    .filter((line) => line !== '')
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
