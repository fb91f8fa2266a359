/** `ip` and `nft`: network namespaces, bridges and what is dropped on them. */
import { bringFromDebian } from '../../scripts/debian.ts';
import type { EngineKind } from './engine.ts';
import { versionOf } from './program.ts';

export const networkTools: EngineKind = {
  name: 'iproute2 and nftables',
  command: 'sudo apt-get install -y --no-install-recommends iproute2 nftables',
  find() {
    const [ip, nft] = [versionOf('/usr/sbin/ip', '-V'), versionOf('/usr/sbin/nft')];
    return ip === null || nft === null ? null : { path: '/usr/sbin/ip, /usr/sbin/nft', version: `${ip}, ${nft}` };
  },
  bring() {
    bringFromDebian('iproute2 and nftables', 'iproute2', 'nftables');
    return 'installed from Debian';
  },
};
