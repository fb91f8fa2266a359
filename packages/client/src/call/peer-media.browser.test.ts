import { expect } from 'chai';
import { FiresideError, type CallAccess } from '@fireside/protocol';
import { Subject } from '../observable.ts';
import { OUTSIDE, type RoomView } from './adapter.ts';
import { aMoment, until, untilOther, type Party } from './contract/world.contract.ts';
import { createCall } from './create-call.ts';
import type { Call, CallContext, CallSnapshot } from './port.ts';
import { PeerWorld } from './testing/peer-world.ts';

interface Received {
  frames: number;
  packets: number;
}

/** What all connections of the page have received together. */
async function received(world: PeerWorld): Promise<Received> {
  const total = { frames: 0, packets: 0 };
  for (const connection of world.open) {
    for (const entry of (await connection.getStats()).values() as Iterable<Record<string, unknown>>) {
      if (entry['type'] !== 'inbound-rtp') continue;
      if (entry['kind'] === 'video') total.frames += Number(entry['framesDecoded'] ?? 0);
      else total.packets += Number(entry['packetsReceived'] ?? 0);
    }
  }
  return total;
}

async function untilGrown(world: PeerWorld, from: Received): Promise<Received> {
  for (;;) {
    const now = await received(world);
    if (now.frames > from.frames && now.packets > from.packets) return now;
    await aMoment();
  }
}

describe('media of a peer call', () => {
  let world: PeerWorld;
  beforeEach(() => {
    world = new PeerWorld();
  });
  afterEach(() => world.close());

  async function pair(): Promise<[Party, Party]> {
    const parties: [Party, Party] = [world.tab('anna'), world.tab('bo')];
    await Promise.all(parties.flatMap(({ call }) => [call.setCamera(true), call.setMicrophone(true)]));
    await Promise.all(parties.map(({ call }) => call.join()));
    await untilOther(parties[0].call, 'bo', ({ camera }) => camera);
    await untilOther(parties[1].call, 'anna', ({ camera }) => camera);
    return parties;
  }

  /** Every snapshot from now on. */
  function watch(call: Call): CallSnapshot[] {
    const seen: CallSnapshot[] = [];
    call.subscribe(() => seen.push(call.value));
    return seen;
  }

  it('is decoded by both, and who speaks is shown', async () => {
    const [anna, bo] = await pair();
    await untilGrown(world, await received(world));
    await untilOther(anna.call, 'bo', ({ speaking }) => speaking);
    await untilOther(bo.call, 'anna', ({ speaking }) => speaking);
    await until(anna.call, ({ quality }) => quality === 'good');
    expect(world.open.length).to.equal(2);
  });

  it('goes on over the same connections while the server is gone and when it is back', async () => {
    const [anna, bo] = await pair();
    const before = world.open;
    const seen = [watch(anna.call), watch(bo.call)];
    world.loseServer();
    await until(anna.call, ({ signal }) => signal === 'lost');
    await untilGrown(world, await received(world));
    world.restoreServer();
    await Promise.all([anna, bo].map(({ call }) => until(call, ({ signal }) => signal === 'ok')));
    await untilGrown(world, await received(world));
    expect(world.open).to.deep.equal(before);
    for (const { state, others } of seen.flat()) {
      expect(state).to.equal('joined');
      expect(others.map(({ connection }) => connection)).to.deep.equal(['connected']);
    }
  });

  it('is not touched when only one socket is lost', async () => {
    const [anna, bo] = await pair();
    const before = world.open;
    const seen = watch(bo.call);
    world.hub.cut('anna');
    await until(anna.call, ({ signal }) => signal === 'lost');
    await until(anna.call, ({ signal }) => signal === 'ok');
    await untilGrown(world, await received(world));
    expect(world.open).to.deep.equal(before);
    for (const { others } of seen) expect(others.length).to.equal(1);
  });

  it('comes from the new page after a reload, and the old one is forgotten', async () => {
    const [anna, bo] = await pair();
    const before = bo.call.value.others[0]!.id;
    anna.end();
    const again = world.tab('anna').call;
    await again.join();
    const other = await untilOther(
      bo.call,
      'anna',
      ({ id, connection }) => id !== before && connection === 'connected',
    );
    expect(other).to.include({ microphone: false, camera: false });
    expect(bo.call.value.others.length).to.equal(1);
  });

  it('of somebody who leaves while the server is gone ends all the same', async () => {
    const [anna, bo] = await pair();
    world.loseServer();
    await until(bo.call, ({ signal }) => signal === 'lost');
    await anna.call.leave();
    await until(bo.call, ({ others }) => others.length === 0);
    expect(bo.call.value.state).to.equal('joined');
  });

  for (const who of [0, 1]) {
    it(`comes back over a new connection when the browser has ended connection ${who}`, async function () {
      this.timeout(20_000);
      const [anna, bo] = await pair();
      world.open[who]!.close();
      await Promise.race([
        until(anna.call, ({ state }) => state === 'reconnecting'),
        until(bo.call, ({ state }) => state === 'reconnecting'),
      ]);
      await untilOther(anna.call, 'bo');
      await untilOther(bo.call, 'anna');
      await untilGrown(world, await received(world));
      await until(anna.call, ({ state }) => state === 'joined');
      expect(world.open.length).to.equal(2);
    });
  }

  /** How many cameras of others are really being sent to somebody. */
  const cameras = (): number => {
    const senders = world.open.flatMap((connection) => connection.getSenders());
    const sent = senders.filter(({ track }) => track?.kind === 'video');
    return sent.filter((sender) => sender.getParameters().encodings[0]?.active).length;
  };

  it('has no camera for who asks for none, screens for everybody, and cameras again for who turns theirs on', async () => {
    const [anna, bo] = await pair();
    await bo.call.setScreen(true);
    while (cameras() < 3) await aMoment();
    await anna.call.setAudioOnly(true); // hers goes off, too
    while (cameras() !== 1) await aMoment();
    expect(bo.call.value.self.camera.on).to.equal(true);
    await until(anna.call, ({ tiles }) => tiles.some(({ kind, video }) => kind === 'screen' && video));
    await anna.call.setCamera(true);
    while (cameras() < 3) await aMoment();
  });

  it('sends no pictures into a path that is lost, and sends them again when it is back', async () => {
    const [anna] = await pair();
    while (cameras() < 2) await aMoment();
    world.cutPath();
    await until(anna.call, ({ state }) => state === 'reconnecting');
    while (cameras() > 0) await aMoment();
    world.mendPath();
    while (cameras() < 2) await aMoment();
    await untilGrown(world, await received(world));
  });

  it('that never come back, with the server gone as well, end with the reason, and devices are closed', async () => {
    world.unreachable = 1000;
    const [anna] = await pair();
    world.loseServer();
    world.cutPath();
    await until(anna.call, ({ state }) => state === 'left');
    expect(anna.call.value.leaveReason).to.equal('unreachable');
    expect(anna.call.value.self.camera.on).to.equal(false);
    expect(world.devices('anna').live).to.equal(0);
  });

  it('are not harmed by whatever the other says', async () => {
    const [anna] = await pair();
    const seen = watch(anna.call);
    for (const text of ['', 'null', '[]', '{"next":1e999}', '{"camera":"<b>"}', 'x'.repeat(60_000), '?', '?', '?']) {
      for (const channel of world.channels) if (channel.readyState === 'open') channel.send(text);
    }
    await world.beats(20);
    await untilGrown(world, await received(world));
    expect(new Set(seen.map(({ state }) => state)).has('reconnecting')).to.equal(false);
  });

  it('runs between each two of four', async () => {
    const people = ['anna', 'bo', 'cleo', 'dan'];
    const calls = people.map((person) => world.tab(person).call);
    await Promise.all(calls.map((call) => call.setCamera(true)));
    await Promise.all(calls.map((call) => call.join()));
    for (const call of calls) {
      await until(call, ({ others }) => others.length === 3 && others.every(({ camera }) => camera));
    }
    expect(world.open.length).to.equal(12);
  });

  it('says when the browser wants a press before it plays, and plays after it', async () => {
    const play = HTMLAudioElement.prototype.play;
    HTMLAudioElement.prototype.play = () => Promise.reject(new DOMException('A press, please.', 'NotAllowedError'));
    try {
      const [anna] = await pair();
      await until(anna.call, ({ playback }) => playback === 'blocked');
      await anna.call.resumePlayback();
      expect(anna.call.value.playback).to.equal('blocked');
      HTMLAudioElement.prototype.play = play;
      await anna.call.resumePlayback();
      expect(anna.call.value.playback).to.equal('ok');
    } finally {
      HTMLAudioElement.prototype.play = play;
    }
  });
});

describe('joining', () => {
  const ending = new AbortController();
  const context = (access: CallContext['access']): CallContext => ({
    person: { id: 'anna', name: 'Anna' },
    client: 'client-of-anna',
    signal: ending.signal,
    access,
    preferred: () => ({ microphone: null, camera: null, speaker: null }),
    renew: () => undefined,
    onChosen: () => undefined,
  });
  after(() => ending.abort());

  it('where the ticket has no call is refused', async () => {
    const call = createCall(context(() => null));
    await call.join();
    expect(call.value).to.deep.include({ state: 'idle', error: { code: 'call-over', device: null } });
  });

  it('goes on with the other kind of call where the session’s has become one, and not round in circles', async () => {
    const peer: CallAccess = { kind: 'peer', url: 'ws://x', token: 't', iceServers: [] };
    const signaling = { url: 'ws://x', token: 't' };
    let access: CallAccess = { kind: 'sfu', url: 'ws://y', token: 't', identity: 'i', signaling };
    const opened: { readonly kind: string; readonly room: Subject<RoomView> }[] = [];
    const call = createCall(
      context(() => access),
      {
        openAdapter: ({ access: { kind } }) => {
          const room = new Subject<RoomView>(OUTSIDE);
          opened.push({ kind, room });
          return { room, leave: () => undefined, resumePlayback: () => Promise.resolve() };
        },
      },
    );
    const joined = call.join();
    access = peer;
    opened[0]!.room.set({ ...OUTSIDE, state: 'left', leaveReason: 'call-over' });
    expect(call.value.state).to.equal('joining');
    opened[1]!.room.set({ ...OUTSIDE, state: 'joined' });
    await joined;
    expect(call.value).to.include({ state: 'joined', error: null });
    opened[1]!.room.set({ ...OUTSIDE, state: 'left', leaveReason: 'call-over' });
    expect(call.value).to.include({ state: 'left', leaveReason: 'call-over' });
    expect(opened.map(({ kind }) => kind)).to.deep.equal(['sfu', 'peer']);
  });

  it('is refused where the code of the call cannot be loaded, and can be tried again', async () => {
    const access = context(() => ({ kind: 'peer', url: 'ws://x', token: 't', iceServers: [] }));
    const call = createCall(access, { openAdapter: () => Promise.reject(new FiresideError('unreachable')) });
    await call.join();
    expect(call.value).to.deep.include({ state: 'idle', error: { code: 'unreachable', device: null } });
    await call.join();
    expect(call.value.state).to.equal('idle');
  });
});
