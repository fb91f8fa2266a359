/** Commands ask, the track tells: wishes, refusals and other devices. */
import type { ErrorCode } from '@fireside/protocol';
import { expect } from 'chai';
import { cameraTile, nothingRemains, pairIn, untilOther, type CallWorld } from './world.contract.ts';

export function describeCommands(world: () => CallWorld): void {
  describe('commands', () => {
    it('the last wish wins, off', async () => {
      const { call } = world().tab('anna');
      await Promise.all([true, false, true, false].map((on) => call.setCamera(on)));
      expect(call.value.self.camera).to.deep.equal({ on: false, pending: false });
      await nothingRemains(world());
    });

    it('the last wish wins, on', async () => {
      const { call } = world().tab('anna');
      await Promise.all([true, false, true].map((on) => call.setCamera(on)));
      expect(call.value.self.camera).to.deep.equal({ on: true, pending: false });
      expect(world().remains()).to.be.at.most(1);
    });

    it('a wish is pending until it is reached, and off is reached at once', async () => {
      const { call } = world().tab('anna');
      const wish = call.setCamera(true);
      expect(call.value.self.camera).to.deep.equal({ on: false, pending: true });
      await wish;
      const off = call.setCamera(false);
      expect(call.value.self.camera).to.deep.equal({ on: false, pending: false });
      await off;
    });

    const refusals: ['microphone' | 'camera' | 'screen', ErrorCode][] = [
      ['microphone', 'device-denied'],
      ['camera', 'device-missing'],
      ['camera', 'device-busy'],
      ['screen', 'device-denied'],
    ];
    for (const [device, code] of refusals) {
      it(`a refusal of the ${device} is an error with the code ${code}, until the next success`, async () => {
        const { call } = world().tab('anna');
        const commands = {
          microphone: (on: boolean) => call.setMicrophone(on),
          camera: (on: boolean) => call.setCamera(on),
          screen: (on: boolean) => call.setScreen(on),
        };
        world().refuse('anna', device, code);
        await commands[device](true);
        expect(call.value.error).to.deep.equal({ code, device });
        expect(call.value.self[device]).to.deep.equal({ on: false, pending: false });
        await commands[device](true);
        expect(call.value.error).to.equal(null);
        expect(call.value.self[device].on).to.equal(true);
      });
    }

    it('an error can be dismissed', async () => {
      const { call } = world().tab('anna');
      world().refuse('anna', 'camera', 'device-denied');
      await call.setCamera(true);
      call.dismissError();
      expect(call.value.error).to.equal(null);
    });

    it('who has no device joins all the same, sees and is told', async () => {
      const anna = world().tab('anna').call;
      const bo = world().tab('bo').call;
      await bo.setCamera(true);
      world().refuse('anna', 'camera', 'device-missing');
      await anna.setCamera(true);
      expect(anna.value.error).to.deep.equal({ code: 'device-missing', device: 'camera' });
      await Promise.all([anna.join(), bo.join()]);
      await untilOther(anna, 'bo', ({ camera }) => camera);
      expect(cameraTile(anna, 'bo').video).not.to.equal(null);
      expect(anna.value.state).to.equal('joined');
      expect(anna.value.error).to.deep.equal({ code: 'device-missing', device: 'camera' });
    });

    it('two refused devices are both told, until each succeeds or all are dismissed', async () => {
      const { call } = world().tab('anna');
      const microphone = { code: 'device-denied', device: 'microphone' };
      const camera = { code: 'device-missing', device: 'camera' };
      world().refuse('anna', 'microphone', 'device-denied');
      await call.setMicrophone(true);
      world().refuse('anna', 'camera', 'device-missing');
      await call.setCamera(true);
      await call.join();
      expect(call.value.refusals).to.deep.equal([microphone, camera]);
      expect(call.value.error).to.deep.equal(camera);
      await call.setCamera(true);
      expect(call.value.refusals).to.deep.equal([microphone]);
      expect(call.value.error).to.deep.equal(microphone);
      call.dismissError();
      expect(call.value).to.deep.include({ refusals: [], error: null });
    });

    it('a refused device does not cover that the call itself was refused', async () => {
      await pairIn(world());
      const { call } = world().tab('anna', 'client-of-another-tab');
      await call.join();
      world().refuse('anna', 'camera', 'device-busy');
      await call.setCamera(true);
      expect(call.value.error).to.deep.equal({ code: 'already-in-call', device: null });
      expect(call.value.refusals).to.deep.equal([{ code: 'device-busy', device: 'camera' }]);
    });

    it('another device is chosen while it is on; an unknown one falls back to a real one', async () => {
      const { call } = world().tab('anna');
      await call.setMicrophone(true);
      await call.refreshDevices();
      const [, second] = call.value.devices.microphones;
      await call.setDevice('microphone', second!.id);
      expect(call.value.devices.chosen.microphone).to.equal(second!.id);
      expect(call.value.self.microphone).to.deep.equal({ on: true, pending: false });
      await call.setDevice('microphone', 'a-device-that-is-gone');
      expect(call.value.devices.chosen.microphone).not.to.equal('a-device-that-is-gone');
      expect(call.value.self.microphone.on).to.equal(true);
      expect(call.value.error).to.equal(null);
      expect(world().remains()).to.be.at.most(1);
    });

    it('a device chosen while it is off does not turn it on', async () => {
      const [anna] = await pairIn(world());
      await anna.setMicrophone(true);
      await anna.setMicrophone(false);
      await anna.setDevice('microphone', anna.value.devices.microphones.at(-1)!.id);
      expect(anna.value.self.microphone).to.deep.equal({ on: false, pending: false });
    });
  });
}
