/**
 * One RTCPeerConnection by the perfect-negotiation pattern (W3C WebRTC section 10.7). Whoever opens it makes the three
 * transceivers (microphone, camera, screen) and the data channel once; the other takes them from the first offer. From then
 * on devices come and go by `replaceTrack`, without another offer; only lost paths need one.
 */
import type { IceServer, Signal } from '@fireside/protocol';
import type { LocalKind } from './local-media.ts';
import { createConnection, KINDS, openChannel, type Opening, openTransceivers, SMALL } from './opening.ts';
import { sparingOpus } from './opus.ts';

/** What to send. */
export interface Load {
  readonly tracks: Readonly<Record<LocalKind, MediaStreamTrack | null>>;
  /** Of the camera, in bits per second. */
  readonly bitrate: number;
  /** Pictures that are held back for now; what comes after begins with a whole picture (a key frame). */
  readonly held: readonly LocalKind[];
}

export interface NegotiationOptions {
  /** The impolite side: its offers win. */
  readonly caller: boolean;
  /** What this side begins with; null: the other does. */
  readonly opening: Opening | null;
  readonly iceServers: IceServer[];
  readonly send: (signal: Signal) => void;
  /** The path has changed, or what it carries can be read. */
  readonly onChange: () => void;
  readonly onMessage: (text: string) => void;
  /** This connection is of no use any more: the other side has a new one, or the browser has closed ours. */
  readonly onReplaced: (signal: Signal) => void;
}

const NOTHING: Load = { tracks: { microphone: null, camera: null, screen: null }, bitrate: 0, held: [] };

/** The id of the RTCPeerConnection that wrote a description: the same in all of them (RFC 8866 section 5.2, RFC 9429 section 5.2.1). */
const originOf = (sdp: string): string | undefined => /^o=\S+ (\d+)/m.exec(sdp)?.[1];

/**
 * Media sections of a description: four of ours, and room for a newer version. Hundreds, which fit into a frame, would hold
 * up the page, and our answer to them would be too large for the server, which ends a socket for that.
 */
const MOST_MEDIA = 16;
const countMedia = (sdp: string): number => sdp.match(/^m=/gm)?.length ?? 0;

/** What the path must carry before the camera is sent with half, and with all of its width and height. In bits per second. */
const HALF = 300_000;
const WHOLE = 700_000;

export class Negotiation {
  readonly #options: NegotiationOptions;
  readonly #connection: RTCPeerConnection;
  #channel: RTCDataChannel | null = null;
  #transceivers: Partial<Record<LocalKind, RTCRtpTransceiver>> = {};
  #load = NOTHING;
  /** What width and height of the camera are divided by. */
  #scale = SMALL;
  #origin: string | undefined;
  #over = false;
  #offering = false;
  #ignoring = false;
  #answering = false;
  /** Signals are taken one after the other. */
  #queue: Promise<void> = Promise.resolve();
  #carrying: Promise<void> = Promise.resolve();
  /** A step that waits will send whatever is the load by then. */
  #carryWaits = false;

  constructor(options: NegotiationOptions) {
    this.#options = options;
    const { opening, iceServers, send, onChange } = options;
    const connection = opening?.connection ?? createConnection(iceServers);
    this.#connection = connection;
    connection.onicecandidate = ({ candidate }) => {
      if (!candidate?.candidate) return; // the end of gathering says nothing that the other needs
      const { sdpMid, sdpMLineIndex, usernameFragment } = candidate;
      send({ candidate: { candidate: candidate.candidate, sdpMid, sdpMLineIndex, usernameFragment } });
    };
    connection.onconnectionstatechange = onChange;
    connection.onnegotiationneeded = () => void this.#offer();
    if (!opening) return;
    this.#transceivers = opening.transceivers;
    this.#useChannel(opening.channel);
    void this.#offer(opening.offered);
  }

  get state(): RTCPeerConnectionState {
    return this.#connection.connectionState;
  }

  /** Whether the data channel passes messages. */
  get talks(): boolean {
    return this.#channel?.readyState === 'open';
  }

  /** Closed by the other side, or by the browser: no path can mend it. */
  get dead(): boolean {
    return this.#channel?.readyState === 'closed';
  }

  /** What comes from the other; the tracks are there as soon as descriptions are exchanged, silent and black at first. */
  receiver(kind: LocalKind): RTCRtpReceiver | null {
    const transceiver = this.#transceivers[kind];
    return transceiver?.currentDirection ? transceiver.receiver : null;
  }

  stats(): Promise<RTCStatsReport> {
    return this.#connection.getStats();
  }

  say(text: string): void {
    if (this.talks) this.#channel?.send(text);
  }

  /** Sends this from now on. */
  carry(load: Load): void {
    this.#load = load;
    this.#carry();
  }

  /** `available`: what the path carries, in bits per second. The picture only grows here; the browser makes it smaller. */
  grow(available: number): void {
    const scale = available > WHOLE ? 1 : available > HALF ? 2 : SMALL;
    if (scale >= this.#scale) return;
    this.#scale = scale;
    this.#carry();
  }

  receive(signal: Signal): void {
    // By the browser, not by us; what the queue waits for then never comes (W3C WebRTC section 4.4.1.2).
    if (!this.#over && this.#connection.signalingState === 'closed') return this.#options.onReplaced(signal);
    this.#queue = this.#queue.then(() => this.#take(signal)).catch((error: unknown) => this.#failed(error));
  }

  /** Whether an offer of ours waits for its answer. */
  get offering(): boolean {
    return this.#connection.signalingState === 'have-local-offer';
  }

  /** Looks for another path. `iceServers`: their credentials may have been renewed. */
  restart(iceServers: IceServer[]): void {
    if (this.state === 'closed') return;
    this.#connection.setConfiguration({ ...this.#connection.getConfiguration(), iceServers });
    if (!this.#channel) this.#open(); // the other's first offer has not come
    this.#connection.restartIce(); // offers as soon as nothing else is being offered
  }

  /**
   * The signaling is back: what was being offered may never have arrived, and no answer to it can be on its way.
   * `stale`: what it says of our addresses may be so, too.
   */
  repeat(stale: boolean): void {
    if (!this.offering) return;
    if (stale && this.#origin !== undefined) return this.#withdraw();
    if (this.#connection.localDescription) this.#describe(this.#connection.localDescription);
  }

  #withdraw(): void {
    const run = async (): Promise<void> => {
      if (!this.offering) return; // answered meanwhile
      await this.#connection.setLocalDescription({ type: 'rollback' });
      this.#connection.restartIce();
    };
    this.#queue = this.#queue.then(run).catch((error: unknown) => this.#failed(error));
  }

  close(): void {
    this.#over = true;
    const connection = this.#connection;
    connection.onicecandidate = connection.onconnectionstatechange = connection.onnegotiationneeded = null;
    if (this.#channel) this.#channel.onmessage = this.#channel.onopen = this.#channel.onclose = null;
    connection.close();
  }

  #open(): void {
    this.#transceivers = openTransceivers(this.#connection);
    this.#useChannel(openChannel(this.#connection));
  }

  #useChannel(channel: RTCDataChannel): void {
    channel.onopen = channel.onclose = () => this.#options.onChange();
    channel.onmessage = ({ data }) => this.#options.onMessage(String(data));
    this.#channel = channel;
  }

  /** One sender and one step after the other: a second `setParameters` at the same time would be refused. */
  #carry(): void {
    if (this.#carryWaits) return;
    this.#carryWaits = true;
    const run = async (): Promise<void> => {
      this.#carryWaits = false;
      for (const kind of KINDS) {
        const sender = this.#transceivers[kind]?.sender;
        const track = this.#load.tracks[kind];
        if (!sender || this.#connection.signalingState === 'closed') continue;
        if (sender.track !== track) await sender.replaceTrack(track);
        await this.#shape(kind, sender);
      }
    };
    this.#carrying = this.#carrying.then(run).catch((error: unknown) => this.#failed(error));
  }

  /** What may use the bandwidth: audio before motion before resolution. */
  async #shape(kind: LocalKind, sender: RTCRtpSender): Promise<void> {
    if (!this.#connection.remoteDescription) return; // there is nothing to shape before the first answer
    const parameters = sender.getParameters();
    const [encoding] = parameters.encodings;
    const maxBitrate = { microphone: 48_000, camera: this.#load.bitrate, screen: 2_000_000 }[kind];
    const active = !this.#load.held.includes(kind);
    const scale = kind === 'camera' ? this.#scale : 1;
    const same = encoding?.maxBitrate === maxBitrate && encoding.active === active;
    if (!encoding || (same && (encoding.scaleResolutionDownBy ?? 1) === scale)) return;
    encoding.maxBitrate = maxBitrate;
    encoding.active = active;
    if (kind === 'camera') encoding.scaleResolutionDownBy = scale;
    encoding.priority = encoding.networkPriority = kind === 'microphone' ? 'high' : 'low';
    if (kind === 'camera') parameters.degradationPreference = 'maintain-framerate';
    if (kind === 'screen') parameters.degradationPreference = 'maintain-resolution';
    await sender.setParameters(parameters);
  }

  #describe({ type, sdp }: RTCSessionDescription): void {
    this.#options.send({ description: { type, sdp } });
  }

  async #offer(described = this.#connection.setLocalDescription()): Promise<void> {
    try {
      this.#offering = true;
      await described;
      if (this.#connection.localDescription) this.#describe(this.#connection.localDescription);
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#offering = false;
    }
  }

  async #take(signal: Signal): Promise<void> {
    const connection = this.#connection;
    if (this.#over) return;
    if ('candidate' in signal) return this.#takeCandidate(signal.candidate);

    const { type, sdp } = signal.description;
    if (countMedia(sdp) > MOST_MEDIA) return;
    const origin = originOf(sdp);
    if (this.#origin !== undefined && origin !== this.#origin) return this.#options.onReplaced(signal);
    const stable = connection.signalingState === 'stable' || this.#answering;
    const glare = type === 'offer' && (this.#offering || !stable);
    this.#ignoring = glare && this.#options.caller;
    if (this.#ignoring) return;
    // Both have opened: what was opened here is of no use for the other's offer (RFC 9429 section 5.10 takes no transceivers
    // that were made by `addTransceiver`).
    if (glare && !connection.currentRemoteDescription) return this.#options.onReplaced(signal);
    if (type === 'answer' && connection.signalingState !== 'have-local-offer') return; // to an offer that was repeated
    this.#answering = type === 'answer';
    await connection.setRemoteDescription({ type, sdp: sparingOpus(sdp) }).finally(() => (this.#answering = false));
    this.#origin = origin;
    if (type === 'offer') await this.#answer();
    this.#carry();
    this.#options.onChange();
  }

  async #answer(): Promise<void> {
    const connection = this.#connection;
    if (!this.#transceivers.microphone) {
      const offered = connection.getTransceivers();
      KINDS.forEach((kind, index) => {
        const transceiver = offered[index];
        if (!transceiver) return;
        transceiver.direction = 'sendrecv';
        this.#transceivers[kind] = transceiver;
      });
      this.#useChannel(openChannel(connection));
    }
    await connection.setLocalDescription();
    if (connection.localDescription) this.#describe(connection.localDescription);
  }

  async #takeCandidate(candidate: RTCIceCandidateInit | null): Promise<void> {
    if (!candidate || !this.#connection.remoteDescription) return; // of an offer that was ignored or replaced
    try {
      await this.#connection.addIceCandidate(candidate);
    } catch (error) {
      // A candidate of an earlier round of ICE: the present round has its own.
      if (!this.#ignoring && !(error instanceof DOMException)) throw error;
    }
  }

  /** A closed connection refuses everything; what else fails is for the developer, and the link looks for another path. */
  #failed(error: unknown): void {
    if (this.#connection.signalingState !== 'closed') reportError(error);
  }
}
