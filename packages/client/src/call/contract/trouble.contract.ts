/** What goes wrong, and every end. */
import { expect } from 'chai';
import { nothingRemains, OFF, pairIn, until, untilOther, type CallWorld } from './world.contract.ts';

export function describeTrouble(world: () => CallWorld): void {
  describe('without a path', () => {
    it('media that stop are told, and that they are back', async () => {
      const [anna, bo] = await pairIn(world());
      await anna.setMicrophone(true);
      world().cutPath();
      const cut = await until(bo, ({ state }) => state === 'reconnecting');
      expect(cut).to.include({ quality: 'lost', signal: 'ok', leaveReason: null });
      expect(cut.others[0]).to.include({ person: 'anna', connection: 'lost' });
      await until(anna, ({ state }) => state === 'reconnecting');
      world().mendPath();
      await Promise.all([until(anna, ({ state }) => state === 'joined'), until(bo, ({ state }) => state === 'joined')]);
      await untilOther(bo, 'anna', ({ connection, microphone }) => connection === 'connected' && microphone);
    });

    it('who was muted, with the camera off, is so afterwards, and who was not is heard again', async () => {
      const [anna, bo] = await pairIn(world());
      await Promise.all([anna.setMicrophone(true), bo.setMicrophone(true), bo.setCamera(true)]);
      await anna.setMicrophone(false);
      world().cutPath();
      await Promise.all([anna, bo].map((call) => until(call, ({ state }) => state === 'reconnecting')));
      await bo.setCamera(false);
      world().mendPath();
      await untilOther(bo, 'anna');
      const seen = await untilOther(anna, 'bo', ({ camera, connection }) => connection === 'connected' && !camera);
      expect(seen).to.include({ microphone: true, camera: false });
      expect(anna.value.self.microphone).to.deep.equal(OFF);
      expect(bo.value.others[0]).to.include({ microphone: false, camera: false });
    });

    it('and without the server it is still the same call when both are back', async () => {
      const [anna, bo] = await pairIn(world());
      const before = bo.value.others[0]!.id;
      world().loseServer();
      world().cutPath();
      for (const call of [anna, bo]) {
        await until(call, ({ state, signal }) => state === 'reconnecting' && signal === 'lost');
      }
      world().restoreServer();
      world().mendPath();
      for (const call of [anna, bo]) await until(call, ({ state, signal }) => state === 'joined' && signal === 'ok');
      expect(bo.value.others.map(({ id }) => id)).to.deep.equal([before]);
    });

    it('can be left at once', async () => {
      const [anna, bo] = await pairIn(world());
      world().cutPath();
      await until(anna, ({ state }) => state === 'reconnecting');
      await anna.leave();
      expect(anna.value).to.include({ state: 'left', leaveReason: 'left' });
      await until(bo, ({ others }) => others.length === 0);
    });

    it('who is silent and unseen is not taken for lost', async () => {
      const [anna, bo] = await pairIn(world());
      const seen: string[] = [];
      const stops = [anna, bo].map((call) => call.subscribe(() => seen.push(call.value.state)));
      await world().beats(6);
      for (const stop of stops) stop();
      expect(seen.filter((state) => state !== 'joined')).to.deep.equal([]);
    });
  });

  describe('without the server', () => {
    it('the call goes on, and who was muted stays muted when it is back', async () => {
      const [anna, bo] = await pairIn(world());
      await anna.setMicrophone(true);
      await anna.setMicrophone(false);
      await anna.setCamera(true);
      const before = await untilOther(bo, 'anna', ({ camera }) => camera);
      world().loseServer();
      await Promise.all([until(anna, ({ signal }) => signal === 'lost'), until(bo, (one) => one.signal === 'lost')]);
      expect(bo.value.state).to.equal('joined');
      await anna.setCamera(false);
      await untilOther(bo, 'anna', ({ camera }) => !camera);
      world().restoreServer();
      await Promise.all([until(anna, ({ signal }) => signal === 'ok'), until(bo, (one) => one.signal === 'ok')]);
      expect(anna.value.self.microphone.on).to.equal(false);
      expect(bo.value.others[0]).to.include({ id: before.id, microphone: false, connection: 'connected' });
    });
  });

  describe('the end', () => {
    it('has the reason that the server gives', async () => {
      const [anna, bo] = await pairIn(world());
      await anna.setCamera(true);
      world().dismiss('anna', 'call-over');
      await until(anna, ({ state }) => state === 'left');
      expect(anna.value.leaveReason).to.equal('call-over');
      expect(anna.value.self.camera.on).to.equal(false);
      await until(bo, ({ others }) => others.length === 0);
      expect(bo.value.state).to.equal('joined');
    });

    it('a second tab is refused until it takes over, and the first one is told', async () => {
      const [anna, bo] = await pairIn(world());
      const second = world().tab('anna', 'client-of-another-tab').call;
      await second.join();
      expect(second.value).to.deep.include({ state: 'idle', error: { code: 'already-in-call', device: null } });
      expect(anna.value.state).to.equal('joined');
      await second.join({ takeOver: true });
      expect(second.value).to.include({ state: 'joined', error: null });
      await until(anna, ({ state }) => state === 'left');
      expect(anna.value.leaveReason).to.equal('taken-over');
      await untilOther(bo, 'anna');
      expect(bo.value.others.length).to.equal(1);
    });

    it('can be followed by another beginning, with nothing on', async () => {
      const [anna, bo] = await pairIn(world());
      await anna.setMicrophone(true);
      await anna.leave();
      await until(bo, ({ others }) => others.length === 0);
      await anna.join();
      expect(anna.value).to.include({ state: 'joined', leaveReason: null });
      expect((await untilOther(bo, 'anna')).microphone).to.equal(false);
    });

    it('leaves no track, connection or socket behind', async () => {
      const [anna, bo] = await pairIn(world());
      await Promise.all([anna.setCamera(true), anna.setMicrophone(true), anna.setScreen(true)]);
      await Promise.all([anna.leave(), bo.leave()]);
      await nothingRemains(world());
    });

    it('of the session is the end of everything, in whatever moment', async () => {
      const { call: bo, end: endBo } = world().tab('bo');
      await bo.join();
      const { call, end } = world().tab('anna');
      const wishes = [call.setCamera(true), call.setMicrophone(true), call.join()];
      end();
      endBo();
      await Promise.all(wishes);
      await call.setCamera(true);
      await call.join();
      expect(call.value.self.camera.on).to.equal(false);
      expect(['idle', 'left']).to.include(call.value.state);
      expect(bo.value.state).to.equal('left');
      await nothingRemains(world());
    });
  });
}
