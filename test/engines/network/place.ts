/** Where somebody sits: a network namespace with one link, and all that may go wrong with it. */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Run } from './lab.ts';

export interface PlaceParts {
  readonly run: Run;
  readonly router: string;
  readonly port: string;
  readonly namespace: string;
  readonly folder: string;
  /** The first three numbers of the address. */
  readonly network: string;
  /** The last one, for a start. */
  readonly number: number;
}

/** `unplugged`: the link is down, which the system notices; `black-hole`: packets vanish on the way, and nobody is told. */
export type Cut = 'unplugged' | 'black-hole';

export class Place {
  readonly #parts: PlaceParts;
  #number: number;
  #cut = false;
  #loss = 0;
  #udp = true;

  constructor(parts: PlaceParts) {
    const { run, router, port, namespace } = parts;
    this.#parts = parts;
    this.#number = parts.number;
    run('ip', '-n', namespace, 'link', 'set', 'lo', 'up');
    run('ip', '-n', namespace, 'link', 'set', 'eth0', 'up');
    this.#takeAddress();
    const hook = (chain: string): string =>
      `add chain netdev ${port} ${chain} { type filter hook ${chain} device ${port} priority 0; }`;
    run('ip', 'netns', 'exec', router, 'nft', `add table netdev ${port}; ${hook('ingress')}; ${hook('egress')}`);
  }

  get address(): string {
    return `${this.#parts.network}.${this.#number}`;
  }

  /** A program that does what `program` does, in this place. */
  inside(program: string): string {
    const { folder, namespace } = this.#parts;
    const wrapper = join(folder, `${namespace}-${program.replaceAll('/', '-')}`);
    writeFileSync(wrapper, `#!/bin/sh\nexec ip netns exec ${namespace} ${program} "$@"\n`);
    chmodSync(wrapper, 0o755);
    return wrapper;
  }

  cut(how: Cut): void {
    if (how === 'unplugged') return this.#link('down');
    this.#cut = true;
    this.#filter();
  }

  /** Ends a cut of either kind. */
  mend(): void {
    if (this.#cut) {
      this.#cut = false;
      this.#filter();
    }
    this.#link('up');
  }

  /** So many of a hundred packets get lost, each way. */
  lose(percent: number): void {
    this.#loss = percent;
    this.#filter();
  }

  blockUdp(): void {
    this.#udp = false;
    this.#filter();
  }

  /** Kilobits per second, each way; what waits for longer than 400 ms is dropped, as a cheap router would do. */
  limit(rate: number): void {
    const { run, router, port, namespace } = this.#parts;
    for (const [where, device] of [
      [router, port],
      [namespace, 'eth0'],
    ] as const) {
      const shape = ['tbf', 'rate', `${rate}kbit`, 'burst', '4kb', 'latency', '400ms'];
      run('tc', '-n', where, 'qdisc', 'replace', 'dev', device, 'root', ...shape);
    }
  }

  /** Ends what `limit` began. */
  widen(): void {
    const { run, router, port, namespace } = this.#parts;
    run('tc', '-n', router, 'qdisc', 'delete', 'dev', port, 'root');
    run('tc', '-n', namespace, 'qdisc', 'delete', 'dev', 'eth0', 'root');
  }

  /** Another address, as after a change of the network; the old one is gone. */
  move(): void {
    this.#number += 1;
    this.#takeAddress();
  }

  #takeAddress(): void {
    const { run, namespace, network } = this.#parts;
    run('ip', '-n', namespace, 'addr', 'flush', 'dev', 'eth0');
    run('ip', '-n', namespace, 'addr', 'add', `${this.address}/24`, 'dev', 'eth0');
    run('ip', '-n', namespace, 'route', 'replace', 'default', 'via', `${network}.254`);
  }

  #link(state: 'up' | 'down'): void {
    const { run, router, port } = this.#parts;
    run('ip', '-n', router, 'link', 'set', port, state);
  }

  #filter(): void {
    const { run, router, port } = this.#parts;
    const rules = [
      this.#cut && 'drop',
      this.#loss > 0 && `numgen random mod 100 < ${this.#loss} drop`,
      !this.#udp && 'ip protocol udp drop',
    ].filter((rule) => rule !== false);
    const commands = ['ingress', 'egress'].flatMap((chain) => [
      `flush chain netdev ${port} ${chain}`,
      ...rules.map((rule) => `add rule netdev ${port} ${chain} ${rule}`),
    ]);
    run('ip', 'netns', 'exec', router, 'nft', commands.join('; '));
  }
}
