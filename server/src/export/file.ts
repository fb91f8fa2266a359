/** The file itself, written piece by piece: a whole mentorship is never in memory at once. */
import { setImmediate } from 'node:timers/promises';
import type { ExportedMentorship, ExportedSession } from '@fireside/protocol/http';
import { paragraph } from './markdown/blocks.ts';
import { mentorshipPage } from './markdown/mentorship-page.ts';
import { createPage, type Reader } from './markdown/page.ts';
import { isEmptySession, sessionFile, sessionPage } from './markdown/session-page.ts';

export type Format = 'md' | 'json';

export interface Taken {
  /** Where the JSON Schema of the file is. */
  readonly schema: string;
  readonly exportedAt: number;
  readonly person: string;
  /** With what lies over all sessions where it is a whole mentorship. */
  readonly mentorship: ExportedMentorship;
  readonly sessions: AsyncIterable<ExportedSession>;
}

type Pieces = AsyncGenerator<string, void, void>;

export async function* writeJsonFile({ schema, exportedAt, person, mentorship, sessions }: Taken): Pieces {
  const head = { $schema: schema, format: 'fireside-export', version: 1, exportedAt, person, mentorship };
  yield `${JSON.stringify(head, null, 2).slice(0, -'\n}'.length)},\n  "sessions": [`;
  let isFirst = true;
  for await (const session of sessions) {
    yield `${isFirst ? '' : ','}\n    ${JSON.stringify(session)}`;
    isFirst = false;
    await setImmediate(); // whoever else is here comes in between
  }
  yield isFirst ? ']\n}\n' : '\n  ]\n}\n';
}

export async function* writeMarkdownFile(taken: Taken, reader: Reader): Pieces {
  const { mentorship, exportedAt, sessions } = taken;
  // Its libraries are fifty small packages: a server starts without them.
  const { writeMarkdown } = await import('./markdown/write.ts');
  const page = createPage(reader, mentorship.members);
  const isWhole = mentorship.goals !== undefined;
  let isFirst = true;
  if (isWhole) {
    yield* writeMarkdown(mentorshipPage(mentorship, page, exportedAt), true);
    isFirst = false;
  }
  let written = 0;
  for await (const session of sessions) {
    // One without a date is made by looking in: there is nothing to say of it.
    if (isWhole && session.startsAt === null && isEmptySession(session)) continue;
    const blocks = isWhole ? sessionPage(session, page, 2) : sessionFile(session, mentorship, page);
    for (const piece of writeMarkdown(blocks, isFirst)) {
      yield piece;
      isFirst = false;
      await setImmediate();
    }
    written += 1;
  }
  if (written === 0 && isEmpty(mentorship)) yield* writeMarkdown([paragraph(page.words.nothing)], isFirst);
}

function isEmpty({ goals = [], promises = [], backlog = [] }: ExportedMentorship): boolean {
  return goals.length + promises.length + backlog.length === 0;
}
