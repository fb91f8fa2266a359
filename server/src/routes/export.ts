/** Taking along: what one may read of a session, or of a whole mentorship, as a file. Members only. */
import {
  EXPORT_SCHEMA_PATH,
  exportJsonSchema,
  exportQuery,
  read,
  type ExportedMentorship,
  type ExportedSession,
} from '@fireside/protocol/http';
import type { Hono } from 'hono';
import { createLimit } from '../access/limits.ts';
import type { TicketClaims } from '../auth/claims.ts';
import { withDeadline } from '../deadline.ts';
import { collectSession, collectSessions, collectShared, type Scope, type Shared } from '../export/collect.ts';
import { attachment, fileName } from '../export/file-name.ts';
import { writeJsonFile, writeMarkdownFile, type Format, type Taken } from '../export/file.ts';
import { createDates } from '../export/markdown/dates.ts';
import { wordsFor } from '../export/markdown/words.ts';
import { describeError } from '../log.ts';
import { ownMentorship, ownSession, socketBase, type AppContext, type AppDeps, type AppEnv } from './context.ts';

const TYPES: Readonly<Record<Format, string>> = {
  md: 'text/markdown; charset=utf-8',
  json: 'application/json',
};
/** A day: the schema of a version only ever gets longer. */
const SCHEMA_AGE = 86_400;
/** Of whole mentorships, which take the server seconds; nobody wants one more often. */
const PER_PERSON = { burst: 20, perSecond: 0.2 };
/**
 * Of every export, in ms of this thread's CPU, which a person may fill with what no person writes: then it waits for ten times
 * as long as it held up everybody else.
 */
const WORK_PER_PERSON = { burst: 15_000, perSecond: 100 };

interface Asked {
  readonly format: Format;
  readonly scope: Scope;
}

interface Answer extends Asked {
  readonly shared: Shared;
  readonly mentorship: ExportedMentorship;
  readonly sessions: AsyncIterable<ExportedSession>;
  /** Which day its name says, in ms; null for none. */
  readonly day: number | null;
}

export function exportRoutes(app: Hono<AppEnv>, deps: AppDeps): void {
  const { rows, documents, now, log } = deps;
  const schema = JSON.stringify(exportJsonSchema());
  const perPerson = createLimit(PER_PERSON);
  const work = createLimit(WORK_PER_PERSON);

  app.get(EXPORT_SCHEMA_PATH, (c) =>
    c.body(schema, 200, {
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': `public, max-age=${SCHEMA_AGE}`,
      'content-type': 'application/schema+json',
    }),
  );

  app.get('/v1/sessions/:id/export', async (c) => {
    const { row, claims } = await ownSession(c, deps);
    const { format, scope } = asked(c, claims);
    work.spend(ownerOf(scope), 0);
    const [shared, session] = await working(scope, async () => {
      const before = await collectShared({ rows, documents }, scope);
      return [before, await collectSession({ rows, documents }, scope, before, row)] as const;
    });
    const mentorship = { id: scope.mentorship, members: shared.members, damaged: shared.damaged };
    return answer(c, {
      format,
      scope,
      shared,
      mentorship,
      sessions: once(session),
      day: row.starts_at ?? row.wrapped_up_at,
    });
  });

  app.get('/v1/mentorships/:id/export', async (c) => {
    const { format, scope } = asked(c, await ownMentorship(c, deps));
    work.spend(ownerOf(scope), 0);
    perPerson.spend(ownerOf(scope));
    const shared = await working(scope, () => collectShared({ rows, documents }, scope));
    const mentorship = { id: scope.mentorship, ...shared };
    const sessions = collectSessions({ rows, documents }, scope, shared);
    return answer(c, { format, scope, shared, mentorship, sessions, day: now() });
  });

  async function answer(
    c: AppContext,
    { format, scope, shared, mentorship, sessions, day }: Answer,
  ): Promise<Response> {
    const reader = await readerOf(scope);
    const exportedAt = now();
    const taken: Taken = {
      schema: new URL(EXPORT_SCHEMA_PATH, serverUrl(c)).href,
      exportedAt,
      person: scope.person,
      mentorship,
      sessions,
    };
    const pieces = format === 'json' ? writeJsonFile(taken) : writeMarkdownFile(taken, reader);
    const { locale } = wordsFor(reader.locale);
    const dates = createDates(locale, reader.tz);
    const names = dates.names(shared.members.map((member) => member.name));
    return c.body(ReadableStream.from(encoded(c, scope, pieces)), 200, {
      'content-type': TYPES[format],
      'content-disposition': attachment(fileName(names, day === null ? null : dates.iso(day), format)),
    });
  }

  /** The head is sent by now: a failure breaks the answer off, and no part of a file is taken for a whole one. */
  async function* encoded(
    c: AppContext,
    scope: Scope,
    pieces: AsyncGenerator<string, void, void>,
  ): AsyncGenerator<Uint8Array> {
    const encoder = new TextEncoder();
    try {
      for (;;) {
        const piece = await withDeadline(working(scope, () => pieces.next()));
        if (piece.done === true) return;
        yield encoder.encode(piece.value);
      }
    } catch (error) {
      log.error('export-failed', { requestId: c.get('requestId'), ...describeError(error) });
      throw error;
    } finally {
      await pieces.return();
    }
  }

  /** What others do meanwhile is counted, too: where the server is busy, exports come less often. */
  async function working<T>(scope: Scope, run: () => Promise<T>): Promise<T> {
    const began = process.threadCpuUsage();
    try {
      return await run();
    } finally {
      const { user, system } = process.threadCpuUsage(began);
      work.charge(ownerOf(scope), (user + system) / 1_000);
    }
  }

  async function readerOf({ tenant, mentorship, person }: Scope) {
    const member = await rows.member(tenant, mentorship, person);
    return { locale: member?.locale ?? null, tz: member?.tz ?? null };
  }
}

/** Where this request says the server is. */
function serverUrl(c: AppContext): string {
  return socketBase(c).replace(/^ws/, 'http');
}

function asked(c: AppContext, { tenant, mentorship, person }: TicketClaims): Asked {
  const query = read(exportQuery, c.req.query());
  return { format: query.format, scope: { tenant, mentorship, person, withPrivate: query.private === '1' } };
}

/** By whom, as a key of limits. */
const ownerOf = ({ tenant, person }: Scope): string => JSON.stringify([tenant, person]);

async function* once(session: ExportedSession): AsyncGenerator<ExportedSession, void, void> {
  yield session;
}
