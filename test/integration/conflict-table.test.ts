import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Where the rules of docs/conflicts.md are put to the test. */
const FOLDERS = [
  'packages/protocol/src',
  'packages/client/src',
  'packages/elements/src',
  'server/src',
  'test/integration',
];

const rules = [...readFileSync(join(root, 'docs/conflicts.md'), 'utf8').matchAll(/^\| (C\d+) \|/gm)].map(
  ([, rule = '']) => rule,
);
const citations = FOLDERS.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(root, folder, name)),
).flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/\[(C\d+)\]/g)].map(([, rule = '']) => ({
    rule,
    file: relative(root, file),
  })),
);

it('the table of conflicts is numbered without a gap', () => {
  expect(rules.length).toBeGreaterThan(0);
  expect(rules).toEqual(rules.map((_, i) => `C${i + 1}`));
});

it('every rule of the table has a test that cites it', () => {
  const cited = new Set(citations.map(({ rule }) => rule));
  expect(rules.filter((rule) => !cited.has(rule))).toEqual([]);
});

it('what a test cites is a rule of the table', () => {
  const known = new Set(rules);
  expect(citations.filter(({ rule }) => !known.has(rule))).toEqual([]);
});
