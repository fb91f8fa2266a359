import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** Where rules are put to the test. */
const FOLDERS = ['server/src/sync', 'server/src/storage', 'test/faults', 'test/conformance'];
const TEST = /\.(test|contract)\.ts$/;

const files = FOLDERS.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(root, folder, name)),
).filter((file) => TEST.test(file) && file !== import.meta.filename);
const rules = namesIn(new URL('SPEC.md', import.meta.url), /^\d+\. \*\*([A-Z]{2}\d+)\*\*/gm);
const citations = files.flatMap((file) =>
  namesIn(file, /\[([A-Z]{2}\d+)\]/g).map((rule) => ({ rule, file: relative(root, file) })),
);

function namesIn(file: string | URL, pattern: RegExp): string[] {
  return [...readFileSync(file, 'utf8').matchAll(pattern)].flatMap(([, name]) => name ?? []);
}

it('a rule of SPEC.md stands there once', () => {
  expect(rules.filter((rule, i) => rules.indexOf(rule) !== i)).toEqual([]);
});

it('every rule has a test that cites it', () => {
  const cited = new Set(citations.map(({ rule }) => rule));
  expect(rules.length).toBeGreaterThan(0);
  expect(rules.filter((rule) => !cited.has(rule))).toEqual([]);
});

it.each(FOLDERS)('what a test in %s cites is a rule', (folder) => {
  const known = new Set(rules);
  expect(files.filter((file) => relative(root, file).startsWith(`${folder}/`)).length).toBeGreaterThan(0);
  expect(citations.filter(({ rule, file }) => file.startsWith(`${folder}/`) && !known.has(rule))).toEqual([]);
});
