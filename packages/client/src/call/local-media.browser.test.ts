import { expect } from 'chai';
import { aMoment, until, untilOther } from './contract/world.contract.ts';
import { createCall } from './create-call.ts';
import { mediaErrorCode } from './media-errors.ts';
import type { Call } from './port.ts';
import { PeerWorld } from './testing/peer-world.ts';
import type { TestDevices } from './testing/test-devices.ts';

describe('own devices', () => {
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
  const live = (): number => devices.live;

  it('the meter moves while the microphone is on, and rests when it is off', async () => {
    await call.setMicrophone(true);
    await until(call, ({ self }) => self.level > 0.5 && self.speaking);
    await call.setMicrophone(false);
    expect(call.value.self).to.include({ level: 0, speaking: false });
  });

  it('a microphone that is off is let go of before joining', async () => {
    await call.setMicrophone(true);
    await call.setMicrophone(false);
    expect(live()).to.equal(0);
  });

  it('in the call it is silenced and at once on again; a camera that is off is let go of', async () => {
    await call.join();
    await Promise.all([call.setMicrophone(true), call.setCamera(true)]);
    await Promise.all([call.setMicrophone(false), call.setCamera(false)]);
    expect(
      devices.tracks.map(({ kind, readyState, enabled }) => `${kind} ${readyState} ${enabled}`).sort(),
    ).to.deep.equal(['audio live false', 'video ended true']);
    devices.refuse('microphone', 'device-denied');
    await call.setMicrophone(true);
    expect(call.value.self.microphone.on).to.equal(true);
    expect(live()).to.equal(1);
  });

  it('off is reached while the browser still asks, and what comes later is stopped unseen', async () => {
    const real = devices.getUserMedia.bind(devices);
    const asked = Promise.withResolvers<void>();
    devices.getUserMedia = async (constraints) => {
      await asked.promise;
      return real(constraints);
    };
    const wish = call.setCamera(true);
    expect(call.value.self.camera.pending).to.equal(true);
    await call.setCamera(false);
    await wish;
    expect(call.value.self.camera).to.deep.equal({ on: false, pending: false });
    asked.resolve();
    while (devices.tracks.length === 0 || live() > 0) await aMoment();
    expect(call.value.self.camera).to.deep.equal({ on: false, pending: false });
  });

  it('leaving does not wait for an answer of the browser', async () => {
    devices.getUserMedia = () => new Promise(() => undefined);
    const wish = call.setCamera(true);
    await call.join();
    await call.leave();
    await wish;
    expect(call.value.self.camera).to.deep.equal({ on: false, pending: false });
  });

  describe('taken away', () => {
    it('while on: is opened again, and the others notice nothing', async () => {
      const { call: bo } = world.tab('bo');
      await call.setMicrophone(true);
      await Promise.all([call.join(), bo.join()]);
      await untilOther(bo, 'anna', ({ microphone }) => microphone);
      const before = lastTrack();
      devices.end(before);
      await until(call, ({ self }) => self.microphone.on && !self.microphone.pending);
      expect(lastTrack()).not.to.equal(before);
      await untilOther(bo, 'anna', ({ microphone }) => microphone);
    });

    it('while off: stays off', async () => {
      await call.join();
      await call.setMicrophone(true);
      await call.setMicrophone(false);
      devices.end(lastTrack());
      expect(call.value.self.microphone).to.deep.equal({ on: false, pending: false });
      expect(live()).to.equal(0);
      await call.setMicrophone(true);
      expect(call.value.self.microphone.on).to.equal(true);
    });

    it('and another program has it: goes on with another one', async () => {
      await call.setMicrophone(true);
      await call.refreshDevices();
      const { id } = call.value.devices.microphones.at(-1)!;
      await call.setDevice('microphone', id);
      devices.refuse('microphone', 'device-busy');
      devices.end(lastTrack());
      await until(call, ({ self }) => self.microphone.on && !self.microphone.pending);
      expect(call.value.devices.chosen.microphone).not.to.equal(id);
      expect(call.value.error).to.equal(null);
    });

    it('again as soon as it is opened: is not opened for ever', async () => {
      await call.setCamera(true);
      const before = lastTrack();
      devices.end(before);
      await until(call, ({ self }) => self.camera.on && lastTrack() !== before);
      devices.end(lastTrack());
      expect(call.value.error).to.deep.equal({ code: 'device-missing', device: 'camera' });
      await call.refreshDevices();
      expect(live()).to.equal(0);
    });

    it('a screen that the browser stops sharing is just off', async () => {
      await call.setScreen(true);
      devices.end(lastTrack());
      expect(call.value.self.screen).to.deep.equal({ on: false, pending: false });
      expect(call.value.error).to.equal(null);
    });
  });

  it('that comes back under another id is known by its name', async () => {
    await call.setMicrophone(true);
    await call.refreshDevices();
    const { id, label } = call.value.devices.microphones.at(-1)!;
    await call.setDevice('microphone', id);
    devices.unplug(id);
    await until(call, ({ devices: now }) => now.microphones.every((one) => one.id !== id));
    devices.plug(id, 'in-another-socket');
    await until(call, ({ devices: now }) => now.chosen.microphone === 'in-another-socket');
    expect(lastTrack().label).to.equal(label);
  });

  it('that is back but in use elsewhere is let be: what works goes on', async () => {
    await call.setMicrophone(true);
    await call.refreshDevices();
    const { id } = call.value.devices.microphones.at(-1)!;
    await call.setDevice('microphone', id);
    devices.unplug(id);
    await until(call, ({ self, devices: now }) => self.microphone.on && now.microphones.every((one) => one.id !== id));
    const track = lastTrack();
    devices.refuse('microphone', 'device-busy');
    devices.plug(id);
    await until(call, ({ self }) => self.microphone.pending);
    await until(call, ({ self }) => !self.microphone.pending);
    expect(call.value.self.microphone.on).to.equal(true);
    expect(call.value.error).to.equal(null);
    expect([lastTrack(), track.readyState]).to.deep.equal([track, 'live']);
  });

  it('a device that another program has is refused, and the one in use stays on', async () => {
    await call.setMicrophone(true);
    const [first, second] = call.value.devices.microphones;
    await call.setDevice('microphone', first!.id);
    const real = devices.getUserMedia.bind(devices);
    devices.getUserMedia = (constraints) => {
      const busy = JSON.stringify(constraints).includes(second!.id);
      return busy ? Promise.reject(new DOMException('In use.', 'NotReadableError')) : real(constraints);
    };
    await call.setDevice('microphone', second!.id);
    expect(call.value.error).to.deep.equal({ code: 'device-busy', device: 'microphone' });
    expect(call.value.devices.chosen.microphone).to.equal(first!.id);
    expect(call.value.self.microphone).to.deep.equal({ on: true, pending: false });
    expect(live()).to.equal(1);
  });

  it('are listed anew when they change', async () => {
    await call.setCamera(true);
    devices.enumerateDevices = () => Promise.resolve([]);
    devices.dispatchEvent(new Event('devicechange'));
    await until(call, ({ devices: list }) => list.cameras.length === 0);
  });

  it('a loudspeaker can be chosen; one that is gone is the browser’s choice again', async () => {
    await call.setCamera(true);
    const { speakers } = await until(call, ({ devices: list }) => list.speakers.length > 1).then((one) => one.devices);
    await call.setDevice('speaker', speakers[1]!.id);
    expect(call.value.devices.chosen.speaker).to.equal(speakers[1]!.id);
    devices.enumerateDevices = () => Promise.resolve([]);
    await call.refreshDevices();
    expect(call.value.devices.chosen.speaker).to.equal(null);
  });

  it('are not there on an insecure origin, and that is what is said', async () => {
    const ending = new AbortController();
    const context = {
      person: { id: 'anna', name: 'Anna' },
      client: 'client-of-anna',
      signal: ending.signal,
      access: () => null,
      renew: () => undefined,
      preferred: () => ({ microphone: null, camera: null, speaker: null }),
      onChosen: () => undefined,
    };
    const bare = createCall(context, { mediaDevices: null });
    const secure = Object.getOwnPropertyDescriptor(globalThis, 'isSecureContext')!;
    Object.defineProperty(globalThis, 'isSecureContext', { value: false, configurable: true });
    await bare.setMicrophone(true);
    expect(bare.value.error).to.deep.equal({ code: 'insecure-origin', device: 'microphone' });
    Object.defineProperty(globalThis, 'isSecureContext', secure);
    await bare.setScreen(true);
    expect(bare.value.error).to.deep.equal({ code: 'device-missing', device: 'screen' });
    ending.abort();
  });

  for (const [name, code] of [
    ['NotAllowedError', 'device-denied'],
    ['SecurityError', 'device-blocked'],
    ['NotFoundError', 'device-missing'],
    ['OverconstrainedError', 'device-missing'],
    ['NotReadableError', 'device-busy'],
    ['AbortError', 'device-busy'],
    ['TypeError', 'internal'],
  ] as const) {
    it(`${name} of the browser is ${code}`, () => {
      expect(mediaErrorCode(new DOMException('', name), 'camera')).to.equal(code);
    });
  }
});
