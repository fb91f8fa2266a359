import { createFakeSession } from '@fireside/client/fake';
import { FiresideError } from '@fireside/protocol';
import { setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { html } from 'lit';
import { controlsNamed, focused, readText } from '../testing/controls.ts';
import { inCall, mountRoom, names, press, previewed, setCall, settle, spoken } from '../testing/room.ts';
import { mountInSession } from '../testing/session-stage.ts';

describe('the lobby', () => {
  beforeEach(() => setViewport({ width: 900, height: 800 }));
  afterEach(() => document.body.replaceChildren());

  it('has a lobby with preview, devices and two ways to join', async () => {
    const { session, room } = await mountRoom();
    await previewed(session);
    await room.updateComplete;
    expect(await names('region')).to.deep.equal(['Call']);
    const buttons = ['Microphone', 'Camera', 'Join', 'Join without camera', 'Play a sound', 'Check the connection'];
    expect(await names('button')).to.deep.equal(buttons);
    expect(await names('image')).to.deep.equal(['Anna (you)']);
    await session.call.setCamera(false);
    await room.updateComplete;
    expect(await names('image')).to.deep.equal(['Anna (you), no picture']);
    expect(await spoken()).to.include('Nobody else is here yet');
  });

  it('says who is here', async () => {
    const { session, room } = await mountRoom();
    session.presence.set([{ person: 'bo', name: 'Bo', role: 'mentee', self: false, editing: null }]);
    await room.updateComplete;
    expect(await spoken()).to.include('Bo is here');
  });

  it('joins with microphone and camera, and the focus goes along', async () => {
    const { session, room } = await mountRoom();
    await press(room, 'Join');
    expect(session.requests).to.deep.equal([{ name: 'enter', args: [] }]);
    expect(session.call.value.self).to.deep.include({
      microphone: { on: true, pending: false },
      camera: { on: true, pending: false },
    });
    expect(focused()?.textContent?.trim()).to.equal('Microphone');
  });

  it('joins without camera', async () => {
    const { session, room } = await mountRoom();
    await press(room, 'Join without camera');
    expect(session.call.value.self.microphone.on).to.equal(true);
    expect(session.call.value.self.camera.on).to.equal(false);
  });

  it('joins muted when the microphone was switched off in the lobby', async () => {
    const { session, room } = await mountRoom();
    await session.call.setMicrophone(true);
    await room.updateComplete;
    await press(room, 'Microphone');
    await press(room, 'Join');
    expect(session.call.value.self.microphone.on).to.equal(false);
  });

  it('comes back as muted as it left, and opens nothing by itself after leaving', async () => {
    const { session, room } = await inCall();
    await session.call.setMicrophone(true);
    await session.call.setCamera(true);
    await press(room, 'Microphone');
    await press(room, 'Leave');
    expect(session.call.value.self.camera.on).to.equal(false);
    expect(await spoken()).to.include('“Join” switches the camera on.');
    await press(room, 'Join');
    expect(session.call.value.self.microphone.on).to.equal(false);
    expect(session.call.value.self.camera.on).to.equal(true);
  });

  it('says why joining did not work, and lets try again', async () => {
    const { session, room } = await mountRoom();
    session.enter = () => Promise.reject(new FiresideError('already-live'));
    await press(room, 'Join');
    await room.updateComplete;
    expect(await spoken())
      .to.include('Another session of yours is under way.')
      .and.include('Code: already-live');
    expect(await names('button')).to.include('Join');
  });

  it('lets go of the preview when it is removed, and keeps it when it is moved', async () => {
    const { session, room } = await mountRoom();
    await session.call.setCamera(true);
    room.parentElement?.append(room);
    await Promise.resolve();
    expect(session.call.value.self.camera.on).to.equal(true);
    document.body.replaceChildren();
    await Promise.resolve();
    expect(session.call.value.self.camera.on).to.equal(false);
  });

  it('loads what joining needs while it is looked at, once the picture is there', async () => {
    const session = createFakeSession();
    const prepared = new Promise<boolean>((resolve) => {
      session.call.prepare = () => resolve(session.call.value.self.camera.on);
    });
    await mountInSession(session, html`<fireside-room></fireside-room>`);
    expect(await prepared).to.equal(true);
  });

  it('tells the name that the others will see, however long it is', async () => {
    const name = 'Wolfeschlegelsteinhausenbergerdorff '.repeat(4).slice(0, 128);
    for (const width of [320, 900]) {
      await setViewport({ width, height: 900 });
      const { room } = await mountRoom({ person: { name } });
      expect(readText(room)).to.include('The others see you as').and.include(name.trim());
      expect(document.documentElement.scrollWidth).to.be.at.most(width);
      document.body.replaceChildren();
    }
  });

  it('keeps Join where it is, whatever comes and goes', async () => {
    for (const width of [320, 600, 900]) {
      await setViewport({ width, height: 900 });
      const { session, room } = await mountRoom();
      await previewed(session);
      await settle(room);
      const places = (): string =>
        ['Join', 'Join without camera']
          .flatMap((name) => controlsNamed(room, name))
          .map((button) => button.getBoundingClientRect())
          .map(({ x, y, width: wide, height }) => [x, y, wide, height].join(' '))
          .join(', ');
      const before = places();
      const stays = async (what: string): Promise<void> => {
        await settle(room);
        expect(places(), `${what} at ${width}`).to.equal(before);
      };
      session.presence.set([{ person: 'bo', name: 'Bo', role: 'mentee', self: false, editing: null }]);
      await stays('somebody comes');
      setCall(session, { self: { ...session.call.value.self, silent: true, level: 0 } });
      await stays('a silent microphone');
      for (const code of ['device-denied', 'device-blocked', 'device-missing', 'device-denied-by-system'] as const) {
        setCall(session, { refusals: [{ code, device: 'microphone' }] });
        await stays(code);
      }
      setCall(session, { self: { ...session.call.value.self, camera: { on: false, pending: true } }, tiles: [] });
      await stays('a camera that starts');
      setCall(session, { devices: { ...session.call.value.devices, microphones: [], cameras: [], speakers: [] } });
      await stays('no devices');
      document.body.replaceChildren();
    }
  });

  it('keeps its buttons where they are while it joins', async () => {
    const { session, room } = await mountRoom();
    await settle(room);
    const entered = Promise.withResolvers<void>();
    session.enter = () => entered.promise;
    const other = (): number => controlsNamed(room, 'Join without camera')[0]?.getBoundingClientRect().x ?? 0;
    const before = other();
    await press(room, 'Join');
    expect(await names('button'))
      .to.include('Joining…')
      .and.not.include('Join');
    expect(other()).to.equal(before);
    entered.reject(new FiresideError('unreachable'));
    await settle(room);
    expect(await names('button')).to.include('Join');
  });
});
