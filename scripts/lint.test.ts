import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

type Case = { file: string; code: string; says: string | null };

/** A path, one line of code, and the rule that must speak up (`null`: none may). */
function importing(file: string, module: string, says: string | null = 'no-restricted-imports'): Case {
  return { file, code: `import * as m from '${module}';\nexport const m_ = m;`, says };
}
const allowing = (file: string, module: string): Case => importing(file, module, null);

const cases: Case[] = [
  // protocol
  allowing('packages/protocol/src/a.ts', 'yjs'),
  allowing('packages/protocol/src/a.ts', 'lib0/encoding'),
  allowing('packages/protocol/src/a.ts', 'fractional-indexing'),
  allowing('packages/protocol/src/a.ts', './documents/b.ts'),
  allowing('packages/protocol/src/http/a.ts', 'valibot'),
  allowing('packages/protocol/src/http/a.ts', '@valibot/to-json-schema'),
  allowing('packages/protocol/src/http/a.ts', '../errors.ts'),
  allowing('packages/protocol/src/a.test.ts', 'vitest'),
  importing('packages/protocol/src/a.ts', 'valibot'),
  importing('packages/protocol/src/a.ts', 'y-protocols/sync'),
  importing('packages/protocol/src/a.ts', '@fireside/client'),
  importing('packages/protocol/src/a.ts', 'node:crypto'),
  importing('packages/protocol/src/a.ts', 'vitest'),
  importing('packages/protocol/src/a.ts', 'some-new-library'),
  importing('packages/protocol/src/http/a.ts', 'hono'),

  // client
  allowing('packages/client/src/a.ts', '@fireside/protocol'),
  allowing('packages/client/src/a.ts', 'y-websocket'),
  allowing('packages/client/src/a.ts', 'y-protocols/awareness'),
  allowing('packages/client/src/call/livekit.ts', 'livekit-client'),
  allowing('packages/client/src/a.browser.test.ts', 'chai'),
  importing('packages/client/src/a.ts', 'lit'),
  importing('packages/client/src/a.ts', '@fireside/elements'),
  importing('packages/client/src/a.ts', '@fireside/server'),
  importing('packages/client/src/a.ts', '@fireside/protocol/src/ids.ts'),
  importing('packages/client/src/a.ts', '@fireside/protocol/http'),
  importing('packages/client/src/a.ts', '../../protocol/src/index.ts'),
  importing('packages/client/src/call/peer.ts', 'livekit-client'),
  {
    file: 'packages/client/src/a.ts',
    code: "import type { T } from '@fireside/protocol/http';\nexport type U = T;",
    says: null,
  },
  { file: 'packages/client/src/a.ts', code: "export { html } from 'lit';", says: 'no-restricted-imports' },
  {
    file: 'packages/client/src/a.ts',
    code: "export const later = () => import('lit');",
    says: 'no-restricted-imports',
  },

  // elements
  allowing('packages/elements/src/a.ts', '@fireside/client'),
  allowing('packages/elements/src/room/a.ts', 'lit/directives/repeat.js'),
  allowing('packages/elements/src/room/a.ts', '@lit/context'),
  allowing('packages/elements/src/notes/a.ts', '@tiptap/core'),
  allowing('packages/elements/src/notes/a.ts', '@tiptap/pm/state'),
  allowing('packages/elements/src/session/a.ts', '../room/define.ts'),
  allowing('packages/elements/src/session/a.ts', '../shared/format.ts'),
  allowing('packages/elements/src/session/a.browser.test.ts', '@fireside/client/fake'),
  allowing('packages/elements/src/session/a.browser.test.ts', '@web/test-runner-commands'),
  {
    file: 'packages/elements/src/agenda/a.ts',
    code: "import { addDays } from 'date-fns';\nexport const b = addDays;",
    says: null,
  },
  {
    file: 'packages/elements/src/agenda/a.ts',
    code: "import { format } from 'date-fns';\nexport const b = format;",
    says: 'no-restricted-imports',
  },
  importing('packages/elements/src/agenda/a.ts', '@tiptap/core'),
  importing('packages/elements/src/a.ts', '@tiptap/core'),
  importing('packages/elements/src/a.ts', '@fireside/client/fake'),
  importing('packages/elements/src/a.ts', '@fireside/server'),
  importing('packages/elements/src/a.ts', 'y-websocket'),
  importing('packages/elements/src/session/a.ts', '../room/room.ts'),
  importing('packages/elements/src/session/parts/a.ts', '../../room/room.ts'),

  // server
  allowing('server/src/a.ts', 'hono/ws'),
  allowing('server/src/a.ts', 'node:fs/promises'),
  allowing('server/src/a.ts', '@fireside/protocol/http'),
  allowing('server/src/a.test.ts', 'vitest'),
  allowing('server/src/a.ts', 'mdast-util-to-markdown'),
  allowing('server/src/a.test.ts', 'ajv/dist/2020.js'),
  importing('server/src/a.ts', 'mdast-util-from-markdown'),
  importing('server/src/a.ts', 'ajv'),
  importing('server/src/a.ts', '@fireside/client'),
  importing('server/src/a.ts', 'lit'),
  importing('server/src/a.ts', 'valibot'),
  importing('server/src/a.ts', 'express'),

  // examples and test
  allowing('examples/intranet/src/a.ts', 'jose'),
  importing('examples/intranet/src/a.ts', '../../../server/src/main.ts'),
  importing('server/src/a.ts', '@fireside/test'),
  importing('test/e2e/a.ts', '../../server/src/main.ts'),

  // habits
  { file: 'server/src/a.ts', code: 'export default 1;', says: 'no-default-export' },
  { file: 'server/src/a.ts', code: "export * from './b.ts';", says: 'no-barrel-file' },
  { file: 'server/src/a.ts', code: 'export const a: any = 1;', says: 'no-explicit-any' },
  {
    file: 'server/src/a.ts',
    code: 'async function f(): Promise<void> {}\nexport function g(): void {\n  f();\n}',
    says: 'no-floating-promises',
  },
  { file: 'packages/client/src/a.ts', code: 'export const a = MediaRecorder;', says: 'no-restricted-globals' },
  {
    file: 'packages/client/src/call/a.ts',
    code: 'export const a = (stream: MediaStream): object => new MediaRecorder(stream);',
    says: 'no-restricted-globals',
  },
  {
    file: 'packages/elements/src/a.browser.test.ts',
    code: 'export const a = globalThis.MediaRecorder;',
    says: 'no-restricted-properties',
  },
  { file: 'server/src/a.ts', code: "console.log('token');", says: 'no-console' },
  { file: 'server/src/a.ts', code: 'try {\n  JSON.parse("");\n} catch {}', says: 'no-empty' },
  {
    file: 'server/src/a.test.ts',
    code: "import { it } from 'vitest';\nit.only('x', () => {});",
    says: 'no-restricted-properties',
  },
  {
    // Skips nothing here: it is a text, and the rule must refuse it.
    file: 'packages/elements/src/room/a.browser.test.ts',
    code: "describe.skip('x', () => {});",
    says: 'no-restricted-properties',
  },
  {
    file: 'test/e2e/a.spec.ts',
    code: "import { test } from './fixtures.ts';\ntest.skip('x', () => {});",
    says: 'no-restricted-properties',
  },
];

describe('the lint rules', () => {
  let folder: string;
  const found = new Map<string, string[]>();
  // A number keeps each case in a file of its own; the folder and the ending decide which rules apply.
  const path = ({ file }: Case, index: number): string =>
    file.endsWith('livekit.ts') || file.endsWith('peer.ts') ? file : file.replace(/\/a\./, `/a${index}.`);

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fireside-lint-'));
    cpSync(join(root, 'oxlint.config.ts'), join(folder, 'oxlint.config.ts'));
    cpSync(join(root, 'package.json'), join(folder, 'package.json'));
    writeFileSync(join(folder, 'tsconfig.json'), '{ "compilerOptions": { "strict": true, "noEmit": true } }');
    cases.forEach((item, index) => {
      const file = join(folder, path(item, index));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${item.code}\n`);
    });
    for (const { filename, code } of lint(folder)) {
      const rule = /\((.+)\)/.exec(code)?.[1] ?? code;
      found.set(filename, [...(found.get(filename) ?? []), rule]);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(cases.map((item, index) => ({ ...item, index })))('$file: $code → $says', ({ index, says, ...item }) => {
    const rules = found.get(path({ ...item, says }, index)) ?? [];
    expect([...new Set(rules)]).toEqual(says === null ? [] : [says]);
  });
});

function lint(cwd: string): { filename: string; code: string }[] {
  const oxlint = join(root, 'node_modules/.bin/oxlint');
  const { stdout, stderr, error } = spawnSync(oxlint, ['--type-aware', '--format', 'json'], {
    cwd,
    encoding: 'utf8',
    timeout: 60_000,
  });
  if (error !== undefined || !stdout.startsWith('{'))
    throw new Error(`oxlint did not run: ${stderr}`, { cause: error });
  return (JSON.parse(stdout) as { diagnostics: { filename: string; code: string }[] }).diagnostics;
}
