/** Devices that the system, another program or the person takes away for a while. */
import { expect } from 'chai';
import { aMoment, OFF, ON, until } from './contract/world.contract.ts';
import type { Call } from './port.ts';
import { PeerWorld } from './testing/peer-world.ts';
import type { TestDevices } from './testing/test-devices.ts';

describe('a device taken for a while', () => {
  let world: PeerWorld;
  let devices: TestDevices;
  let call: Call;
  beforeEach(() => {
    world = new PeerWorld();
    devices = world.devices('anna');
    ({ call } = world.tab('anna'));
  });
  afterEach(() => world.close());

  const lastTrack = (): MediaStreamTrack => devices.tracks.at(-1)!;
  /** As after a phone call or sleep. */
  const comeBack = (): boolean => document.dispatchEvent(new Event('visibilitychange'));
  const busy = (device: 'microphone' | 'camera'): object => ({ code: 'device-busy', device });

  it('by the system is off, and why is told; it is on again by itself', async () => {
    await call.join();
    await Promise.all([call.setMicrophone(true), call.setCamera(true)]);
    const [microphone] = devices.tracks.filter(({ kind }) => kind === 'audio');
    const [camera] = devices.tracks.filter(({ kind }) => kind === 'video');
    devices.silence(microphone!, true);
    devices.silence(camera!, true);
    expect(call.value.self).to.deep.include({ microphone: OFF, camera: OFF, silent: true });
    expect(call.value.refusals).to.deep.equal([busy('microphone'), busy('camera')]);
    devices.silence(microphone!, false);
    devices.silence(camera!, false);
    expect(call.value.self).to.deep.include({ microphone: ON, camera: ON, silent: false });
    expect(call.value.refusals).to.deep.equal([]);
  });

  it('while it was muted is not unmuted by being given back', async () => {
    await call.join();
    await call.setMicrophone(true);
    await call.setMicrophone(false);
    devices.silence(lastTrack(), true);
    expect(call.value.refusals).to.deep.equal([]);
    comeBack();
    devices.silence(lastTrack(), false);
    expect(call.value.self.microphone).to.deep.equal(OFF);
    expect(lastTrack().enabled).to.equal(false);
  });

  it('and not given back is opened anew when the person is', async () => {
    await call.setCamera(true);
    const before = lastTrack();
    devices.silence(before, true);
    comeBack();
    await until(call, ({ self }) => self.camera.on);
    expect([before.readyState, lastTrack().readyState]).to.deep.equal(['ended', 'live']);
    expect(call.value.refusals).to.deep.equal([]);
  });

  it('that ended without a word while the page slept is opened anew', async () => {
    await call.setMicrophone(true);
    lastTrack().stop();
    comeBack();
    await until(call, () => lastTrack().readyState === 'live');
    await until(call, ({ self }) => self.microphone.on && !self.microphone.pending);
  });

  it('by the system from the first moment is opened once, not for ever', async () => {
    const real = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (constraints) => {
      const stream = await real(constraints);
      for (const track of stream.getTracks()) devices.silence(track, true);
      return stream;
    };
    const list = devices.enumerateDevices.bind(devices);
    let listed = 0;
    devices.enumerateDevices = () => list().finally(() => listed++);
    await call.setCamera(true);
    while (listed < 2) await aMoment();
    await aMoment();
    expect(call.value.self.camera).to.deep.equal(OFF);
    expect(call.value.refusals).to.deep.equal([busy('camera')]);
    expect(devices.tracks.length).to.equal(1);
  });

  it('by another program is tried again when the person is back', async () => {
    devices.refuse('camera', 'device-busy');
    await call.setCamera(true);
    expect(call.value.refusals).to.deep.equal([busy('camera')]);
    comeBack();
    await until(call, ({ self }) => self.camera.on);
    expect(call.value.refusals).to.deep.equal([]);
  });

  it('that was turned off is not tried again', async () => {
    devices.refuse('camera', 'device-busy');
    await call.setCamera(true);
    await call.setCamera(false);
    comeBack();
    expect(call.value.self.camera).to.deep.equal(OFF);
  });

  it('that the person denied is not asked for again until they allow it, and then is on', async () => {
    devices.refuse('microphone', 'device-denied');
    await call.setMicrophone(true);
    comeBack();
    devices.dispatchEvent(new Event('devicechange'));
    await call.refreshDevices();
    expect(call.value.self.microphone).to.deep.equal(OFF);
    expect(call.value.refusals).to.deep.equal([{ code: 'device-denied', device: 'microphone' }]);
    devices.allow('microphone');
    await until(call, ({ self }) => self.microphone.on);
    expect(call.value.refusals).to.deep.equal([]);
  });

  it('that the person denied before the call is not turned on in it by a permission', async () => {
    devices.refuse('camera', 'device-denied');
    await call.setCamera(true);
    await call.join();
    devices.allow('camera');
    expect(call.value.self.camera).to.deep.equal(OFF);
    devices.refuse('camera', 'device-denied');
    await call.setCamera(true);
    devices.allow('camera');
    await until(call, ({ self }) => self.camera.on);
  });

  it('is let alone by a permission that comes when nobody wants it any more', async () => {
    devices.refuse('camera', 'device-denied');
    await call.setCamera(true);
    call.dismissError();
    devices.allow('camera');
    expect(call.value.self.camera).to.deep.equal(OFF);
  });

  it('that is open already when it is allowed is not opened twice', async () => {
    devices.refuse('camera', 'device-denied');
    await call.setCamera(true);
    await call.setCamera(true);
    devices.allow('camera');
    expect(call.value.self.camera).to.deep.equal(ON);
    expect(devices.tracks.length).to.equal(1);
  });
});
