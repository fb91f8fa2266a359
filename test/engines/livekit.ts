/** A LiveKit server, built from its source; what the join bench compares with. */
import { spawnSync } from 'node:child_process';
import { chmodSync, globSync, mkdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { arch, homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { bringFromDebian, run } from '../../scripts/debian.ts';
import { freePort, freeUdpPort } from '../e2e/support/ports.ts';
import { findOrBring, type EngineKind } from './engine.ts';
import { type Program, startProgram, versionOf } from './program.ts';

const VERSION = '1.13.5';
const PACKAGE = `github.com/livekit/livekit-server/cmd/server@v${VERSION}`;
/** What LiveKit asks for, for a Go that is too old to fetch another one by itself. */
const GO = 'golang.org/toolchain@v0.0.1-go1.26.8';
const FOLDER = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'fireside', `livekit-${VERSION}`);
const PATH = join(FOLDER, 'server');

const KEY = 'devkey';
const SECRET = 'a-secret-for-engine-tests-only-32-or-more';

export const livekit: EngineKind = {
  name: 'LiveKit',
  command: `GOBIN=${FOLDER} go install ${PACKAGE}`,
  find() {
    const version = versionOf(PATH);
    return version === null ? null : { path: PATH, version };
  },
  bring() {
    if (goVersion() === null) bringFromDebian('Go', 'golang-go');
    const go = goThatKnowsToolchains();
    if (go === null) return '';
    console.log(`No LiveKit found: building ${PACKAGE}, which takes about two minutes.`);
    mkdirSync(FOLDER, { recursive: true });
    run(go, ['install', PACKAGE], { GOBIN: FOLDER, GOTOOLCHAIN: 'auto' });
    return `built by ${go}`;
  },
};

function goVersion(): readonly [major: number, minor: number] | null {
  const { status, stdout } = spawnSync('go', ['version'], { encoding: 'utf8' });
  const [, major, minor] = /go(\d+)\.(\d+)/.exec(status === 0 ? stdout : '') ?? [];
  return major === undefined || minor === undefined ? null : [Number(major), Number(minor)];
}

/** From 1.21 on, Go fetches the version that a module asks for; for an older one (Debian 12) we do what it would. */
function goThatKnowsToolchains(): string | null {
  const version = goVersion();
  if (version === null) return null;
  if (version[0] > 1 || version[1] >= 21) return 'go';
  const toolchain = `${GO}.${process.platform}-${arch() === 'x64' ? 'amd64' : arch()}`;
  const { status, stdout, stderr } = spawnSync('go', ['mod', 'download', '-json', toolchain], { encoding: 'utf8' });
  if (status !== 0) {
    console.error(`go mod download ${toolchain} failed: ${stdout}${stderr}`);
    return null;
  }
  const { Dir: folder } = JSON.parse(stdout) as { readonly Dir: string };
  // A module's files come without the right to run them.
  for (const program of globSync(['bin/*', 'pkg/tool/*/*'], { cwd: folder })) chmodSync(join(folder, program), 0o555);
  return join(folder, 'bin/go');
}

export interface LiveKit {
  /** For `Room.connect`: ws://address:port. */
  readonly url: string;
  /** For a server of ours: what it signs with. */
  readonly key: string;
  readonly secret: string;
  /** For `Room.connect`: lets somebody into a room, for an hour. */
  token(room: string, identity: string): Promise<string>;
  /** What the server has written since it was started last. */
  log(): string;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again, at the same address. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface LiveKitOptions {
  /** The address that it listens on. */
  readonly host?: string | undefined;
  /** Where it tells what happens in its rooms. */
  readonly webhook?: string;
}

/** Starts a server on free ports of one address. @throws EngineMissing */
export async function startLiveKit({ host = '127.0.0.1', webhook }: LiveKitOptions = {}): Promise<LiveKit> {
  const { path } = findOrBring(livekit);
  const [port, udp] = [await freePort(host), await freeUdpPort(host)];
  const loopback = host === '127.0.0.1';
  const folder = await mkdtemp(join(tmpdir(), 'fireside-livekit-'));
  const file = join(folder, 'livekit.json'); // YAML's subset
  await writeFile(
    file,
    JSON.stringify({
      port,
      bind_addresses: [host],
      // tcp_port would listen on every address, and so would UDP without `includes`.
      rtc: {
        udp_port: udp,
        tcp_port: 0,
        node_ip: host,
        use_external_ip: false,
        // Its one address in every candidate, and with it no other interface of this machine, whatever else runs here.
        ips: { includes: [`${host}/32`] },
        ...(loopback ? { enable_loopback_candidate: true, interfaces: { includes: ['lo'] } } : {}),
      },
      keys: { [KEY]: SECRET },
      ...(webhook === undefined ? {} : { webhook: { api_key: KEY, urls: [webhook] } }),
      logging: { level: 'warn' },
    }),
  );
  const start = (): Promise<Program> => startProgram(path, ['--config', file], { host, port });
  // Asked to end, it waits until everybody has left.
  const kill = (): Promise<void> => program.stop('SIGKILL');
  let program = await start();
  return {
    url: `ws://${host}:${port}`,
    key: KEY,
    secret: SECRET,
    token: (room, identity) =>
      new SignJWT({ video: { roomJoin: true, room } })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer(KEY)
        .setSubject(identity)
        .setExpirationTime('1h')
        .sign(new TextEncoder().encode(SECRET)),
    log: () => program.output(),
    kill,
    async start() {
      program = await start();
    },
    async stop() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
