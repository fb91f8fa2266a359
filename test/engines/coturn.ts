/** A TURN server (RFC 8656) whose credentials are short-lived, by "REST API for access to TURN services". */
import { createHmac } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bringFromDebian } from '../../scripts/debian.ts';
import { freePort } from '../e2e/support/ports.ts';
import { findOrBring, type EngineKind } from './engine.ts';
import { startProgram, versionOf } from './program.ts';

const PATH = '/usr/bin/turnserver';

export const coturn: EngineKind = {
  name: 'coturn',
  command: 'sudo apt-get install -y --no-install-recommends coturn',
  find() {
    const version = versionOf(PATH);
    return version === null ? null : { path: PATH, version };
  },
  bring() {
    bringFromDebian('coturn', 'coturn');
    return 'installed from Debian';
  },
};

export interface Coturn {
  readonly host: string;
  readonly port: number;
  /** Shared with whoever gives credentials. */
  readonly secret: string;
  readonly urls: { readonly udp: string; readonly tcp: string };
  /** A user name and password that end at `until`, in milliseconds since the epoch. */
  credentials(id: string, until: number): { readonly username: string; readonly credential: string };
  /** What the server has written so far. */
  log(): string;
  stop(): Promise<void>;
}

/**
 * Starts a TURN server on a free port of one address, for UDP and TCP; it relays between addresses of this machine.
 * @throws EngineMissing
 */
export async function startCoturn({
  host = '127.0.0.1',
  secret = 'a-secret-for-coturn-and-engine-tests',
} = {}): Promise<Coturn> {
  const { path } = findOrBring(coturn);
  const port = await freePort(host);
  const folder = await mkdtemp(join(tmpdir(), 'fireside-coturn-'));
  const file = join(folder, 'turnserver.conf');
  const settings = [
    `listening-ip=${host}`,
    `relay-ip=${host}`,
    `listening-port=${port}`,
    'realm=fireside.test',
    'use-auth-secret',
    `static-auth-secret=${secret}`,
    'fingerprint',
    'no-tls',
    'no-dtls',
    // With a command line of its own it refuses to relay on loopback.
    'no-cli',
    ...(host.startsWith('127.') ? ['allow-loopback-peers'] : []),
    'log-file=stdout',
    'verbose',
    `pidfile=${join(folder, 'pid')}`,
    `userdb=${join(folder, 'users')}`,
  ];
  await writeFile(file, settings.join('\n'));
  const program = await startProgram(path, ['-c', file], { host, port });
  return {
    host,
    port,
    secret,
    urls: { udp: `turn:${host}:${port}?transport=udp`, tcp: `turn:${host}:${port}?transport=tcp` },
    credentials(id, until) {
      const username = `${Math.floor(until / 1000)}:${id}`;
      return { username, credential: createHmac('sha1', secret).update(username).digest('base64') };
    },
    log: program.output,
    async stop() {
      await program.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
