import { describeCall } from './call.contract.ts';
import { PeerWorld } from './testing/peer-world.ts';

describeCall('a peer call', () => new PeerWorld());
