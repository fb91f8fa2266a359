/** What every call must do, whatever carries it: the same suite runs on each adapter and on the fake, in a browser. */
import { describeCommands } from './contract/commands.contract.ts';
import { describeDevices } from './contract/devices.contract.ts';
import { describeTogether } from './contract/together.contract.ts';
import { describeTrouble } from './contract/trouble.contract.ts';
import type { CallWorld } from './contract/world.contract.ts';

export function describeCall(name: string, openWorld: () => CallWorld): void {
  describe(`${name} as a call`, () => {
    let world: CallWorld;
    beforeEach(() => {
      world = openWorld();
    });
    afterEach(() => world.close());

    describeTogether(() => world);
    describeCommands(() => world);
    describeDevices(() => world);
    describeTrouble(() => world);
  });
}
