/** `npx pnpm start`: builds, starts the server and the example intranet, and prints one link per demo person. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { startIntranet } from '@fireside/example-intranet';
import { buildWhenChanged } from './fresh-build.ts';
import { mustBeFree, readPort } from './ports.ts';
import { answers, startServer } from './server-child.ts';

const root = join(import.meta.dirname, '..');
const ending = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ending.abort(signal));

try {
  process.exitCode = await start(ending.signal);
} catch (error) {
  if (!ending.signal.aborted) {
    console.error(`\n${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}

/** Runs until the signal or the server's end; answers with the exit code. */
async function start(signal: AbortSignal): Promise<number> {
  if (process.env['FIRESIDE_JWKS_URL']) {
    throw new Error(
      'The example intranet signs with a shared secret: unset FIRESIDE_JWKS_URL, or run the server alone.',
    );
  }
  const serverPort = readPort('FIRESIDE_PORT', 4001);
  const intranetPort = readPort('INTRANET_PORT', 4000);
  if (serverPort === intranetPort) throw new Error('FIRESIDE_PORT and INTRANET_PORT must be different ports.');
  await mustBeFree(serverPort, 'the Fireside server', 'FIRESIDE_PORT');
  await mustBeFree(intranetPort, 'the example intranet', 'INTRANET_PORT');

  console.log('Building …');
  const built = await buildWhenChanged(root, () => run('vite', ['build', 'packages/elements', '--logLevel', 'warn']));
  if (built === 'unchanged') console.log('Nothing has changed since the last build.');

  const data = resolve(root, process.env['FIRESIDE_DATA'] || '.data');
  const log = join(data, 'server.log');
  const server = `http://localhost:${serverPort}`;
  const origins = [serverPort, intranetPort].flatMap((port) => [
    `http://localhost:${port}`,
    `http://127.0.0.1:${port}`,
  ]);
  const child = startServer(root, log, {
    ...process.env,
    FIRESIDE_PORT: String(serverPort),
    FIRESIDE_DATA: data,
    FIRESIDE_ORIGINS: process.env['FIRESIDE_ORIGINS'] || origins.join(','),
  });
  const died = child.ended.then((what) => {
    throw new Error(`${what} Its log is ${show(log)}.`);
  });
  try {
    await Promise.race([answers(`${server}/healthz`, signal), died]);
    const intranet = await startIntranet({
      port: intranetPort,
      server,
      livekit: process.env['LIVEKIT_URL'] || undefined,
      secret: readSecret(data),
    });
    try {
      await Promise.race([answers(intranet.url, signal), died]);
      greet(intranet.url, server, data, log);
      await Promise.race([aborted(signal), died]);
      console.log('\nEnding …');
      return 0;
    } finally {
      await intranet.close();
    }
  } finally {
    died.catch(() => {
      // From here on its end is what we want.
    });
    await child.end();
  }
}

function greet(intranet: string, server: string, data: string, log: string): void {
  const who = [
    ['Anna', 'mentor', 'anna'],
    ['Bo', 'mentee', 'bo'],
    ['Olga', 'observer', 'olga'],
  ] as const;
  const lines = who.map(([name, role, id]) => `  ${name.padEnd(6)}${role.padEnd(10)}${intranet}/as/${id}`);
  console.log(`
Fireside is ready. Open a link per person, side by side if you like:

${lines.join('\n')}

  Server ${server} · data in ${show(data)} · log in ${show(log)}
  Ctrl-C ends everything.`);
}

/** The server makes one on its first start unless the environment has it. */
function readSecret(data: string): string {
  const given = process.env['FIRESIDE_SECRET'];
  if (given !== undefined && given !== '') return given;
  const file = join(data, 'secret');
  if (!existsSync(file)) throw new Error(`The server has left no secret in ${show(file)}: set FIRESIDE_SECRET.`);
  return readFileSync(file, 'utf8').trim();
}

/** Runs a command of node_modules/.bin, which pnpm puts on the path. */
async function run(command: string, args: string[]): Promise<void> {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  const code = await new Promise<number | null>((settle, fail) => {
    child.once('exit', settle);
    child.once('error', fail);
  });
  if (code !== 0) throw new Error('The build failed; see above.');
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((settle) => {
    if (signal.aborted) settle();
    else signal.addEventListener('abort', () => settle(), { once: true });
  });
}

function show(path: string): string {
  const shorter = relative(process.cwd(), path);
  return shorter === '' || shorter.startsWith('..') ? path : shorter;
}
