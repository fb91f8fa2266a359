/** What every call must do, whatever carries it: the same suite runs on the peer adapter and on the fake, in a browser. */
import type { ErrorCode } from '@fireside/protocol';
import { expect } from 'chai';
import type { Call, CallPerson, CallSnapshot, Tile } from './port.ts';

export interface Party {
  readonly call: Call;
  /** Ends the session of this person. */
  readonly end: () => void;
}

/** One session with everything around it. */
export interface CallWorld {
  /** A person's call in one tab; nothing is joined yet. */
  tab(person: string, client?: string): Party;
  /** The next time that one of this person's devices is asked for, the browser refuses. */
  refuse(person: string, device: 'microphone' | 'camera' | 'screen', code: ErrorCode): void;
  /** What cannot be had at the moment is everybody's way to the server. */
  loseServer(): void;
  restoreServer(): void;
  /** The server ends a person's part in the call. */
  dismiss(person: string, code: ErrorCode): void;
  /** What is still open: live tracks, peer connections, sockets. */
  remains(): number;
  /** Ends whatever is left. */
  close(): void;
}

/** For what tells no event. Not a frame: a tab in the background has none. */
export const aMoment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10));

/** Waits for a snapshot that passes `test`. */
export function until(call: Call, test: (snapshot: CallSnapshot) => unknown): Promise<CallSnapshot> {
  return new Promise((resolve) => {
    let stop = (): void => undefined;
    const look = (): void => {
      if (!test(call.value)) return;
      stop();
      resolve(call.value);
    };
    stop = call.subscribe(look);
    look();
  });
}

/** Waits for somebody else, as one sees them, to pass `test`. */
export async function untilOther(
  call: Call,
  person: string,
  test: (other: CallPerson) => unknown = ({ connection }) => connection === 'connected',
): Promise<CallPerson> {
  const find = ({ others }: CallSnapshot): CallPerson | undefined => others.find((one) => one.person === person);
  const snapshot = await until(call, (one) => {
    const other = find(one);
    return other && test(other);
  });
  return find(snapshot)!;
}

const cameraTile = (call: Call, person: string): Tile =>
  call.value.tiles.find((tile) => tile.person === person && tile.kind === 'camera')!;
const tileNames = (call: Call): string[] =>
  call.value.tiles.map(({ person, kind, self }) => `${person} ${kind}${self ? ' self' : ''}`);

/** Waits until nothing is left: closing a socket takes a moment. */
async function nothingRemains(world: CallWorld): Promise<void> {
  while (world.remains() > 0) await aMoment();
}

export function describeCall(name: string, openWorld: () => CallWorld): void {
  describe(`${name} as a call`, () => {
    let world: CallWorld;
    beforeEach(() => {
      world = openWorld();
    });
    afterEach(() => world.close());

    async function pair(): Promise<[Call, Call]> {
      const calls: [Call, Call] = [world.tab('anna').call, world.tab('bo').call];
      await Promise.all(calls.map((call) => call.join()));
      await Promise.all([untilOther(calls[0], 'bo'), untilOther(calls[1], 'anna')]);
      return calls;
    }

    describe('before joining', () => {
      it('is idle, opens nothing, and shows one own tile without a picture', () => {
        const { call } = world.tab('anna');
        expect(call.value).to.include({ state: 'idle', leaveReason: null, error: null, signal: 'ok' });
        expect(tileNames(call)).to.deep.equal(['anna camera self']);
        expect(cameraTile(call, 'anna').video).to.equal(null);
        expect(world.remains()).to.equal(0);
      });

      it('previews the own camera, which the others do not see', async () => {
        const { call } = world.tab('anna');
        const { call: other } = world.tab('bo');
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
        const { call } = world.tab('anna');
        await Promise.all([call.setCamera(true), call.setMicrophone(true)]);
        await call.leave();
        expect(call.value.state).to.equal('idle');
        expect(call.value.self.camera.on || call.value.self.microphone.on).to.equal(false);
        await nothingRemains(world);
      });
    });

    describe('together', () => {
      it('people see each other come, in order, and go', async () => {
        const [anna, bo] = await pair();
        expect(anna.value).to.include({ state: 'joined', signal: 'ok', error: null });
        expect(anna.value.others[0]).to.include({ person: 'bo', name: 'BO', microphone: false, camera: false });
        const cleo = world.tab('cleo').call;
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
        const [anna, bo] = await pair();
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
        const anna = world.tab('anna').call;
        const bo = world.tab('bo').call;
        await anna.setCamera(true);
        await anna.setMicrophone(true);
        await anna.setMicrophone(false);
        await Promise.all([anna.join(), bo.join()]);
        const seen = await untilOther(bo, 'anna', ({ camera }) => camera);
        expect(seen.microphone).to.equal(false);
      });

      it('a shared screen is one more tile, after all cameras', async () => {
        const [anna, bo] = await pair();
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

    describe('commands', () => {
      it('the last wish wins, off', async () => {
        const { call } = world.tab('anna');
        await Promise.all([true, false, true, false].map((on) => call.setCamera(on)));
        expect(call.value.self.camera).to.deep.equal({ on: false, pending: false });
        await nothingRemains(world);
      });

      it('the last wish wins, on', async () => {
        const { call } = world.tab('anna');
        await Promise.all([true, false, true].map((on) => call.setCamera(on)));
        expect(call.value.self.camera).to.deep.equal({ on: true, pending: false });
        expect(world.remains()).to.be.at.most(1);
      });

      it('a wish is pending until it is reached, and off is reached at once', async () => {
        const { call } = world.tab('anna');
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
          const { call } = world.tab('anna');
          const commands = {
            microphone: (on: boolean) => call.setMicrophone(on),
            camera: (on: boolean) => call.setCamera(on),
            screen: (on: boolean) => call.setScreen(on),
          };
          world.refuse('anna', device, code);
          await commands[device](true);
          expect(call.value.error).to.deep.equal({ code, device });
          expect(call.value.self[device]).to.deep.equal({ on: false, pending: false });
          await commands[device](true);
          expect(call.value.error).to.equal(null);
          expect(call.value.self[device].on).to.equal(true);
        });
      }

      it('an error can be dismissed', async () => {
        const { call } = world.tab('anna');
        world.refuse('anna', 'camera', 'device-denied');
        await call.setCamera(true);
        call.dismissError();
        expect(call.value.error).to.equal(null);
      });

      it('who has no device joins all the same, sees and is told', async () => {
        const anna = world.tab('anna').call;
        const bo = world.tab('bo').call;
        await bo.setCamera(true);
        world.refuse('anna', 'camera', 'device-missing');
        await anna.setCamera(true);
        expect(anna.value.error).to.deep.equal({ code: 'device-missing', device: 'camera' });
        await Promise.all([anna.join(), bo.join()]);
        await untilOther(anna, 'bo', ({ camera }) => camera);
        expect(cameraTile(anna, 'bo').video).not.to.equal(null);
        expect(anna.value.state).to.equal('joined');
        expect(anna.value.error).to.deep.equal({ code: 'device-missing', device: 'camera' });
      });

      it('two refused devices are both told, until each succeeds or all are dismissed', async () => {
        const { call } = world.tab('anna');
        const microphone = { code: 'device-denied', device: 'microphone' };
        const camera = { code: 'device-missing', device: 'camera' };
        world.refuse('anna', 'microphone', 'device-denied');
        await call.setMicrophone(true);
        world.refuse('anna', 'camera', 'device-missing');
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
        await pair();
        const { call } = world.tab('anna', 'client-of-another-tab');
        await call.join();
        world.refuse('anna', 'camera', 'device-busy');
        await call.setCamera(true);
        expect(call.value.error).to.deep.equal({ code: 'already-in-call', device: null });
        expect(call.value.refusals).to.deep.equal([{ code: 'device-busy', device: 'camera' }]);
      });

      it('another device is chosen while it is on; an unknown one falls back to a real one', async () => {
        const { call } = world.tab('anna');
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
        expect(world.remains()).to.be.at.most(1);
      });

      it('a device chosen while it is off does not turn it on', async () => {
        const [anna] = await pair();
        await anna.setMicrophone(true);
        await anna.setMicrophone(false);
        await anna.setDevice('microphone', anna.value.devices.microphones.at(-1)!.id);
        expect(anna.value.self.microphone).to.deep.equal({ on: false, pending: false });
      });
    });

    describe('without the server', () => {
      it('the call goes on, and who was muted stays muted when it is back', async () => {
        const [anna, bo] = await pair();
        await anna.setMicrophone(true);
        await anna.setMicrophone(false);
        await anna.setCamera(true);
        const before = await untilOther(bo, 'anna', ({ camera }) => camera);
        world.loseServer();
        await Promise.all([until(anna, ({ signal }) => signal === 'lost'), until(bo, (one) => one.signal === 'lost')]);
        expect(bo.value.state).to.equal('joined');
        await anna.setCamera(false);
        await untilOther(bo, 'anna', ({ camera }) => !camera);
        world.restoreServer();
        await Promise.all([until(anna, ({ signal }) => signal === 'ok'), until(bo, (one) => one.signal === 'ok')]);
        expect(anna.value.self.microphone.on).to.equal(false);
        expect(bo.value.others[0]).to.include({ id: before.id, microphone: false, connection: 'connected' });
      });
    });

    describe('the end', () => {
      it('has the reason that the server gives', async () => {
        const [anna, bo] = await pair();
        await anna.setCamera(true);
        world.dismiss('anna', 'call-over');
        await until(anna, ({ state }) => state === 'left');
        expect(anna.value.leaveReason).to.equal('call-over');
        expect(anna.value.self.camera.on).to.equal(false);
        await until(bo, ({ others }) => others.length === 0);
        expect(bo.value.state).to.equal('joined');
      });

      it('a second tab is refused until it takes over, and the first one is told', async () => {
        const [anna, bo] = await pair();
        const second = world.tab('anna', 'client-of-another-tab').call;
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
        const [anna, bo] = await pair();
        await anna.setMicrophone(true);
        await anna.leave();
        await until(bo, ({ others }) => others.length === 0);
        await anna.join();
        expect(anna.value).to.include({ state: 'joined', leaveReason: null });
        expect((await untilOther(bo, 'anna')).microphone).to.equal(false);
      });

      it('leaves no track, connection or socket behind', async () => {
        const [anna, bo] = await pair();
        await Promise.all([anna.setCamera(true), anna.setMicrophone(true), anna.setScreen(true)]);
        await Promise.all([anna.leave(), bo.leave()]);
        await nothingRemains(world);
      });

      it('of the session is the end of everything, in whatever moment', async () => {
        const { call: bo, end: endBo } = world.tab('bo');
        await bo.join();
        const { call, end } = world.tab('anna');
        const wishes = [call.setCamera(true), call.setMicrophone(true), call.join()];
        end();
        endBo();
        await Promise.all(wishes);
        await call.setCamera(true);
        await call.join();
        expect(call.value.self.camera.on).to.equal(false);
        expect(['idle', 'left']).to.include(call.value.state);
        expect(bo.value.state).to.equal('left');
        await nothingRemains(world);
      });
    });

    describe('the snapshot', () => {
      it('keeps what did not change as the same objects, and is silent when nothing did', async () => {
        const [anna] = await pair();
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
  });
}
