/**
 * `npx pnpm size`: what a browser downloads, compressed with gzip, against the budgets. Exits with 1 when one is over.
 *
 * The first load is what a real browser asks for before anybody presses *Join*, but for the call itself, which comes at
 * rest. What is loaded later is grouped by the module that an `import()` names; a chunk counts for the first group that
 * needs it. What an SFU call adds is what a browser asks for in one and not in a peer call; what of it a page with a peer call
 * asks for is told by the modules inside, not by names. A whole peer session has one language, the largest that people read: the pseudo-locale is for tests of layout,
 * and comes only to a page that asks for `en-XA`.
 */
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { downloads } from './downloads.ts';

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
  { name: 'peer call, on join', entry: /client\/src\/call\//, budget: 12 },
  { name: 'notes editor, when first shown', entry: /elements\/src\/notes\/(?!.*(paste|markdown))/, budget: 140 },
  { name: 'Markdown paste and the like, when used', entry: /elements\/src\/notes\/.*(paste|markdown)/, budget: 30 },
  {
    name: 'pseudo-locale, for tests',
    entry: /elements\/src\/locales\/en-XA\./,
    budget: null,
    inPeerSession: 'nothing',
  },
  { name: 'languages', entry: /elements\/src\/locales\//, budget: null, inPeerSession: 'largest file' },
  { name: 'panels, when first shown', entry: /./, budget: null },
];

/** What the lobby fetches when all that it shows is there, so that no press waits for code: counted where it is used. */
const AT_REST = /client\/src\/call\/peer\.|elements\/src\/(room\/define-call|(review|recap)\/define)\./;

const SFU = { budget: 150, aim: 143 };
/** What only an SFU call needs. */
const OF_SFU = /\/livekit-client\/|client\/src\/call\/(livekit|sfu)/;
/** Nobody answers there: all code of an SFU call is asked for nevertheless. */
const NOWHERE = { url: 'ws://127.0.0.1:9', key: 'key', secret: 'a-secret-that-nobody-ever-looks-at-32+' };

const root = join(import.meta.dirname, '../../packages/elements');
const result = await build({ root, logLevel: 'warn', build: { write: false } });
const [bundle] = [result].flat();
if (bundle === undefined || !('output' in bundle)) throw new Error('The build of packages/elements made no bundle.');
const chunks = new Map(bundle.output.filter((file) => file.type === 'chunk').map((chunk) => [chunk.fileName, chunk]));

const counted = new Set<string>();
let over = 0;
let whole = 0;

const atRest = [...chunks.values()].filter((chunk) => comesAtRest(chunk)).map(({ fileName }) => fileName);
const peer = await downloads(chunks, atRest);
const sfu = await downloads(chunks, [], { livekit: NOWHERE });
const chunksOf = (names: readonly string[]): Chunk[] => names.map((name) => chunks.get(name)!);
const first = chunksOf(peer.beforeJoin).filter(
  (chunk) => (chunk.isEntry || chunk.isDynamicEntry) && !comesAtRest(chunk),
);
whole += sum(report('first load, before Join', take(first.flatMap((chunk) => closure(chunk))), FIRST_LOAD_KB));
const added = chunksOf(sfu.inCall).filter(({ fileName }) => !peer.inCall.includes(fileName));
if (!added.some(holdsSfu)) throw new Error('The page did not ask for the SFU call.');
report('SFU call, beyond a peer call', take(added), SFU.budget, SFU.aim);
report('of it, on a page with a peer call', chunksOf(peer.inCall).filter(holdsSfu), 0);
const shared = added.flatMap((chunk) => closure(chunk)).filter(({ fileName }) => !counted.has(fileName));
report('what both kinds of call need', [...new Set(shared)], null);
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

function holdsSfu(chunk: Chunk): boolean {
  return chunk.moduleIds.some((id) => OF_SFU.test(id));
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
function report(name: string, files: readonly Chunk[], budget: number | null, aim?: number): number[] {
  const sizes = files
    .map((file) => ({ file: file.fileName, bytes: gzipSync(file.code, { level: 9 }).length }))
    .toSorted((a, b) => b.bytes - a.bytes);
  line(name, sum(sizes.map(({ bytes }) => bytes)), budget, aim);
  for (const { file, bytes } of sizes) console.log(`    ${file.padEnd(52)}${kb(bytes)}`);
  return sizes.map(({ bytes }) => bytes);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function line(name: string, bytes: number, budget: number | null, aim?: number): void {
  const aimed = aim === undefined ? '' : `, aim ${aim} kB ${bytes <= aim * 1000 ? '✔' : '✘'}`;
  const fits = budget === null || bytes <= budget * 1000;
  if (!fits) over += 1;
  const verdict = budget === null ? '' : ` of ${String(budget).padStart(3)} kB ${fits ? '✔' : '✘ over budget'}${aimed}`;
  console.log(`${name.padEnd(56)}${kb(bytes)}${verdict}`);
}

function kb(bytes: number): string {
  return `${(bytes / 1000).toFixed(1).padStart(7)} kB`;
}
