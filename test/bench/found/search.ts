/** Searches over five years of twenty mentorships: the server's answer, the index's own, and the bare query of SQLite. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { startServer, matchOf, openSqliteIndex, type SearchIndex } from '@fireside/server';
import type { Ticket } from '@fireside/protocol';
import type { FoundKind, SessionList } from '@fireside/protocol/http';
import { SignJWT } from 'jose';
import type { BenchRow } from '../report/bench.ts';
import { against, plain, type Sample } from '../report/row.ts';
import { percentile } from '../report/statistics.ts';
import type { BareQuestion } from './children/bare-search.ts';
import { createCorpus } from './corpus.ts';
import { FIVE_YEARS, makeLibrary, mentorshipName, type LibraryShape } from './library.ts';
import { questionsOf, type Question } from './questions.ts';

const SECRET = 'a secret of the bench that is long enough';
const PERSON = 'anna';
const MEAN = 'answer, mean ms';
const P95 = 'answer, p95 ms';
/** Every question in so many mentorships: each time other pages of the file. */
const PLACES = 5;

const SERVER = {
  name: 'ours',
  about: 'our server, over HTTP on this machine with a ticket: the first page of 20 sessions',
};
const PORT = { name: 'index', about: 'the index alone, in its thread, without HTTP, tickets and rows of sessions' };
const BARE = {
  name: 'bare',
  about:
    'SQLite in a process of its own: the bare FTS5 query on the same file, with as many snippets as the server shows',
};

interface Asked extends Question {
  readonly mentorship: string;
  readonly bare: BareQuestion;
}

/** @param shape smaller than `FIVE_YEARS` only to try it out */
export function searchRow(shape: LibraryShape = FIVE_YEARS): BenchRow {
  return {
    name: 'search',
    about: `5 years of ${shape.mentorships} mentorships, ${shape.mentorships * shape.sessionsEach} sessions of ${shape.length} characters: everywhere, common and rare words, beginnings, phrases, filters`,
    rivals: [SERVER, PORT, BARE],
    async open() {
      const library = await makeLibrary(shape);
      const [path, main] = [join(library.folder, 'search.sqlite'), join(library.folder, 'fireside.sqlite')];
      const env = { FIRESIDE_PORT: '0', FIRESIDE_DATA: library.folder, FIRESIDE_SECRET: SECRET };
      const server = await startServer({ env, drainMs: 0 });
      const index = openSqliteIndex({ path, main });
      const bare = fork(fileURLToPath(new URL('children/bare-search.ts', import.meta.url)), [path]);
      await once(bare, 'message');
      const questions = await prepare(server.url, path, shape);
      const measures: Readonly<Record<string, (question: Asked) => Promise<number>>> = {
        [SERVER.name]: async (question) => (await askServer(server.url, question)).ms,
        [PORT.name]: (question) => askIndex(index, question),
        [BARE.name]: (question) => askBare(bare, question),
      };
      return {
        measure: async (rival) => measure(questions, measures[rival]!),
        async close() {
          bare.kill();
          agent.destroy();
          await index.close();
          await server.close();
          await library.remove();
        },
      };
    },
    figures: [
      {
        what: 'answer of the server against the bare query',
        unit: '×',
        of: against(BARE.name, MEAN),
        must: 2,
        aim: 1.3,
      },
      { what: 'answer of the server, p95', unit: 'ms', of: plain(SERVER.name, P95), must: 50 },
      { what: 'answer of the index against the bare query', unit: '×', of: against(BARE.name, MEAN, PORT.name) },
      { what: 'answer of the server, mean', unit: 'ms', of: plain(SERVER.name, MEAN) },
      { what: 'answer of the index, p95', unit: 'ms', of: plain(PORT.name, P95) },
      { what: 'bare query, mean', unit: 'ms', of: plain(BARE.name, MEAN) },
      { what: 'bare query, p95', unit: 'ms', of: plain(BARE.name, P95) },
    ],
  };
}

/** The questions, each with the bare query that shows as much. */
async function prepare(url: string, path: string, shape: LibraryShape): Promise<Asked[]> {
  const db = new DatabaseSync(path, { readOnly: true });
  const number = (kind: string, name: string): number =>
    (db.prepare('select id from number where kind = ? and name = ?').get(kind, name) as { id: number }).id;
  const asked: Asked[] = [];
  for (const [at, question] of questionsOf(createCorpus(2)).entries()) {
    for (let place = 0; place < PLACES; place += 1) {
      const mentorship = mentorshipName((at + place * 7) % shape.mentorships);
      const scope = [`{scope} : (m${number('mentorship', mentorship)})`];
      if (question.filters.kind) scope.push('{scope} : (kt OR kd)');
      if (question.filters.person) scope.push(`{scope} : (p${number('person', PERSON)})`);
      const match = `${scope.join(' AND ')} AND {text} : (${matchOf(question.q)})`;
      const whole = { ...question, mentorship, bare: { match, limit: 0 } };
      const { shown } = await askServer(url, whole);
      asked.push({ ...whole, bare: { match, limit: Math.max(1, shown) } });
    }
  }
  db.close();
  return asked;
}

async function measure(questions: readonly Asked[], ask: (question: Asked) => Promise<number>): Promise<Sample> {
  const times: number[] = [];
  const byKind = new Map<string, number[]>();
  for (const question of questions) {
    const ms = await ask(question);
    times.push(ms);
    byKind.set(question.what, [...(byKind.get(question.what) ?? []), ms]);
  }
  const mean = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0) / all.length;
  const sorted = times.toSorted((a, b) => a - b);
  return {
    figures: {
      [MEAN]: mean(times),
      'answer, median ms': percentile(sorted, 0.5),
      [P95]: percentile(sorted, 0.95),
      ...Object.fromEntries([...byKind].map(([what, all]) => [`${what}, mean ms`, mean(all)])),
    },
    faults: [],
  };
}

const agent = new Agent({ keepAlive: true });
const tickets = new Map<string, Promise<string>>();

async function ticketOf(url: string, mentorship: string): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const token = await new SignJWT({ name: PERSON, mentorship, role: 'mentor' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(PERSON)
    .setIssuedAt(now)
    .setExpirationTime(now + 3_000)
    .sign(new TextEncoder().encode(SECRET));
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const response = await fetch(`${url}/v1/join`, { method: 'POST', headers, body: JSON.stringify({ mentorship }) });
  return ((await response.json()) as Ticket).documents.token;
}

/** How long the answer took until it was read, and how many hits it shows. */
async function askServer(url: string, { q, filters, mentorship }: Asked): Promise<{ ms: number; shown: number }> {
  const key = `${url} ${mentorship}`;
  if (!tickets.has(key)) tickets.set(key, ticketOf(url, mentorship));
  const token = await tickets.get(key)!;
  const query = new URLSearchParams({ q, ...filters }).toString();
  // Everybody has an address of their own, as a reverse proxy on the same machine says it.
  const client = Array.from({ length: 3 }, () => Math.floor(Math.random() * 256)).join('.');
  const headers = { authorization: `Bearer ${token}`, 'x-forwarded-for': `10.${client}` };
  const began = performance.now();
  // Not `fetch`: what it takes by itself would be measured, too.
  const asked = get(`${url}/v1/mentorships/${mentorship}/sessions?${query}`, { headers, agent });
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  const body = await buffer(response);
  const ms = performance.now() - began;
  if (response.statusCode !== 200)
    throw new Error(`A search was answered with ${response.statusCode}: ${String(body)}`);
  const list = JSON.parse(String(body)) as SessionList;
  const shown = list.sessions.reduce((sum, { found }) => sum + (found?.length ?? 0), list.found?.length ?? 0);
  return { ms, shown };
}

async function askIndex(index: SearchIndex, { q, filters, mentorship }: Asked): Promise<number> {
  const kinds = (filters.kind?.split(',') as FoundKind[] | undefined) ?? null;
  const by = filters.person ?? null;
  const began = performance.now();
  await index.search({
    ...{ tenant: 'default', mentorship, person: PERSON, match: matchOf(q)!, by, kinds },
    ...{ from: null, to: null, before: null, limit: 20 },
  });
  return performance.now() - began;
}

async function askBare(bare: ChildProcess, { bare: question }: Asked): Promise<number> {
  const answer = once(bare, 'message');
  bare.send(question);
  const [{ ms }] = (await answer) as [{ ms: number }];
  return ms;
}
