import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const here = new URL('.', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, here), 'utf8');

it('SPEC.md and the tests name the same rules', () => {
  const rules = [...read('SPEC.md').matchAll(/^\d+\. \*\*([A-Z]{2}\d+)\*\*/gm)].map((match) => match[1]);
  const tests = readdirSync(here).filter((file) => file.endsWith('.test.ts') && file !== 'spec.test.ts');
  const cited = new Set(
    tests.flatMap((file) => [...read(file).matchAll(/\[([A-Z]{2}\d+)\]/g)].map((match) => match[1])),
  );
  expect([...cited].sort()).toEqual(rules.sort());
});
