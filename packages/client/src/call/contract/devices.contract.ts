/** Which device is in use: the remembered one, another one while that is away, and that one again. */
import { expect } from 'chai';
import type { Call } from '../port.ts';
import { nothingRemains, OFF, ON, pairIn, until, untilOther, type CallWorld } from './world.contract.ts';

/** Turns the microphone on and answers another one than the browser's choice. */
async function anotherMicrophone(call: Call): Promise<string> {
  await call.setMicrophone(true);
  await call.refreshDevices();
  return call.value.devices.microphones[1]!.id;
}

export function describeDevices(world: () => CallWorld): void {
  describe('a device', () => {
    it('that was chosen is the wish of the next visit', async () => {
      const { call: before, end } = world().tab('anna');
      const id = await anotherMicrophone(before);
      await before.setDevice('microphone', id);
      end();
      const { call } = world().tab('anna');
      await call.setMicrophone(true);
      expect(call.value.devices.chosen.microphone).to.equal(id);
      expect(call.value.error).to.equal(null);
    });

    it('that is remembered and not there is passed over without a word, and not forgotten', async () => {
      const { call: before, end } = world().tab('anna');
      const id = await anotherMicrophone(before);
      await before.setDevice('microphone', id);
      end();
      world().unplug('anna', id);
      const { call } = world().tab('anna');
      await call.setMicrophone(true);
      expect(call.value.self.microphone).to.deep.equal(ON);
      expect(call.value.devices.chosen.microphone).not.to.equal(id);
      expect(call.value.refusals).to.deep.equal([]);
      world().plug('anna', id);
      await until(call, ({ devices }) => devices.chosen.microphone === id);
    });

    it('that is pulled out is replaced by another one, and used again when it is back', async () => {
      const [anna, bo] = await pairIn(world());
      const id = await anotherMicrophone(anna);
      await anna.setDevice('microphone', id);
      await untilOther(bo, 'anna', ({ microphone }) => microphone);
      world().unplug('anna', id);
      await until(anna, ({ self, devices }) => self.microphone.on && devices.chosen.microphone !== id);
      await until(anna, ({ devices }) => devices.microphones.every((one) => one.id !== id));
      world().plug('anna', id);
      await until(anna, ({ self, devices }) => self.microphone.on && devices.chosen.microphone === id);
      await untilOther(bo, 'anna', ({ microphone }) => microphone);
      expect(anna.value.refusals).to.deep.equal([]);
    });

    it('that is back is left alone where another one was chosen meanwhile', async () => {
      const { call } = world().tab('anna');
      const id = await anotherMicrophone(call);
      await call.setDevice('microphone', id);
      world().unplug('anna', id);
      await until(call, ({ devices }) => devices.microphones.every((one) => one.id !== id));
      const other = call.value.devices.microphones.at(-1)!.id;
      await call.setDevice('microphone', other);
      world().plug('anna', id);
      await until(call, ({ devices }) => devices.microphones.some((one) => one.id === id));
      await call.refreshDevices();
      expect(call.value.devices.chosen.microphone).to.equal(other);
      expect(call.value.self.microphone).to.deep.equal(ON);
    });

    it('that is off when it is pulled out stays off, is off when it is back, and works when it is turned on', async () => {
      const [anna] = await pairIn(world());
      const id = await anotherMicrophone(anna);
      await anna.setDevice('microphone', id);
      await anna.setMicrophone(false);
      world().unplug('anna', id);
      await until(anna, ({ devices }) => devices.microphones.every((one) => one.id !== id));
      expect(anna.value.self.microphone).to.deep.equal(OFF);
      world().plug('anna', id);
      await until(anna, ({ devices }) => devices.microphones.some((one) => one.id === id));
      expect(anna.value.self.microphone).to.deep.equal(OFF);
      await anna.setMicrophone(true);
      expect(anna.value.self.microphone).to.deep.equal(ON);
      expect(anna.value.devices.chosen.microphone).to.equal(id);
    });

    it('without another one is missed when it is pulled out, and on again when it is back', async () => {
      const { call } = world().tab('anna');
      const ids = await everyCamera(call);
      for (const id of ids) world().unplug('anna', id);
      await until(call, ({ error }) => error);
      expect(call.value.refusals).to.deep.equal([{ code: 'device-missing', device: 'camera' }]);
      expect(call.value.self.camera).to.deep.equal(OFF);
      world().plug('anna', ids[0]!);
      await until(call, ({ self }) => self.camera.on);
      expect(call.value.refusals).to.deep.equal([]);
    });

    it('that was never on is not turned on in the call by being plugged in', async () => {
      const { call } = world().tab('anna');
      const ids = await everyCamera(call);
      await call.setCamera(false);
      for (const id of ids) world().unplug('anna', id);
      await until(call, ({ devices }) => devices.cameras.length === 0);
      await call.setCamera(true);
      expect(call.value.refusals).to.deep.equal([{ code: 'device-missing', device: 'camera' }]);
      await call.join();
      world().plug('anna', ids[0]!);
      await until(call, ({ devices }) => devices.cameras.length > 0);
      await call.refreshDevices();
      expect(call.value.self.camera).to.deep.equal(OFF);
      await call.setCamera(true);
      expect(call.value.self.camera).to.deep.equal(ON);
    });

    it('that was refused before the call is not turned on in it by choosing another one', async () => {
      const { call } = world().tab('anna');
      const ids = await everyCamera(call);
      await call.setCamera(false);
      world().refuse('anna', 'camera', 'device-busy');
      await call.setCamera(true);
      await call.join();
      await call.setDevice('camera', ids.at(-1)!);
      expect(call.value.self.camera).to.deep.equal(OFF);
      await call.setCamera(true);
      expect(call.value.self.camera).to.deep.equal(ON);
    });

    it('that is missed is not turned on any more once it is turned off, or the error dismissed', async () => {
      const turnOff = (call: Call): Promise<void> => call.setCamera(false);
      const dismiss = (call: Call): void => call.dismissError();
      for (const forgo of [turnOff, dismiss]) {
        const { call, end } = world().tab('anna');
        const ids = await everyCamera(call);
        for (const id of ids) world().unplug('anna', id);
        await until(call, ({ error }) => error);
        void forgo(call);
        world().plug('anna', ids[0]!);
        await until(call, ({ devices }) => devices.cameras.length > 0);
        await call.refreshDevices();
        expect(call.value.self.camera).to.deep.equal(OFF);
        expect(call.value.error).to.equal(null);
        for (const id of ids.slice(1)) world().plug('anna', id);
        end();
        await nothingRemains(world());
      }
    });

    it('that plays the sound is the wished one whenever it is there', async () => {
      const { call } = world().tab('anna');
      await call.setMicrophone(true);
      await call.refreshDevices();
      const id = call.value.devices.speakers.at(-1)!.id;
      await call.setDevice('speaker', id);
      expect(call.value.devices.chosen.speaker).to.equal(id);
      world().unplug('anna', id);
      await until(call, ({ devices }) => devices.chosen.speaker === null);
      world().plug('anna', id);
      await until(call, ({ devices }) => devices.chosen.speaker === id);
    });
  });
}

async function everyCamera(call: Call): Promise<string[]> {
  await call.setCamera(true);
  await call.refreshDevices();
  return call.value.devices.cameras.map(({ id }) => id);
}
