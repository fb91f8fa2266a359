import type { Observable } from '@fireside/client';
import { createFakeSession } from '@fireside/client/fake';
import type { ErrorCode } from '@fireside/protocol';
import { setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { html } from 'lit';
import { audit } from '../testing/audit.ts';
import { control, readText } from '../testing/controls.ts';
import { mountRoom, names, press, previewed, setCall, settle, spoken, tree, until } from '../testing/room.ts';
import { mountInSession } from '../testing/session-stage.ts';

/** The first snapshot of which `test` holds. */
function when<T>(one: Observable<T>, test: (value: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!test(one.value)) return;
      stop();
      resolve(one.value);
    };
    const stop = one.subscribe(look);
    look();
  });
}

describe('devices in the lobby', () => {
  beforeEach(() => setViewport({ width: 900, height: 800 }));
  afterEach(() => document.body.replaceChildren());

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
      await until(room, () => readText(room).includes(`Code: ${code}`));
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
    await until(room, () => readText(room).includes('Code: device-denied'));
    expect(await spoken())
      .to.include('Microphone: The browser may not use it.')
      .and.include('Camera: The browser may not use it.');
    expect((await names('button')).filter((name) => name === 'Try again')).to.have.length(1);
  });

  it('says that the camera starts only while it does', async () => {
    const { session, room } = await mountRoom();
    await previewed(session);
    const camera = async (pending: boolean): Promise<string[]> => {
      setCall(session, { self: { ...session.call.value.self, camera: { on: false, pending } }, tiles: [] });
      await settle(room);
      return names('image');
    };
    expect(await camera(true)).to.deep.equal(['Anna (you), no picture, The camera is starting…']);
    expect(await camera(false)).to.deep.equal(['Anna (you), no picture']);
  });

  it('says that the browser asks, not that the camera starts, while the permission is missing', async () => {
    const { query } = navigator.permissions;
    navigator.permissions.query = () => Promise.resolve({ state: 'prompt' } as PermissionStatus);
    try {
      const { session, room } = await mountRoom();
      await settle(room);
      expect(session.call.value.self.camera.on).to.equal(false);
      setCall(session, { self: { ...session.call.value.self, camera: { on: false, pending: true } }, tiles: [] });
      await settle(room);
      expect(await names('image')).to.deep.equal([
        'Anna (you), no picture, The browser asks whether the camera may be used',
      ]);
    } finally {
      navigator.permissions.query = query;
    }
  });

  it('finds out before joining what the browser will refuse', async () => {
    const { query } = navigator.permissions;
    navigator.permissions.query = () => Promise.resolve({ state: 'denied' } as PermissionStatus);
    try {
      const session = createFakeSession();
      for (const device of ['microphone', 'camera'] as const) session.call.fail(device, 'device-denied');
      await mountInSession(session, html`<fireside-room></fireside-room>`);
      const refused = await when(session.call, ({ refusals }) => refusals.length === 2);
      expect(refused.refusals.map(({ code }) => code)).to.deep.equal(['device-denied', 'device-denied']);
    } finally {
      navigator.permissions.query = query;
    }
  });

  it('says where to allow a device, and what the page must send', async () => {
    const { session, room } = await mountRoom();
    await previewed(session);
    const says = async (code: ErrorCode, words: string): Promise<void> => {
      setCall(session, {
        refusals: [
          { code, device: 'microphone' },
          { code, device: 'camera' },
        ],
      });
      await settle(room);
      await customElements.whenDefined('fireside-device-guide');
      await settle(room);
      expect(readText(room), code).to.include(words);
      expect(await audit(room), code).to.deep.equal([]);
    };
    await says('device-denied', 'press the sign beside the address');
    await says('device-denied-by-system', 'privacy settings');
    await says('device-blocked', 'Permissions-Policy: microphone=(self), camera=(self)');
    await says('insecure-origin', 'For the people who run this page');
  });

  it('says when nobody can hear the microphone, and what to do', async () => {
    const { session, room } = await mountRoom();
    await previewed(session);
    expect(readText(room)).not.to.include('Nobody can hear');
    setCall(session, { self: { ...session.call.value.self, silent: true } });
    await settle(room);
    expect((await tree()).filter(({ role }) => role === 'status').length).to.be.at.least(1);
    expect(readText(room))
      .to.include('Nobody can hear this microphone.')
      .and.include('Choose another one, or look for a switch');
    expect(await audit(room)).to.deep.equal([]);
  });

  it('says that the sound plays while it does', async () => {
    const { session, room } = await mountRoom();
    setCall(session, {
      devices: { ...session.call.value.devices, chosen: { microphone: null, camera: null, speaker: null } },
    });
    await settle(room);
    await press(room, 'Play a sound');
    expect(readText(room)).to.include('Playing…');
    await until(room, () => !readText(room).includes('Playing…'));
    expect(readText(room)).not.to.include('could not be used');
  });

  it('says when the sound cannot be played on that speaker', async () => {
    const { session, room } = await mountRoom();
    const { devices } = session.call.value;
    setCall(session, { devices: { ...devices, chosen: { ...devices.chosen, speaker: 'one that is gone' } } });
    await settle(room);
    await press(room, 'Play a sound');
    await until(room, () => readText(room).includes('This speaker could not be used.'));
  });

  it('keeps working without any device, and with devices of long names, in 320 px and from right to left', async () => {
    await setViewport({ width: 320, height: 900 });
    document.documentElement.dir = 'rtl';
    try {
      const { session, room } = await mountRoom();
      await previewed(session);
      const one = {
        id: '1',
        label: 'A microphone of a very long name by a maker with an even longer one (1234:5678) '.repeat(2),
      };
      const { chosen } = session.call.value.devices;
      for (const list of [[], [one]]) {
        setCall(session, { devices: { microphones: list, cameras: list, speakers: list, chosen } });
        await settle(room);
        expect(document.documentElement.scrollWidth).to.be.at.most(320);
        expect(await names('button')).to.include('Join');
        expect(await audit(room)).to.deep.equal([]);
      }
      setCall(session, { devices: { microphones: [], cameras: [], speakers: [], chosen } });
      await settle(room);
      expect(readText(room)).not.to.include('switches');
      expect(control(room, 'Which microphone').textContent?.trim()).to.equal('None found');
      await press(room, 'Join');
      expect(session.call.value.state).to.equal('joined');
    } finally {
      document.documentElement.removeAttribute('dir');
    }
  });

  it('remembers the device that was chosen', async () => {
    const { session, room } = await mountRoom();
    await settle(room);
    const select = control(room, 'Which microphone') as HTMLSelectElement;
    select.value = 'microphone-2';
    select.dispatchEvent(new Event('change'));
    await settle(room);
    expect(session.call.value.devices.chosen.microphone).to.equal('microphone-2');
    expect(select.value).to.equal('microphone-2');
  });
});
