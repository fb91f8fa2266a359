import { FiresideError } from '@fireside/protocol';
import { setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { inCall, mountRoom, names, press, previewed, spoken } from '../testing/room.ts';

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
    expect(room.shadowRoot?.activeElement?.textContent.trim()).to.equal('Microphone');
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

  it('gives guidance for a device that is not to be had, and keeps Join', async () => {
    const { session, room } = await mountRoom();
    await previewed(session);
    for (const code of [
      'device-denied',
      'device-missing',
      'device-busy',
      'device-blocked',
      'insecure-origin',
    ] as const) {
      await session.call.setCamera(false);
      session.call.fail('camera', code);
      await session.call.setCamera(true);
      await room.updateComplete;
      expect(await spoken())
        .to.include('Camera: ')
        .and.include(`Code: ${code}`);
      expect(await names('button')).to.include('Join');
    }
  });

  it('names every device that is not to be had, with one thing to press', async () => {
    const { session, room } = await mountRoom();
    await previewed(session);
    for (const device of ['microphone', 'camera'] as const) session.call.fail(device, 'device-denied');
    await Promise.all([session.call.setMicrophone(false), session.call.setCamera(false)]);
    await Promise.all([session.call.setMicrophone(true), session.call.setCamera(true)]);
    await room.updateComplete;
    expect(await spoken())
      .to.include('Microphone: The browser may not use it.')
      .and.include('Camera: The browser may not use it.');
    expect((await names('button')).filter((name) => name === 'Try again')).to.have.length(1);
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
});
