import type { Signal } from '@fireside/protocol';
import { expect } from 'chai';
import { aMoment } from './contract/world.contract.ts';
import { Negotiation } from './negotiation.ts';
import { createOpening } from './opening.ts';

/** Two sides with a wire between them that can be cut. */
class Wire {
  cut = false;
  readonly sent: Signal[] = [];
  readonly lost: Signal[] = [];
  readonly replaced: string[] = [];
  caller: Negotiation | null = null;
  callee: Negotiation | null = null;
  #changed: () => void = () => undefined;

  side(caller: boolean, opening = caller ? createOpening([]) : null): Negotiation {
    return new Negotiation({
      caller,
      opening,
      iceServers: [],
      send: (signal) => {
        if (this.cut) {
          this.lost.push(signal);
          return this.#changed();
        }
        this.sent.push(signal);
        (caller ? this.callee : this.caller)?.receive(signal);
      },
      onChange: () => this.#changed(),
      onMessage: () => this.#changed(),
      onReplaced: () => {
        this.replaced.push(caller ? 'caller' : 'callee');
        this.#changed();
      },
    });
  }

  async until(test: () => unknown): Promise<void> {
    while (!test()) await new Promise<void>((resolve) => (this.#changed = resolve));
  }

  get offers(): number {
    return this.sent.filter((signal) => 'description' in signal && signal.description.type === 'offer').length;
  }

  get answers(): number {
    return this.sent.filter((signal) => 'description' in signal && signal.description.type === 'answer').length;
  }

  async connect(): Promise<void> {
    this.callee = this.side(false);
    this.caller = this.side(true);
    const both = [this.caller, this.callee];
    await this.until(() => both.every(({ talks, state }) => talks && state === 'connected'));
  }
}

describe('negotiation', () => {
  let wire: Wire;
  beforeEach(() => {
    wire = new Wire();
  });
  afterEach(() => {
    wire.caller?.close();
    wire.callee?.close();
  });

  it('takes one offer, and devices come and go without another', async () => {
    await wire.connect();
    const canvas = document.createElement('canvas');
    canvas.getContext('2d')?.fillRect(0, 0, 10, 10);
    const [camera] = canvas.captureStream(10).getTracks();
    const off = { microphone: null, camera: null, screen: null };
    const nothing = { tracks: off, bitrate: 1_000_000, held: [] };
    for (const side of [wire.caller!, wire.callee!]) {
      for (const kind of ['microphone', 'camera', 'screen'] as const) {
        expect(side.receiver(kind)?.track.kind).to.equal(kind === 'microphone' ? 'audio' : 'video');
      }
      side.carry({ ...nothing, tracks: { ...off, camera: camera! } });
    }
    const element = document.createElement('video');
    element.muted = true;
    element.srcObject = new MediaStream([wire.caller!.receiver('camera')!.track]);
    await element.play();
    wire.callee!.carry(nothing);
    expect(wire.offers).to.equal(1);
    camera!.stop();
  });

  it('survives that both look for another path at once', async () => {
    await wire.connect();
    wire.caller!.restart([]);
    wire.callee!.restart([]);
    await wire.until(() => wire.answers >= 2 && wire.offers >= 3); // the polite side gives way
    const { answers } = wire;
    wire.callee!.restart([]); // and neither side is stuck
    await wire.until(() => wire.answers > answers);
    await wire.until(() => wire.caller!.state === 'connected' && wire.callee!.state === 'connected');
    expect(wire.caller!.talks && wire.callee!.talks).to.equal(true);
    expect(wire.replaced).to.deep.equal([]);
  });

  it('gives way where both have opened: one of the two offers stands', async () => {
    wire.callee = wire.side(false, createOpening([]));
    wire.caller = wire.side(true);
    await wire.until(() => wire.replaced.length > 0);
    expect(wire.replaced).to.deep.equal(['callee']);
    wire.callee.close();
    wire.callee = wire.side(false);
    wire.caller.repeat(false);
    await wire.until(() => wire.caller!.talks && wire.callee!.talks);
    expect(wire.replaced).to.deep.equal(['callee']);
  });

  it('opens by itself where the first offer of the other never came', async () => {
    wire.callee = wire.side(false);
    wire.caller = wire.side(true, null);
    wire.callee.restart([]);
    await wire.until(() => wire.caller!.talks && wire.callee!.talks);
    expect(wire.offers).to.equal(1);
  });

  it('repeats an offer that was lost with the signaling', async () => {
    await wire.connect();
    const { answers } = wire;
    wire.cut = true;
    wire.caller!.restart([]);
    await wire.until(() => wire.lost.some((signal) => 'description' in signal));
    wire.cut = false;
    wire.caller!.repeat(false);
    await wire.until(() => wire.answers > answers);
    wire.caller!.repeat(false);
    expect(wire.replaced).to.deep.equal([]);
  });

  it('offers anew what may say old addresses', async () => {
    await wire.connect();
    const { answers } = wire;
    wire.cut = true;
    wire.caller!.restart([]);
    await wire.until(() => wire.caller!.offering && wire.lost.some((signal) => 'description' in signal));
    wire.cut = false;
    wire.caller!.repeat(true);
    await wire.until(() => wire.answers > answers);
    await wire.until(() => !wire.caller!.offering && wire.caller!.state === 'connected');
    expect(JSON.stringify(wire.sent)).not.to.include(JSON.stringify(wire.lost[0]));
    expect(wire.caller!.talks && wire.callee!.talks).to.equal(true);
    expect(wire.replaced).to.deep.equal([]);
  });

  it('takes no description that nobody could answer in one frame', async () => {
    wire.callee = wire.side(false);
    const { connection, offered } = createOpening([]);
    await offered;
    const { sdp } = connection.localDescription!;
    connection.close();
    const ids = Array.from({ length: 400 }, (_, index) => index + 10);
    const section = (id: number): string =>
      `m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\na=mid:${id}\r\na=rtcp-mux\r\na=rtpmap:111 opus/48000/2\r\n`;
    const many = sdp.replace(/^a=group:BUNDLE.*$/m, (group) => `${group} ${ids.join(' ')}`) + ids.map(section).join('');
    wire.callee.receive({ description: { type: 'offer', sdp: many } });
    wire.caller = wire.side(true);
    await wire.until(() => wire.caller!.talks && wire.callee!.talks);
    expect(wire.answers).to.equal(1);
    expect(wire.replaced).to.deep.equal([]);
  });

  it('looks at its senders once, however often it is told what to send', async () => {
    await wire.connect();
    const [camera] = document.createElement('canvas').captureStream(0).getTracks();
    const { getParameters, setParameters } = RTCRtpSender.prototype;
    let looks = 0;
    const shaped = Promise.withResolvers<void>();
    RTCRtpSender.prototype.getParameters = function () {
      looks += 1;
      return getParameters.call(this);
    };
    RTCRtpSender.prototype.setParameters = async function (parameters) {
      await setParameters.call(this, parameters);
      if (parameters.encodings[0]?.maxBitrate === 1000) shaped.resolve();
    };
    try {
      const tracks = { microphone: null, camera: camera!, screen: null };
      for (let bitrate = 1; bitrate <= 1000; bitrate++) wire.caller!.carry({ tracks, bitrate, held: [] });
      await shaped.promise;
      await aMoment();
      expect(looks).to.be.below(10);
    } finally {
      Object.assign(RTCRtpSender.prototype, { getParameters, setParameters });
      camera!.stop();
    }
  });

  it('notices that the other side has another connection in place of its own', async () => {
    await wire.connect();
    wire.caller!.close();
    wire.caller = wire.side(true);
    await wire.until(() => wire.replaced.length > 0);
    expect(wire.replaced[0]).to.equal('callee');
    wire.callee!.close();
    wire.callee = wire.side(false);
    wire.caller.repeat(false);
    await wire.until(() => wire.caller!.talks && wire.callee!.talks);
  });
});
