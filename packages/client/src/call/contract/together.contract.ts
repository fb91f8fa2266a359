/** Before joining and together: who is there, and what they see of each other. */
import { expect } from 'chai';
import {
  cameraTile,
  nothingRemains,
  OFF,
  ON,
  pairIn,
  tileNames,
  until,
  untilOther,
  type CallWorld,
} from './world.contract.ts';

export function describeTogether(world: () => CallWorld): void {
  describe('before joining', () => {
    it('is idle, opens nothing, and shows one own tile without a picture', () => {
      const { call } = world().tab('anna');
      expect(call.value).to.include({ state: 'idle', leaveReason: null, error: null, signal: 'ok' });
      expect(tileNames(call)).to.deep.equal(['anna camera self']);
      expect(cameraTile(call, 'anna').video).to.equal(null);
      expect(world().remains()).to.equal(0);
    });

    it('previews the own camera, which the others do not see', async () => {
      const { call } = world().tab('anna');
      const { call: other } = world().tab('bo');
      await other.join();
      await call.setCamera(true);
      expect(call.value.self.camera).to.deep.equal({ on: true, pending: false });
      const element = document.createElement('video');
      const detach = cameraTile(call, 'anna').video!.attach(element);
      await new Promise((resolve) => element.addEventListener('loadeddata', resolve, { once: true }));
      expect(element.videoWidth).to.be.greaterThan(0);
      detach();
      expect(element.srcObject).to.equal(null);
      expect(other.value.others).to.deep.equal([]);
    });

    it('leave lets go of the preview', async () => {
      const { call } = world().tab('anna');
      await Promise.all([call.setCamera(true), call.setMicrophone(true)]);
      await call.leave();
      expect(call.value.state).to.equal('idle');
      expect(call.value.self.camera.on || call.value.self.microphone.on).to.equal(false);
      await nothingRemains(world());
    });
  });

  describe('together', () => {
    it('people see each other come, in order, and go', async () => {
      const [anna, bo] = await pairIn(world());
      expect(anna.value).to.include({ state: 'joined', signal: 'ok', error: null });
      expect(anna.value.others[0]).to.include({ person: 'bo', name: 'BO', microphone: false, camera: false });
      const cleo = world().tab('cleo').call;
      await cleo.join();
      await untilOther(anna, 'cleo');
      expect(tileNames(anna)).to.deep.equal(['anna camera self', 'bo camera', 'cleo camera']);
      await bo.leave();
      await until(anna, ({ others }) => others.length === 1);
      expect(anna.value.others[0]?.person).to.equal('cleo');
      expect(bo.value).to.include({ state: 'left', leaveReason: 'left' });
      expect(bo.value.others).to.deep.equal([]);
    });

    it('camera and microphone show on both sides what they really do', async () => {
      const [anna, bo] = await pairIn(world());
      await Promise.all([anna.setCamera(true), anna.setMicrophone(true)]);
      expect(anna.value.self).to.deep.include({
        camera: { on: true, pending: false },
        microphone: { on: true, pending: false },
      });
      await untilOther(bo, 'anna', ({ camera, microphone }) => camera && microphone);
      expect(cameraTile(bo, 'anna').video).not.to.equal(null);
      expect(cameraTile(bo, 'anna').microphone).to.equal(true);
      await anna.setMicrophone(false);
      await untilOther(bo, 'anna', ({ camera, microphone }) => camera && !microphone);
      await anna.setCamera(false);
      await untilOther(bo, 'anna', ({ camera }) => !camera);
      expect(cameraTile(bo, 'anna').video).to.equal(null);
    });

    it('joins with the devices as they are', async () => {
      const anna = world().tab('anna').call;
      const bo = world().tab('bo').call;
      await anna.setCamera(true);
      await anna.setMicrophone(true);
      await anna.setMicrophone(false);
      await Promise.all([anna.join(), bo.join()]);
      const seen = await untilOther(bo, 'anna', ({ camera }) => camera);
      expect(seen.microphone).to.equal(false);
    });

    it('a shared screen is one more tile, after all cameras', async () => {
      const [anna, bo] = await pairIn(world());
      await anna.setScreen(true);
      await untilOther(bo, 'anna', ({ screen }) => screen);
      expect(tileNames(bo)).to.deep.equal(['bo camera self', 'anna camera', 'anna screen']);
      expect(tileNames(anna)).to.deep.equal(['anna camera self', 'bo camera', 'anna screen self']);
      expect(bo.value.tiles.at(-1)?.video).not.to.equal(null);
      await anna.setScreen(false);
      await untilOther(bo, 'anna', ({ screen }) => !screen);
      expect(tileNames(bo)).to.deep.equal(['bo camera self', 'anna camera']);
    });
  });

  describe('being right back', () => {
    it('turns microphone and camera off for the while, and the others are told', async () => {
      const [anna, bo] = await pairIn(world());
      await Promise.all([anna.setCamera(true), anna.setMicrophone(true)]);
      await untilOther(bo, 'anna', ({ camera, microphone }) => camera && microphone);
      await anna.setAway(true);
      expect(anna.value.self).to.deep.include({ away: true, microphone: OFF, camera: OFF });
      await untilOther(bo, 'anna', ({ away, camera, microphone }) => away && !camera && !microphone);
      expect(cameraTile(bo, 'anna').away).to.equal(true);
      expect(cameraTile(anna, 'anna').away).to.equal(true);
      await anna.setAway(false);
      expect(anna.value.self).to.deep.include({ away: false, microphone: ON, camera: ON });
      await untilOther(bo, 'anna', ({ away, camera, microphone }) => !away && camera && microphone);
    });

    it('who was muted comes back muted', async () => {
      const [anna] = await pairIn(world());
      await anna.setMicrophone(true);
      await anna.setMicrophone(false);
      await anna.setAway(true);
      await anna.setAway(false);
      expect(anna.value.self).to.deep.include({ away: false, microphone: OFF, camera: OFF });
    });

    it('turning a device on is being back', async () => {
      const [anna, bo] = await pairIn(world());
      await anna.setAway(true);
      await untilOther(bo, 'anna', ({ away }) => away);
      await anna.setMicrophone(true);
      expect(anna.value.self).to.deep.include({ away: false, microphone: ON });
      await untilOther(bo, 'anna', ({ away, microphone }) => !away && microphone);
    });

    it('turns nothing on that was turned off meanwhile', async () => {
      const [anna] = await pairIn(world());
      await Promise.all([anna.setCamera(true), anna.setMicrophone(true)]);
      await anna.setAway(true);
      await anna.setMicrophone(false);
      await anna.setAudioOnly(true);
      await anna.setAudioOnly(false);
      await anna.setAway(false);
      expect(anna.value.self).to.deep.include({ away: false, microphone: OFF, camera: OFF });
    });

    it('ends with the call', async () => {
      const [anna] = await pairIn(world());
      await anna.setAway(true);
      await anna.leave();
      expect(anna.value.self.away).to.equal(false);
    });
  });

  describe('audio only', () => {
    it('sends and shows no camera, and a shared screen all the same', async () => {
      const [anna, bo] = await pairIn(world());
      await Promise.all([anna.setCamera(true), bo.setCamera(true)]);
      await untilOther(anna, 'bo', ({ camera }) => camera);
      await anna.setAudioOnly(true);
      expect(anna.value).to.deep.include({ audioOnly: true });
      expect(anna.value.self.camera).to.deep.equal(OFF);
      expect(cameraTile(anna, 'bo').video).to.equal(null);
      await untilOther(bo, 'anna', ({ camera }) => !camera);
      await bo.setScreen(true);
      await untilOther(anna, 'bo', ({ screen }) => screen);
      expect(anna.value.tiles.at(-1)).to.include({ kind: 'screen', person: 'bo' });
      expect(anna.value.tiles.at(-1)?.video).not.to.equal(null);
      await anna.setAudioOnly(false);
      expect(cameraTile(anna, 'bo').video).not.to.equal(null);
      expect(anna.value.self.camera).to.deep.equal(OFF);
    });

    it('ends when the own camera is turned on', async () => {
      const { call } = world().tab('anna');
      await call.setAudioOnly(true);
      await call.setCamera(true);
      expect(call.value.audioOnly).to.equal(false);
      expect(call.value.self.camera).to.deep.equal(ON);
    });
  });

  describe('the snapshot', () => {
    it('keeps what did not change as the same objects, and is silent when nothing did', async () => {
      const [anna] = await pairIn(world());
      const before = anna.value;
      let changes = 0;
      const stop = anna.subscribe(() => changes++);
      anna.dismissError();
      await anna.setCamera(false);
      expect(changes).to.equal(0);
      stop();
      await anna.setCamera(true);
      expect(anna.value).not.to.equal(before);
      expect(before.self.camera.on).to.equal(false);
      expect(anna.value.self.microphone).to.equal(before.self.microphone);
      const boBefore = before.tiles.find(({ person }) => person === 'bo');
      expect(cameraTile(anna, 'bo')).to.equal(boBefore);
    });
  });
}
