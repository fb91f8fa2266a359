/**
 * `npx pnpm size`: what a browser downloads, compressed with gzip, against the budgets. Exits with 1 when one is over.
 *
 * The first load is what a real browser asks for before anybody presses *Join*, but for the call itself, which comes at
 * rest. What is loaded later is grouped by the module that an `import()` names; a chunk counts for the first group that
 * needs it. A whole peer session has one language, the largest that people read: the pseudo-locale is for tests of layout,
 * and comes only to a page that asks for `en-XA`.
 */
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { downloadedBeforeJoin } from './before-join.ts';

type Chunk = Rolldown.OutputChunk;

interface Group {
  name: string;
  /** Modules whose `import()` belongs here. */
  entry: RegExp;
  /** kB of 1000 bytes; null: counts only for the whole. */
  budget: number | null;
  /** What of it one peer session needs at most; all of it when not said. */
  inPeerSession?: 'nothing' | 'largest file';
}

const FIRST_LOAD_KB = 60;
const WHOLE_KB = 225;
const GROUPS: readonly Group[] = [
  { name: 'peer call, on join', entry: /client\/src\/call\/(?!livekit)/, budget: 12 },
  { name: 'notes editor, when first shown', entry: /elements\/src\/notes\/(?!.*(paste|markdown))/, budget: 140 },
  { name: 'Markdown paste and the like, when used', entry: /elements\/src\/notes\/.*(paste|markdown)/, budget: 30 },
  { name: 'SFU call, only with LiveKit', entry: /client\/src\/call\/livekit/, budget: 150, inPeerSession: 'nothing' },
  {
    name: 'pseudo-locale, for tests',
    entry: /elements\/src\/locales\/en-XA\./,
    budget: null,
    inPeerSession: 'nothing',
  },
  { name: 'languages', entry: /elements\/src\/locales\//, budget: null, inPeerSession: 'largest file' },
  { name: 'panels, when first shown', entry: /./, budget: null },
];

/** What the lobby fetches when all that it shows is there, so that *Join* waits for no code: counted where it is used. */
const AT_REST = /client\/src\/call\/peer\.|elements\/src\/room\/define-call\./;

const root = join(import.meta.dirname, '../../packages/elements');
const result = await build({ root, logLevel: 'warn', build: { write: false } });
const [bundle] = [result].flat();
if (bundle === undefined || !('output' in bundle)) throw new Error('The build of packages/elements made no bundle.');
const chunks = new Map(bundle.output.filter((file) => file.type === 'chunk').map((chunk) => [chunk.fileName, chunk]));

const counted = new Set<string>();
let over = 0;
let whole = 0;

const atRest = [...chunks.values()].filter((chunk) => comesAtRest(chunk)).map(({ fileName }) => fileName);
const asked = (await downloadedBeforeJoin(chunks, atRest)).map((name) => chunks.get(name)!);
const first = asked.filter((chunk) => (chunk.isEntry || chunk.isDynamicEntry) && !comesAtRest(chunk));
whole += sum(report('first load, before Join', take(first.flatMap((chunk) => closure(chunk))), FIRST_LOAD_KB));
const lazy = [...chunks.values()].filter((chunk) => chunk.isDynamicEntry && !counted.has(chunk.fileName));
const groupOf = (chunk: Chunk): Group => GROUPS.find(({ entry: pattern }) => pattern.test(chunk.facadeModuleId ?? ''))!;
for (const group of GROUPS) {
  const files = take(lazy.filter((chunk) => groupOf(chunk) === group).flatMap((chunk) => closure(chunk)));
  const sizes = report(group.name, files, group.budget);
  if (group.inPeerSession === undefined) whole += sum(sizes);
  else if (group.inPeerSession === 'largest file') whole += Math.max(0, ...sizes);
}
line('a whole peer session, everything opened', whole, WHOLE_KB);
process.exitCode = over > 0 ? 1 : 0;

function comesAtRest(chunk: Chunk): boolean {
  return AT_REST.test(chunk.facadeModuleId ?? '');
}

/** A chunk and all that it imports statically. */
function closure(chunk: Chunk, seen = new Set<string>()): Chunk[] {
  if (seen.has(chunk.fileName)) return [];
  seen.add(chunk.fileName);
  return [chunk, ...chunk.imports.flatMap((name) => closure(chunks.get(name)!, seen))];
}

/** Those that no earlier group has counted. */
function take(files: readonly Chunk[]): Chunk[] {
  return files.filter(({ fileName }) => {
    if (counted.has(fileName)) return false;
    counted.add(fileName);
    return true;
  });
}

/** Prints a group and answers with the bytes of each file. */
function report(name: string, files: readonly Chunk[], budget: number | null): number[] {
  const sizes = files
    .map((file) => ({ file: file.fileName, bytes: gzipSync(file.code, { level: 9 }).length }))
    .toSorted((a, b) => b.bytes - a.bytes);
  line(name, sum(sizes.map(({ bytes }) => bytes)), budget);
  for (const { file, bytes } of sizes) console.log(`    ${file.padEnd(52)}${kb(bytes)}`);
  return sizes.map(({ bytes }) => bytes);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function line(name: string, bytes: number, budget: number | null): void {
  const fits = budget === null || bytes <= budget * 1000;
  if (!fits) over += 1;
  const verdict = budget === null ? '' : ` of ${String(budget).padStart(3)} kB ${fits ? '✔' : '✘ over budget'}`;
  console.log(`${name.padEnd(56)}${kb(bytes)}${verdict}`);
}

function kb(bytes: number): string {
  return `${(bytes / 1000).toFixed(1).padStart(7)} kB`;
}
