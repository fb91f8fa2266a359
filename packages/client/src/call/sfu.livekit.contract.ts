/** Run by `test/engines/contract.engine.test.ts`, which has a LiveKit. */
import { expect } from 'chai';
import { describeCall } from './call.contract.ts';
import { cameraTile, nothingRemains, pairIn, tileNames, until, untilOther } from './contract/world.contract.ts';
import { MediaRoom } from './livekit.ts';
import { SfuWorld } from './testing/sfu-world.ts';

describeCall('an SFU call', () => new SfuWorld());

describe('an SFU call', () => {
  let world: SfuWorld;
  beforeEach(() => {
    world = new SfuWorld();
  });
  afterEach(() => world.close());

  it('neither shows nor plays who is in the room and was not introduced', async () => {
    const [anna] = await pairIn(world);
    const stranger = new MediaRoom({
      url: world.url,
      token: world.token('a-stranger'),
      onData: () => undefined,
      onChange: () => undefined,
      onNewcomer: () => undefined,
      onEnd: () => undefined,
      passes: () => true,
    });
    await stranger.connect();
    const before = anna.value;
    stranger.say('{"microphone":true,"camera":true,"next":500}');
    await world.beats(4);
    expect(anna.value.others).to.equal(before.others);
    expect(tileNames(anna)).to.deep.equal(['anna camera self', 'bo camera']);
    stranger.close();
  });

  it('is refused in words where nobody answers', async () => {
    world.spoil = (access) => ({ ...access, url: 'ws://127.0.0.1:9' });
    const { call } = world.tab('anna');
    await call.join();
    expect(call.value).to.deep.include({ state: 'idle', error: { code: 'sfu-unreachable', device: null } });
    await nothingRemains(world);
  });

  it('is refused in other words where the token is not LiveKit’s', async () => {
    world.spoil = (access) => ({ ...access, token: access.token.slice(0, -4) + 'AAAA' });
    const { call } = world.tab('anna');
    await call.join();
    expect(call.value).to.deep.include({ state: 'idle', error: { code: 'sfu-refused', device: null } });
    await nothingRemains(world);
  });

  it('shows the camera to who comes after somebody was lost and has left', async () => {
    const [anna, bo] = await pairIn(world);
    await anna.setCamera(true);
    await untilOther(bo, 'anna', ({ camera }) => camera);
    world.cutPath();
    await until(anna, ({ state }) => state === 'reconnecting');
    await bo.leave();
    await until(anna, ({ others }) => others.length === 0);
    world.mendPath();
    const cleo = world.tab('cleo').call;
    await cleo.join();
    await untilOther(cleo, 'anna', ({ camera }) => camera);
    const element = document.createElement('video');
    Object.assign(element.style, { position: 'fixed', inset: '0', width: '320px', height: '180px' });
    document.body.append(element);
    const detach = cameraTile(cleo, 'anna').video!.attach(element);
    await new Promise((resolve) => element.requestVideoFrameCallback(resolve));
    detach();
    element.remove();
  });

  it('lets go of a camera that is off, and sends what is chosen next', async () => {
    const [anna, bo] = await pairIn(world);
    await Promise.all([anna.setCamera(true), anna.setMicrophone(true)]);
    await untilOther(bo, 'anna', ({ camera }) => camera);
    await anna.setCamera(false);
    expect(
      world.devices('anna').tracks.filter((one) => one.kind === 'video' && one.readyState === 'live'),
    ).to.deep.equal([]);
    await until(bo, ({ others }) => others[0]?.camera === false);
    await anna.setCamera(true);
    await untilOther(bo, 'anna', ({ camera }) => camera);
  });
});
