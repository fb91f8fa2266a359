import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { buildWhenChanged } from './fresh-build.ts';
import { mustBeFree, readPort } from './ports.ts';

describe('a port', () => {
  it.each([undefined, '127.0.0.1'])(
    'that somebody listens on (%s) is named, with the variable to change it',
    async (host) => {
      const other = createServer().listen(0, host);
      await once(other, 'listening');
      onTestFinished(() => void other.close());
      const { port } = other.address() as { port: number };
      await expect(mustBeFree(port, 'the Fireside server', 'FIRESIDE_PORT')).rejects.toThrow(
        `Port ${port} for the Fireside server is in use. Stop what uses it, or choose another with FIRESIDE_PORT=….`,
      );
    },
  );

  it('that is free is still free afterwards', async () => {
    const other = createServer().listen(0);
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    other.close();
    await once(other, 'close');
    await mustBeFree(port, 'a test', 'X');
    await mustBeFree(port, 'a test', 'X');
  });

  it('must be a number', () => {
    process.env['FIRESIDE_TEST_PORT'] = '4001x';
    onTestFinished(() => void delete process.env['FIRESIDE_TEST_PORT']);
    expect(() => readPort('FIRESIDE_TEST_PORT', 1)).toThrow('FIRESIDE_TEST_PORT is "4001x", but a port is a number');
    expect(readPort('FIRESIDE_TEST_PORT_UNSET', 4001)).toBe(4001);
  });
});

describe('a build', () => {
  function project() {
    const root = mkdtempSync(join(tmpdir(), 'fireside-build-'));
    onTestFinished(() => rmSync(root, { recursive: true }));
    const write = (file: string, text: string): void => {
      mkdirSync(join(root, file, '..'), { recursive: true });
      writeFileSync(join(root, file), text);
    };
    write('packages/elements/src/app.ts', 'one');
    write('pnpm-lock.yaml', 'locked');
    const build = (): Promise<'built' | 'unchanged'> =>
      buildWhenChanged(root, async () => {
        cpSync(join(root, 'packages/elements/src/app.ts'), join(root, 'packages/elements/dist/app/fireside.js'));
      });
    return { write, build };
  }

  it('is made once for the same sources', async () => {
    const { build } = project();
    expect([await build(), await build()]).toEqual(['built', 'unchanged']);
  });

  it.each(['packages/elements/src/app.ts', 'packages/client/src/new.ts', 'pnpm-lock.yaml'])(
    'is made again when %s changes',
    async (file) => {
      const { write, build } = project();
      await build();
      write(file, 'two');
      expect(await build()).toBe('built');
    },
  );

  it('is made again when somebody else changed the output', async () => {
    const { write, build } = project();
    await build();
    write('packages/elements/dist/app/fireside.js', 'of other sources');
    expect(await build()).toBe('built');
  });

  it('does not care about tests', async () => {
    const { write, build } = project();
    await build();
    write('packages/elements/src/app.test.ts', 'two');
    expect(await build()).toBe('unchanged');
  });
});
