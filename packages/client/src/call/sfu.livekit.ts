/** Run by `test/engines/contract.engine.test.ts`, which has a LiveKit. */
import { describeCall } from './call.contract.ts';
import { SfuWorld } from './testing/sfu-world.ts';

describeCall('an SFU call', () => new SfuWorld());
