import { setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { inCall, mountRoom, names, OFF, press, setCall, spoken, tile, tree, view } from '../testing/room.ts';
import type { FiresideRoom } from './room.ts';

/** Boxes of the tiles, in px. */
const boxes = (room: FiresideRoom): DOMRect[] =>
  [...room.renderRoot.querySelectorAll('.faces fireside-tile')].map((one) => one.getBoundingClientRect());

describe('fireside-room', () => {
  beforeEach(() => setViewport({ width: 900, height: 800 }));
  afterEach(() => document.body.replaceChildren());

  it('has toggles whose pressed state is the device, and Leave, in the call', async () => {
    const { session, room } = await inCall();
    setCall(session, { self: { ...session.call.value.self, microphone: { on: true, pending: false }, camera: OFF } });
    await room.updateComplete;
    const buttons = (await tree()).filter((node) => node.role === 'button');
    expect(buttons.map((node) => [node.name, node.pressed])).to.deep.equal([
      ['Microphone', true],
      ['Camera', false],
      ['Share screen', false],
      ['Leave', undefined],
    ]);
  });

  it('shows equal tiles for everybody, at every width', async () => {
    const { session, room } = await inCall();
    for (const count of [2, 3, 4]) {
      for (const width of [320, 420, 700, 1000]) {
        await setViewport({ width, height: 900 });
        setCall(session, {
          tiles: ['Anna', 'Bo', 'Cy', 'Di'].slice(0, count).map((id) => tile({ id, video: view() })),
        });
        await room.updateComplete;
        const areas = boxes(room).map((box) => [box.width, box.height]);
        expect(areas).to.have.length(count);
        for (const [w = 0, h = 0] of areas) {
          expect(Math.abs(w - (areas[0]?.[0] ?? 0)), `${count} at ${width}`).to.be.at.most(1);
          expect(Math.abs(h - (areas[0]?.[1] ?? 0)), `${count} at ${width}`).to.be.at.most(1);
        }
      }
    }
  });

  it('says in words what a tile shows: muted, speaking, no picture', async () => {
    const { session, room } = await inCall();
    setCall(session, {
      tiles: [
        tile({ id: 'Anna', self: true, video: view(), microphone: false }),
        tile({ id: 'Bo', speaking: true, connection: 'lost' }),
      ],
    });
    await room.updateComplete;
    expect(await names('image')).to.deep.equal([
      'Anna (you), microphone off',
      'Bo, no picture, speaking, Connection interrupted',
    ]);
  });

  it('shows a picture in one place, and lets go of it when the tile goes', async () => {
    const { session, room } = await inCall();
    const picture = view();
    setCall(session, { tiles: [tile({ id: 'Bo', video: picture })] });
    await room.updateComplete;
    await room.renderRoot.querySelector('fireside-tile')?.updateComplete;
    expect(picture.shownIn.size).to.equal(1);
    setCall(session, { tiles: [] });
    await room.updateComplete;
    expect(picture.shownIn.size).to.equal(0);
  });

  it('says when this person is in the call from another tab, and takes over when asked', async () => {
    const { session, room } = await inCall();
    setCall(session, { state: 'left', leaveReason: 'already-in-call' });
    await room.updateComplete;
    expect(await spoken()).to.include('You are in this call from another tab');
    await press(room, 'Use this tab instead');
    expect(session.requests.at(-1)).to.deep.equal({ name: 'enter', args: [{ takeOver: true }] });
  });

  it('asks for a press when the browser holds the sound back', async () => {
    const { session, room } = await inCall();
    setCall(session, { playback: 'blocked' });
    await room.updateComplete;
    await press(room, 'Press to hear');
    expect(session.call.value.playback).to.equal('ok');
  });

  it('says how the connection is, and announces people who come and go', async () => {
    const { session, room, said } = await inCall();
    const bo = {
      person: 'bo',
      name: 'Bo',
      microphone: true,
      camera: true,
      screen: false,
      speaking: false,
      away: false,
    } as const;
    expect(await spoken()).to.include('Bo is not in the call yet');
    setCall(session, { others: [{ ...bo, id: 'b', connection: 'connected' }], quality: 'good' });
    await room.updateComplete;
    expect(await spoken()).to.include('Good connection');
    setCall(session, { state: 'reconnecting' });
    await room.updateComplete;
    expect(await spoken()).to.include('Reconnecting…');
    setCall(session, { state: 'joined', others: [] });
    await room.updateComplete;
    expect(said).to.deep.equal(['Bo is in the call', 'The connection is back', 'Bo has left the call']);
  });

  it('leaves', async () => {
    const { session, room } = await inCall();
    await press(room, 'Leave');
    expect(session.requests.at(-1)?.name).to.equal('leave');
    expect(await names('button')).to.include('Join');
  });

  it('touches no media by phone and in person', async () => {
    for (const mode of ['phone', 'in-person'] as const) {
      const { session, room } = await mountRoom({ session: { mode } });
      session.call.setMicrophone = session.call.setCamera = () => Promise.reject(new Error('media was touched'));
      expect(await names('button')).to.deep.equal(['Join']);
      await press(room, 'Join');
      expect(await names('button')).to.deep.equal(['Leave']);
      document.body.replaceChildren();
      await Promise.resolve();
    }
  });

  it('keeps the call when it is removed: the session owns it', async () => {
    const { session } = await inCall();
    await session.call.setCamera(true);
    document.body.replaceChildren();
    await Promise.resolve();
    expect(session.call.value.state).to.equal('joined');
    expect(session.call.value.self.camera.on).to.equal(true);
  });

  it('says that it needs a session around it', async () => {
    const alone = document.createElement('fireside-room');
    document.body.append(alone);
    await alone.updateComplete;
    expect(await spoken()).to.include('inside a fireside-session');
  });
});
