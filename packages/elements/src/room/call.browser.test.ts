import type { Presence } from '@fireside/client';
import { fakeTile, type FakeSession } from '@fireside/client/fake';
import { FiresideError, type ErrorCode } from '@fireside/protocol';
import { setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { audit } from '../testing/audit.ts';
import { focused } from '../testing/controls.ts';
import { other } from '../testing/call-people.ts';
import { inCall, names, OFF, press, setCall, settle, spoken, tree, until } from '../testing/room.ts';
import type { FiresideRoom } from './room.ts';

const ON = { on: true, pending: false };

const here = (name: string, change: Partial<Presence> = {}): Presence => ({
  person: name.toLowerCase(),
  name,
  role: 'mentee',
  self: false,
  editing: null,
  ...change,
});

/** In the session, and not in the call. */
async function refuse(session: FakeSession, room: FiresideRoom, code: ErrorCode): Promise<void> {
  await session.call.leave();
  setCall(session, { state: 'idle', leaveReason: null, error: { code, device: null } });
  await settle(room);
}

describe('the room in a call', () => {
  beforeEach(() => setViewport({ width: 900, height: 800 }));
  afterEach(() => document.body.replaceChildren());

  it('has toggles whose pressed state is the device, Settings and Leave', async () => {
    const { session, room } = await inCall();
    setCall(session, { self: { ...session.call.value.self, microphone: ON, camera: OFF } });
    await settle(room);
    const buttons = (await tree()).filter((node) => node.role === 'button');
    expect(buttons.map((node) => [node.name, node.pressed])).to.deep.equal([
      ['Hide my picture from me', undefined],
      ['Microphone', true],
      ['Camera', false],
      ['Share screen', false],
      ['Be right back', false],
      ['Settings', undefined],
      ['Leave', undefined],
    ]);
  });

  it('has names for all buttons at 320 px, where they have no labels', async () => {
    await setViewport({ width: 320, height: 700 });
    const { room } = await inCall();
    await settle(room);
    expect(await names('button')).to.include.members(['Microphone', 'Camera', 'Be right back', 'Settings', 'Leave']);
    expect(document.documentElement.scrollWidth).to.be.at.most(320);
  });

  it('has its buttons at hand, however much stands above them', async () => {
    const { session, room } = await inCall();
    const scroller = room.parentElement!;
    Object.assign(scroller.style, { display: 'block', height: '300px', overflow: 'auto' });
    setCall(session, { others: [other('Bo')], quality: 'weak' });
    session.call.fail('camera', 'device-missing');
    await press(room, 'Camera');
    expect(scroller.scrollHeight).to.be.greaterThan(400);
    const leave = room.renderRoot.querySelector('fireside-call')!.renderRoot.querySelector('.danger')!;
    for (const to of [0, 50]) {
      scroller.scrollTop = to;
      expect(leave.getBoundingClientRect().bottom).to.be.at.most(scroller.getBoundingClientRect().bottom);
    }
  });

  it('draws nothing anew while only the meter moves', async () => {
    const { session, room } = await inCall();
    await settle(room);
    const call = room.renderRoot.querySelector('fireside-call')!;
    let drawn = 0;
    const seen = new MutationObserver(() => (drawn += 1));
    seen.observe(call.renderRoot, { subtree: true, childList: true, attributes: true, characterData: true });
    for (const level of [0.2, 0.4, 0.6]) {
      setCall(session, { self: { ...session.call.value.self, level } });
      expect([room.isUpdatePending, call.isUpdatePending]).to.deep.equal([false, false]);
    }
    setCall(session, { quality: 'weak', others: [other('Bo')] });
    expect(call.isUpdatePending).to.equal(true);
    await settle(room);
    expect(drawn).to.be.greaterThan(0);
    seen.disconnect();
  });

  it('is right back with one press, and back with another', async () => {
    const { session, room } = await inCall();
    await session.call.setMicrophone(true);
    await press(room, 'Be right back');
    expect(session.call.value.self).to.deep.include({ away: true, microphone: OFF });
    expect(await spoken()).to.include('Nobody hears or sees you until then.');
    expect(await names('image')).to.deep.equal(['Anna (you), no picture, microphone off, Back soon']);
    await press(room, 'I am back');
    expect(session.call.value.self).to.deep.include({ away: false, microphone: ON });
    expect(await names('image')).to.deep.equal(['Anna (you), no picture']);
    expect(focused()?.textContent?.trim()).to.equal('Microphone');
  });

  it('says where pictures are missing because of audio only, and brings them back', async () => {
    const { session, room } = await inCall();
    session.call.others([
      { person: 'bo', name: 'Bo', camera: true, microphone: true },
      { person: 'cy', name: 'Cy', microphone: true },
    ]);
    await session.call.setAudioOnly(true);
    await settle(room);
    expect(await names('image')).to.deep.equal([
      'Anna (you), no picture, microphone off',
      'Bo, no picture, Picture off: audio only',
      'Cy, no picture',
    ]);
    await press(room, 'Pictures on');
    expect(session.call.value.audioOnly).to.equal(false);
    expect(await names('image')).to.include('Bo');
  });

  it('says once in a muting that somebody speaks into a microphone that is off', async () => {
    const { session, room, said } = await inCall();
    const speak = async (speakingMuted: boolean): Promise<void> => {
      setCall(session, { self: { ...session.call.value.self, speakingMuted } });
      await settle(room);
    };
    const words = 'You are speaking, but your microphone is off';
    await speak(true);
    await speak(false);
    expect(await spoken()).to.include(words); // it stays while they breathe
    await press(room, 'Close');
    await speak(true);
    expect(await spoken()).not.to.include(words);
    expect(said.filter((text) => text === words)).to.have.length(1);

    await session.call.setMicrophone(true);
    await session.call.setMicrophone(false);
    await settle(room);
    await speak(true);
    await press(room, 'Turn the microphone on');
    expect(session.call.value.self.microphone.on).to.equal(true);
    expect(await spoken()).not.to.include(words);
    expect(said.filter((text) => text === words)).to.have.length(2);
  });

  it('says that nobody can hear this microphone, with the way to another one', async () => {
    const { session, room, said } = await inCall();
    setCall(session, { self: { ...session.call.value.self, microphone: ON, silent: true } });
    await settle(room);
    expect(await spoken()).to.include('Nobody can hear this microphone');
    expect(said).to.deep.equal(['Nobody can hear this microphone']);
    await press(room, 'Choose another one');
    await until(room, () => focused()?.closest('dialog') !== null);
    expect(await names('combobox')).to.include('Which microphone');
  });

  it('says how the connection is, and what is done about it', async () => {
    const { session, room, said } = await inCall();
    expect(await spoken()).to.include('Bo is not in the call yet');
    setCall(session, { others: [other('Bo')], quality: 'good' });
    await settle(room);
    expect(await spoken()).to.include('Good connection · just the two of you');
    setCall(session, { signal: 'lost' });
    await settle(room);
    expect(await spoken()).to.include('The server is out of reach just now; you still hear each other.');
    setCall(session, { signal: 'ok', others: [other('Bo'), other('Cy', { connection: 'lost' })] });
    await settle(room);
    expect(await spoken()).to.include('Nothing comes through from Cy just now.');
    setCall(session, { state: 'reconnecting', quality: 'lost' });
    await settle(room);
    expect(await spoken()).to.include('Reconnecting… What you write in agenda and notes is safe.');
    await until(room, () => said.includes('Sound and picture are interrupted. Reconnecting…'));
    setCall(session, { state: 'joined', quality: 'weak', others: [other('Bo')] });
    await settle(room);
    expect(await spoken()).to.include('The connection is back · Weak connection: the picture gives way to the sound');
    expect(said).to.deep.equal(['Sound and picture are interrupted. Reconnecting…', 'The connection is back']);
  });

  it('says that there is no path, with what to do for whom', async () => {
    const { session, room } = await inCall();
    setCall(session, {
      state: 'reconnecting',
      error: { code: 'no-path', device: null },
      tiles: [fakeTile({ id: 'Bo' })],
    });
    await settle(room);
    expect(await spoken())
      .to.include('There is no path for sound and picture between you.')
      .and.include('with a TURN server')
      .and.include('Code: no-path')
      .and.not.include('Reconnecting…'); // the card says it
    expect(await names('button')).to.include.members(['Microphone', 'Leave']);
  });

  it('says to whom there is no path, where there is one to the others', async () => {
    const { session, room } = await inCall();
    setCall(session, {
      error: { code: 'no-path', device: null },
      others: [other('Bo'), other('Cy', { connection: 'connecting' }), other('Di', { connection: 'lost' })],
    });
    await settle(room);
    expect(await spoken()).to.include('There is no path for sound and picture between you and Cy and Di.');
  });

  it('offers to rejoin when the call was lost, and the focus is there', async () => {
    const { session, room } = await inCall();
    await press(room, 'Microphone');
    session.call.end('unreachable');
    await settle(room);
    expect(await spoken())
      .to.include('The call was lost')
      .and.include('Code: unreachable');
    expect(focused()?.textContent?.trim()).to.equal('Rejoin');
    await press(room, 'Rejoin');
    expect(session.requests.at(-1)).to.deep.equal({ name: 'enter', args: [] });
    expect(session.call.value.state).to.equal('joined');
  });

  for (const code of ['sfu-unreachable', 'sfu-refused'] as const) {
    it(`offers a direct call where the media server is ${code.slice(4)}, to who is there`, async () => {
      const { session, room } = await inCall();
      await refuse(session, room, code);
      expect(await spoken())
        .to.include('The media server')
        .and.include('Agenda and notes work')
        .and.include('As soon as somebody else is here, a direct call is offered')
        .and.include(`Code: ${code}`);
      expect(await names('button')).to.deep.equal(['Try again', 'Leave', 'Check the connection']);

      session.presence.set([here('Anna', { self: true }), here('Bo'), here('Olga', { role: 'observer' })]);
      await settle(room);
      expect(await spoken()).to.include('Without that server you can call Bo directly');
      expect(await names('button')).to.deep.equal(['Call directly', 'Try again', 'Leave', 'Check the connection']);
      expect(await audit(room)).to.deep.equal([]);
      await press(room, 'Call directly');
      expect(session.requests.at(-1)).to.deep.equal({ name: 'enter', args: [{ direct: true }] });
      expect(session.call.value.state).to.equal('joined');
      expect(focused()?.textContent?.trim()).to.equal('Microphone');
    });
  }

  it('offers no direct call to more people than it holds', async () => {
    const { session, room } = await inCall();
    await refuse(session, room, 'sfu-unreachable');
    session.presence.set(['Anna', 'Bo', 'Cy', 'Di'].map((name) => here(name, { self: name === 'Anna' })));
    await settle(room);
    expect(await names('button')).to.include('Call directly');
    expect(await spoken()).to.include('call Bo, Cy, and Di directly');
    session.presence.set(['Anna', 'Bo', 'Cy', 'Di', 'Ed'].map((name) => here(name, { self: name === 'Anna' })));
    await settle(room);
    expect(await names('button')).not.to.include('Call directly');
    expect(await spoken()).to.include('holds four people, and there are more of you here');
  });

  it('reads the trouble out at once, and of the offer only what changes', async () => {
    const { session, room } = await inCall();
    await refuse(session, room, 'sfu-unreachable');
    const call = room.renderRoot.querySelector('fireside-call')!.renderRoot;
    const [alert, offer] = [call.querySelector('[role=alert]')!, call.querySelector('.trouble [aria-live=polite]')!];
    const changed: Node[] = [];
    const seen = new MutationObserver((all) => changed.push(...all.map(({ target }) => target)));
    for (const part of [alert, offer]) seen.observe(part, { subtree: true, childList: true, characterData: true });
    session.presence.set([here('Anna', { self: true }), here('Bo')]);
    await settle(room);
    session.presence.set([here('Anna', { self: true }), here('Bo', { editing: 'agenda:1' })]);
    await settle(room);
    seen.disconnect();
    expect(changed.map((node) => offer.contains(node))).to.deep.equal([true]);
  });

  it('says why a direct call did not come about, and the ways in stay', async () => {
    const { session, room } = await inCall();
    await refuse(session, room, 'sfu-unreachable');
    session.presence.set([here('Anna', { self: true }), here('Bo')]);
    session.enter = () => Promise.reject(new FiresideError('unreachable'));
    await settle(room);
    await press(room, 'Call directly');
    expect(await spoken())
      .to.include('The server cannot be reached.')
      .and.include('Code: unreachable');
    expect(await names('button')).to.include.members(['Call directly', 'Try again', 'Leave']);
  });

  it('offers a direct call in the call, too, when the way to the media server is lost for long', async () => {
    const { session, room } = await inCall();
    session.presence.set([here('Anna', { self: true }), here('Bo')]);
    setCall(session, { state: 'reconnecting', error: { code: 'sfu-unreachable', device: null } });
    await settle(room);
    expect(await spoken())
      .to.include('The media server cannot be reached.')
      .and.include('It is still tried by itself.')
      .and.not.include('TURN')
      .and.not.include('Reconnecting…'); // the card says it
    await press(room, 'Call directly');
    expect(session.requests.at(-1)).to.deep.equal({ name: 'enter', args: [{ direct: true }] });
    expect(await names('button')).not.to.include('Call directly');
  });

  it('has a way back where a direct call was to take the place of a lost one, and did not', async () => {
    const { session, room } = await inCall();
    session.presence.set([here('Anna', { self: true }), here('Bo')]);
    setCall(session, { state: 'reconnecting', error: { code: 'sfu-unreachable', device: null } });
    await settle(room);
    const asked = Promise.withResolvers<void>();
    session.enter = async () => {
      await session.call.leave();
      return asked.promise;
    };
    await press(room, 'Call directly');
    expect(await spoken()).to.include('Joining the call…');
    asked.reject(new FiresideError('unreachable'));
    await settle(room);
    expect(await spoken()).to.include('Code: unreachable');
    expect(await names('button')).to.deep.equal(['Rejoin', 'Leave']);
  });

  it('fits the offer into 320 px, with every name', async () => {
    await setViewport({ width: 320, height: 900 });
    const { session, room } = await inCall();
    await refuse(session, room, 'sfu-unreachable');
    const long = ['Cyprienne-de-la-Fontaine-Montgolfier-et-Saint-Exupéry', 'דינה לוי', '🦊 Ed'];
    session.presence.set([here('Anna', { self: true }), ...long.map((name) => here(name))]);
    await settle(room);
    expect(document.documentElement.scrollWidth).to.be.at.most(320);
    for (const name of long) expect(await spoken()).to.include(name);
  });

  it('has nothing to press when the call is over for good', async () => {
    const { session, room } = await inCall();
    session.call.end('call-over');
    await settle(room);
    expect(await spoken()).to.include('The call is over.');
    expect(await names('button')).to.deep.equal(['Leave']);
  });

  it('says when this person is in the call from another tab, and takes over when asked', async () => {
    const { session, room } = await inCall();
    for (const [code, words] of [
      ['already-in-call', 'You are in this call from another tab or device'],
      ['taken-over', 'The call goes on in your other tab or device'],
    ] as const) {
      session.call.end(code);
      await settle(room);
      expect(await spoken()).to.include(words);
      await press(room, 'Use this tab instead');
      expect(session.requests.at(-1)).to.deep.equal({ name: 'enter', args: [{ takeOver: true }] });
    }
  });

  it('asks for a press when the browser holds the sound back', async () => {
    const { session, room } = await inCall();
    setCall(session, { playback: 'blocked' });
    await settle(room);
    await press(room, 'Press to hear');
    expect(session.call.value.playback).to.equal('ok');
  });

  it('says what a device that went away means, and tries again', async () => {
    const { session, room } = await inCall();
    session.call.fail('camera', 'device-missing');
    await press(room, 'Camera');
    expect(await spoken())
      .to.include('Camera: None was found.')
      .and.include('The call goes on without it.')
      .and.not.include('You can join');
    await press(room, 'Try again');
    expect(session.call.value.self.camera.on).to.equal(true);
  });

  it('announces who comes and goes, each kind as the person likes', async () => {
    const { session, room, said } = await inCall();
    setCall(session, { others: [other('Bo')] });
    await until(room, () => said.includes('Bo is in the call'));
    session.prefer({ announce: { ...session.preferences.value.announce, people: false } });
    setCall(session, { others: [other('Bo', { microphone: false }), other('Cy')] });
    await until(room, () => said.includes('Bo: microphone off'));
    expect(said).to.deep.equal(['Bo is in the call', 'Bo: microphone off']);
  });
});
