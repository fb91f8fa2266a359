import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const INPUTS = [
  'packages/*/src/**/*',
  'packages/*/package.json',
  'packages/elements/vite.config.ts',
  'scripts/*.ts',
  'pnpm-lock.yaml',
];
const OUTPUT = ['packages/elements/dist/app/**/*'];
const STAMP = 'packages/elements/dist/app.stamp';

/**
 * Builds unless what is there was built from exactly these sources. The stamp covers the output too, so a build that
 * somebody else made, or broke, is never taken for ours.
 */
export async function buildWhenChanged(root: string, build: () => Promise<void>): Promise<'built' | 'unchanged'> {
  const stamp = join(root, STAMP);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint(root)) return 'unchanged';
  await build();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, fingerprint(root));
  return 'built';
}

function fingerprint(root: string): string {
  const hash = createHash('sha256');
  const inputs = globSync(INPUTS, {
    cwd: root,
    withFileTypes: true,
    exclude: (entry) => entry.name === 'node_modules',
  });
  const output = globSync(OUTPUT, { cwd: root, withFileTypes: true });
  const files = [...inputs, ...output]
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  for (const file of files) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}
