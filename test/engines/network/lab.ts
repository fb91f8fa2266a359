/**
 * A network of its own on this machine (Linux network namespaces): places with an address and a link each, in one of two
 * subnets, behind a router that is a namespace too. The machine itself sees one more address, at which servers can listen.
 * Links are cut, thinned out and slowed down at the router, so that nothing inside a place knows better than on a real one.
 */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { delayedLink, directLink, type Link } from './link.ts';
import { Place } from './place.ts';

export interface PlaceOptions {
  /** Multicast, and with it mDNS, does not pass from one subnet to the other; everything else does. */
  readonly subnet?: 0 | 1;
  /** Milliseconds that each packet takes, each way. */
  readonly delay?: number;
}

export interface Lab {
  /** The address of this machine for everybody in the lab. */
  readonly host: string;
  place(options?: PlaceOptions): Promise<Place>;
  /** Takes everything down again. */
  close(): void;
}

export type Run = (command: string, ...args: string[]) => string;
const run: Run = (command, ...args) =>
  execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** What keeps a lab from being opened here, as a sentence with what to do; null where it can be. */
export function labMissing(): string | null {
  if (process.platform !== 'linux') return 'Network namespaces need Linux.';
  if (process.getuid?.() !== 0) {
    return 'Network namespaces need root: run as root, or inside `unshare -Urnm` after `mount -t tmpfs t /run`.';
  }
  for (const [program, ...args] of [
    ['ip', '-V'],
    ['tc', '-V'],
    ['nft', '-v'],
    ['python3', '-V'],
  ] as const) {
    try {
      run(program, ...args);
    } catch {
      return `The program “${program}” is missing: apt-get install iproute2 nftables python3`;
    }
  }
  try {
    accessSync('/dev/net/tun', constants.W_OK);
  } catch {
    return 'There is no /dev/net/tun, which the delayed links need.';
  }
  return null;
}

const NAME = /^fireside-(\d+)-/;

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const namespaces = (): string[] =>
  run('ip', 'netns', 'list')
    .split('\n')
    .map((line) => line.split(' ')[0] ?? '');

/** Deletes what a run that was killed has left. A namespace takes its links along. */
function sweep(): void {
  for (const name of namespaces()) {
    const pid = Number(NAME.exec(name)?.[1]);
    if (pid > 0 && !alive(pid)) run('ip', 'netns', 'delete', name);
  }
}

/** 10.64 to 10.127, so that two labs at the same time do not share addresses. */
function freeNetwork(): string {
  const used = Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address));
  const candidates = Array.from({ length: 64 }, (_, index) => `10.${64 + ((process.pid + index) % 64)}`);
  const free = candidates.find((prefix) => !used.some((address) => address.startsWith(`${prefix}.`)));
  if (!free) throw new Error('no network from 10.64 to 10.127 is free');
  return free;
}

let opened = 0;

/** @throws Error where `labMissing` says something, or a program fails */
export function openLab(): Lab {
  sweep();
  const number = opened++;
  const prefix = `fireside-${process.pid}-${number}-`;
  const router = `${prefix}router`;
  const network = freeNetwork();
  const [host, uplink] = [`${network}.0.1`, `fs${process.pid}-${number}`];
  const folder = mkdtempSync(join(tmpdir(), 'fireside-lab-'));
  const links: Link[] = [];
  let places = 0;

  const close = (): void => {
    process.off('exit', close);
    for (const link of links) link.close();
    run('ip', 'link', 'delete', uplink); // a namespace goes only when its last program has ended
    for (const name of namespaces()) if (name.startsWith(prefix)) run('ip', 'netns', 'delete', name);
    rmSync(folder, { recursive: true, force: true });
  };
  run('ip', 'netns', 'add', router);
  run('ip', 'link', 'add', uplink, 'type', 'veth', 'peer', 'name', 'host', 'netns', router);
  process.on('exit', close);

  run('ip', 'netns', 'exec', router, 'sysctl', '-qw', 'net.ipv4.ip_forward=1');
  run('ip', '-n', router, 'link', 'set', 'lo', 'up');
  for (const subnet of [0, 1]) {
    run('ip', '-n', router, 'link', 'add', `br${subnet}`, 'type', 'bridge');
    run('ip', '-n', router, 'addr', 'add', `${network}.${subnet}.254/24`, 'dev', `br${subnet}`);
    run('ip', '-n', router, 'link', 'set', `br${subnet}`, 'up');
  }
  run('ip', '-n', router, 'link', 'set', 'host', 'master', 'br0', 'up');
  run('ip', 'addr', 'add', `${host}/24`, 'dev', uplink);
  run('ip', 'link', 'set', uplink, 'up');
  run('ip', 'route', 'add', `${network}.1.0/24`, 'via', `${network}.0.254`);

  return {
    host,
    close,
    async place({ subnet = 0, delay = 0 } = {}) {
      places += 1;
      const namespace = `${prefix}place-${places}`;
      const port = `port${places}`;
      run('ip', 'netns', 'add', namespace);
      const ends = { router, port, namespace };
      const link = delay > 0 ? await delayedLink(ends, delay) : directLink(run, ends);
      links.push(link);
      run('ip', '-n', router, 'link', 'set', port, 'master', `br${subnet}`, 'up');
      return new Place({ run, router, port, namespace, folder, network: `${network}.${subnet}`, number: 10 * places });
    },
  };
}

/**
 * For `describe.runIf`. False where a lab cannot be opened, which is said.
 * @throws Error under `CI=true`, where nothing is left out
 */
export function labOrLeftOut(): boolean {
  const missing = labMissing();
  if (missing === null) return true;
  if (process.env['CI'] === 'true') throw new Error(missing);
  console.log(`${missing} The tests of networks are left out.`);
  return false;
}
