/** What the own microphone hears: nothing, a voice, and a voice into a microphone that is off. */
import { expect } from 'chai';
import { pairIn, until, untilOther } from './contract/world.contract.ts';
import type { Call } from './port.ts';
import { PeerWorld } from './testing/peer-world.ts';
import { type TestDevices, Voice } from './testing/test-devices.ts';

describe('the own microphone', () => {
  let world: PeerWorld;
  let devices: TestDevices;
  let voice: Voice;
  beforeEach(async () => {
    world = new PeerWorld();
    devices = world.devices('anna');
    voice = await Voice.open();
    devices.hear(voice);
  });
  afterEach(async () => {
    world.close();
    await voice.close();
  });

  it('that hears nothing is told before joining and in the call, until the first sound', async function () {
    this.timeout(20_000); // seconds of silence are what is waited for
    const { call } = world.tab('anna');
    await call.setMicrophone(true);
    expect(call.value.self.silent).to.equal(false);
    await until(call, ({ self }) => self.silent);
    await call.join();
    expect(call.value.self.silent).to.equal(true);
    voice.set(-80);
    await until(call, ({ self }) => !self.silent);
  });

  it('that is off tells that somebody speaks, and only them', async () => {
    const [anna, bo] = await pairIn(world);
    await anna.setMicrophone(true);
    await untilOther(bo, 'anna', ({ microphone }) => microphone);
    await anna.setMicrophone(false);
    await untilOther(bo, 'anna', ({ microphone }) => !microphone);
    const seen: boolean[] = [];
    const stop = bo.subscribe(() => seen.push(...bo.value.others.map((other) => other.speaking || other.microphone)));
    voice.set(-20);
    await until(anna, ({ self }) => self.speakingMuted);
    expect(anna.value.self.speaking).to.equal(false);
    voice.set(null);
    await until(anna, ({ self }) => !self.speakingMuted);
    stop();
    expect(seen).not.to.include(true);
  });

  it('that is on again speaks, and nobody listens to a copy any more', async () => {
    const anna = await speakingMuted();
    expect(voice.clones).to.equal(1);
    await anna.setMicrophone(true);
    expect(voice.clones).to.equal(0);
    expect(anna.value.self.speakingMuted).to.equal(false);
    await until(anna, ({ self }) => self.speaking);
  });

  it('leaves nothing behind when the call is left', async () => {
    const anna = await speakingMuted();
    await anna.leave();
    expect([voice.clones, devices.live]).to.deep.equal([0, 0]);
    expect(anna.value.self).to.include({ speaking: false, speakingMuted: false, level: 0 });
  });

  it('leaves nothing behind when it is pulled out while it is off', async () => {
    const anna = await speakingMuted();
    devices.unplug(anna.value.devices.chosen.microphone!);
    await until(anna, ({ self }) => !self.speakingMuted);
    expect([voice.clones, devices.live]).to.deep.equal([0, 0]);
  });

  it('moves no meter in the call, except for who looks at it', async () => {
    const { call } = world.tab('anna');
    await call.setMicrophone(true);
    voice.set(-20);
    await until(call, ({ self }) => self.level > 0.5);
    await call.join();
    const levels: number[] = [];
    const stop = call.subscribe(() => levels.push(call.value.self.level));
    voice.set(null);
    await until(call, ({ self }) => !self.speaking);
    voice.set(-20);
    await until(call, ({ self }) => self.speaking);
    stop();
    expect(new Set(levels)).to.deep.equal(new Set([0]));
    const rest = call.watchLevel();
    await until(call, ({ self }) => self.level > 0.5);
    rest();
    expect(call.value.self.level).to.equal(0);
  });

  /** Anna in the call, speaking into a microphone that is off. */
  async function speakingMuted(): Promise<Call> {
    const { call } = world.tab('anna');
    await call.join();
    await call.setMicrophone(true);
    await call.setMicrophone(false);
    voice.set(-20);
    await until(call, ({ self }) => self.speakingMuted);
    return call;
  }
});
