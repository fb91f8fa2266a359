/**
 * `npx pnpm localize`: takes the messages out of the elements' source into `packages/elements/xliff`, makes the
 * pseudo-locale anew, and writes the modules that the elements load. German is written by people, in `xliff/de.xlf`; what
 * is missing there is listed, and `scripts/localize.test.ts` fails on it.
 */
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ELEMENTS, openLocalizer } from './messages.ts';
import { pseudo } from './pseudo-locale.ts';

const UNIT = /(<trans-unit id="[^"]+">\s*<source>)([\s\S]*?)(<\/source>)(?:\s*<target>[\s\S]*?<\/target>)?/g;

await (await openLocalizer()).writeInterchangeFiles();

const path = join(ELEMENTS, 'xliff/en-XA.xlf');
const source = await readFile(path, 'utf8');
await writeFile(
  path,
  source.replace(UNIT, (_, open: string, text: string, close: string) => {
    return `${open}${text}${close}\n  <target>${pseudo(text)}</target>`;
  }),
);

await (await openLocalizer()).build();
execFileSync(join(ELEMENTS, '../../node_modules/.bin/oxfmt'), [
  join(ELEMENTS, 'src/locales'),
  join(ELEMENTS, 'lit-localize.json'),
]);

const german = await readFile(join(ELEMENTS, 'xliff/de.xlf'), 'utf8');
const missing = [...german.matchAll(/<source>((?:(?!<\/source>)[\s\S])*)<\/source>\s*<\/trans-unit>/g)].map(
  ([, text]) => text,
);
for (const text of missing) console.log(`not in German yet: ${text}`);
