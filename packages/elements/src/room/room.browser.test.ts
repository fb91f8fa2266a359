import type { CallSnapshot, Tile, VideoView } from '@fireside/client';
import { createFakeSession, type FakeSession, type FakeSessionOptions } from '@fireside/client/fake';
import { FiresideError } from '@fireside/protocol';
import { a11ySnapshot, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { html } from 'lit';
import { pressButton } from '../testing/controls.ts';
import { mountInSession } from '../testing/session-stage.ts';
import './define.ts';
import './render-call.ts';
import type { FiresideRoom } from './room.ts';

interface Node {
  role: string;
  name?: string;
  pressed?: boolean;
  children?: Node[];
}
const flat = (node: Node): Node[] => [node, ...(node.children ?? []).flatMap(flat)];
const tree = async (): Promise<Node[]> => flat((await a11ySnapshot({})) as unknown as Node);
const names = async (role: string): Promise<string[]> =>
  (await tree()).filter((node) => node.role === role).map((node) => node.name ?? '');
const spoken = async (): Promise<string> => (await tree()).map((node) => node.name ?? '').join(' | ');

const OFF = { on: false, pending: false };

const tile = (part: Partial<Tile> & Pick<Tile, 'id'>): Tile => ({
  kind: 'camera',
  person: part.id,
  name: part.id,
  self: false,
  video: null,
  microphone: true,
  speaking: false,
  away: false,
  connection: 'connected',
  ...part,
});

/** A picture that writes down where it is shown. */
function view(): VideoView & { readonly shownIn: Set<HTMLVideoElement> } {
  const shownIn = new Set<HTMLVideoElement>();
  return {
    shownIn,
    attach(element) {
      shownIn.add(element);
      return () => shownIn.delete(element);
    },
  };
}

const setCall = (session: FakeSession, change: Partial<CallSnapshot>): void =>
  session.call.set({ ...session.call.value, ...change });

/** Resolves when the preview has opened what the browser gives unasked. */
function previewed({ call }: FakeSession): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!call.value.self.camera.on) return;
      stop();
      resolve();
    };
    const stop = call.subscribe(look);
    look();
  });
}

async function mount(
  options: FakeSessionOptions = {},
): Promise<{ session: FakeSession; room: FiresideRoom; said: string[] }> {
  const session = createFakeSession(options);
  const { element, stage } = await mountInSession(session, html`<fireside-room></fireside-room>`);
  return { session, room: element as FiresideRoom, said: stage.announced };
}

/** The call's own code comes by itself when it is needed. */
async function settle(room: FiresideRoom): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await room.updateComplete;
    await new Promise(requestAnimationFrame);
  }
}

async function inCall(): Promise<{ session: FakeSession; room: FiresideRoom; said: string[] }> {
  const mounted = await mount({ session: { state: 'live' } });
  await mounted.session.enter();
  await settle(mounted.room);
  return mounted;
}

async function press(room: FiresideRoom, name: string): Promise<void> {
  await pressButton(room, name);
  await settle(room);
}

/** Boxes of the tiles, in px. */
const boxes = (room: FiresideRoom): DOMRect[] =>
  [...room.renderRoot.querySelectorAll('.faces fireside-tile')].map((one) => one.getBoundingClientRect());

describe('fireside-room', () => {
  beforeEach(() => setViewport({ width: 900, height: 800 }));
  afterEach(() => document.body.replaceChildren());

  it('has a lobby with preview, devices and two ways to join', async () => {
    const { session, room } = await mount();
    await previewed(session);
    await room.updateComplete;
    expect(await names('region')).to.deep.equal(['Call']);
    const buttons = ['Microphone', 'Camera', 'Play a sound', 'Join', 'Join without camera'];
    expect(await names('button')).to.deep.equal(buttons);
    expect(await names('image')).to.deep.equal(['Anna (you)']);
    await session.call.setCamera(false);
    await room.updateComplete;
    expect(await names('image')).to.deep.equal(['Anna (you), no picture']);
    expect(await spoken()).to.include('Nobody else is here yet');
  });

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

  it('says who is here', async () => {
    const { session, room } = await mount();
    session.presence.set([{ person: 'bo', name: 'Bo', role: 'mentee', self: false, editing: null }]);
    await room.updateComplete;
    expect(await spoken()).to.include('Bo is here');
  });

  it('joins with microphone and camera, and the focus goes along', async () => {
    const { session, room } = await mount();
    await press(room, 'Join');
    expect(session.requests).to.deep.equal([{ name: 'enter', args: [] }]);
    expect(session.call.value.self).to.deep.include({
      microphone: { on: true, pending: false },
      camera: { on: true, pending: false },
    });
    expect(room.shadowRoot?.activeElement?.textContent.trim()).to.equal('Microphone');
  });

  it('joins without camera', async () => {
    const { session, room } = await mount();
    await press(room, 'Join without camera');
    expect(session.call.value.self.microphone.on).to.equal(true);
    expect(session.call.value.self.camera.on).to.equal(false);
  });

  it('joins muted when the microphone was switched off in the lobby', async () => {
    const { session, room } = await mount();
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
    const { session, room } = await mount();
    session.enter = () => Promise.reject(new FiresideError('already-live'));
    await press(room, 'Join');
    await room.updateComplete;
    expect(await spoken())
      .to.include('Another session of yours is under way.')
      .and.include('Code: already-live');
    expect(await names('button')).to.include('Join');
  });

  it('gives guidance for a device that is not to be had, and keeps Join', async () => {
    const { session, room } = await mount();
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
    const { session, room } = await mount();
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
      const { session, room } = await mount({ session: { mode } });
      session.call.setMicrophone = session.call.setCamera = () => Promise.reject(new Error('media was touched'));
      expect(await names('button')).to.deep.equal(['Join']);
      await press(room, 'Join');
      expect(await names('button')).to.deep.equal(['Leave']);
      document.body.replaceChildren();
      await Promise.resolve();
    }
  });

  it('lets go of the preview when it is removed, and keeps it when it is moved', async () => {
    const { session, room } = await mount();
    await session.call.setCamera(true);
    room.parentElement?.append(room);
    await Promise.resolve();
    expect(session.call.value.self.camera.on).to.equal(true);
    document.body.replaceChildren();
    await Promise.resolve();
    expect(session.call.value.self.camera.on).to.equal(false);
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
