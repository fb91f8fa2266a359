/**
 * LiveKit's client, as far as an SFU call needs it: one connection to one room, which carries what it is given. The only file
 * that knows livekit-client.
 *
 * Tracks stay ours. livekit-client turns `enabled` of a track that it publishes on and off, so it is given a clone that is
 * never sent: as soon as there is a sender, the real track goes into it, and comes and goes there (`RTCRtpSender.replaceTrack`).
 */
import { FiresideError } from '@fireside/protocol';
import {
  ConnectionError,
  ConnectionErrorReason,
  ConnectionQuality,
  ConnectionState,
  DisconnectReason,
  type LocalTrackPublication,
  LogLevel,
  ParticipantEvent,
  type RemoteParticipant,
  type RemoteTrack,
  Room,
  RoomEvent,
  setLogLevel,
  Track,
} from 'livekit-client';
import type { LocalKind } from './local-media.ts';
import type { Quality } from './peer-stats.ts';
import type { VideoView } from './port.ts';
import { keepPlaying } from './video-view.ts';

export interface Load {
  /** What to send: null where there is nothing. */
  readonly tracks: Readonly<Record<LocalKind, MediaStreamTrack | null>>;
  /** Pictures are held back for now, and nobody needs to be told. */
  readonly held: boolean;
}

/** What comes from somebody else. */
export interface Received {
  readonly microphone: MediaStreamTrack | null;
  readonly camera: VideoView | null;
  readonly screen: VideoView | null;
}

/** Why a connection is over: it was lost, the server sent it away, or the room was closed. */
export type MediaEnd = 'lost' | 'removed' | 'closed';

export interface MediaRoomOptions {
  readonly url: string;
  readonly token: string;
  /** Somebody, by identity, has said something. */
  readonly onData: (identity: string, text: string) => void;
  /** What comes from others, who is there, or the quality has changed. */
  readonly onChange: () => void;
  /** Somebody new can hear us. */
  readonly onNewcomer: () => void;
  readonly onEnd: (reason: MediaEnd) => void;
  /** Whether media come through, whatever LiveKit's socket does. */
  readonly passes: () => boolean;
}

/** Milliseconds that an attempt to connect may take. */
const CONNECT_WITHIN = 10_000;
/**
 * LiveKit's socket is lost: from one attempt to get it back to the next, and how long while nothing passes, in ms. A new
 * connection is there sooner than a later attempt; while media pass, none is needed.
 */
const RESUME_EVERY = 500;
const RESUME_AT_LEAST_EVERY = 8000;
const RESUME_FOR = 2500;

const SOURCES = {
  microphone: Track.Source.Microphone,
  camera: Track.Source.Camera,
  screen: Track.Source.ScreenShare,
} as const satisfies Record<LocalKind, Track.Source>;
const KINDS = Object.keys(SOURCES) as LocalKind[];

const ENDS: Partial<Record<DisconnectReason, MediaEnd>> = {
  [DisconnectReason.PARTICIPANT_REMOVED]: 'removed',
  [DisconnectReason.ROOM_DELETED]: 'closed',
};

// What it has to say is for its own developers; what people must know is in the snapshot.
setLogLevel(LogLevel.silent);

// Devices are ours. livekit-client 2.23 has each room listen to them until it is garbage, which it never is: the listener
// holds it, and with it the widget around it.
Object.assign(Room, { cleanupRegistry: { register: (_room: Room, stop: () => void) => stop() } });

/** Opens the way to a media server (DNS, TLS) before anybody asks. */
export async function prepareMedia(url: string, token: string): Promise<void> {
  await new Room().prepareConnection(url, token);
}

export class MediaRoom {
  readonly #options: MediaRoomOptions;
  readonly #room: Room;
  readonly #engine: Room['engine'] | undefined;
  /** What livekit-client was given to publish, until it has. */
  readonly #clones = new Map<LocalKind, MediaStreamTrack>();
  readonly #views = new WeakMap<RemoteTrack, VideoView>();
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder();
  #load: Load = { tracks: { microphone: null, camera: null, screen: null }, held: false };
  /** Senders that hold pictures back, with which of their encodings were active. */
  readonly #paused = new Map<RTCRtpSender, readonly boolean[]>();
  readonly #carrying = new Map<LocalKind, Promise<void>>();
  readonly #waiting = new Set<LocalKind>();
  #closed = false;

  constructor(options: MediaRoomOptions) {
    this.#options = options;
    const room = new Room({
      adaptiveStream: true,
      dynacast: true,
      stopLocalTrackOnUnpublish: false,
      // A page that asks whether to leave has not left yet.
      disconnectOnPageLeave: false,
      reconnectPolicy: {
        nextRetryDelayInMs: ({ elapsedMs, retryCount }) => {
          if (options.passes()) return Math.min(RESUME_AT_LEAST_EVERY, RESUME_EVERY * 2 ** retryCount);
          return elapsedMs < RESUME_FOR ? RESUME_EVERY : null;
        },
      },
    });
    this.#room = room;
    this.#engine = room.engine;
    const changed = (): void => this.#options.onChange();
    room
      .on(RoomEvent.TrackSubscribed, changed)
      .on(RoomEvent.TrackUnsubscribed, changed)
      .on(RoomEvent.ConnectionQualityChanged, changed)
      .on(RoomEvent.ConnectionStateChanged, changed)
      .on(RoomEvent.ParticipantConnected, () => this.#options.onNewcomer())
      .on(RoomEvent.Reconnected, () => this.#carry())
      .on(RoomEvent.DataReceived, (bytes, from) => from && this.#hear(from, bytes))
      .on(RoomEvent.Disconnected, (reason) => this.#over((reason !== undefined && ENDS[reason]) || 'lost'));
    room.localParticipant.on(ParticipantEvent.LocalSenderCreated, (sender, { source }) => {
      const kind = KINDS.find((one) => SOURCES[one] === source);
      if (!kind) return;
      this.#clones.get(kind)?.stop();
      void sender.replaceTrack(this.#load.tracks[kind]);
    });
  }

  /** @throws FiresideError `sfu-unreachable`, `sfu-refused` */
  async connect(): Promise<void> {
    const { url, token } = this.#options;
    try {
      await this.#room.connect(url, token, {
        maxRetries: 0,
        websocketTimeout: CONNECT_WITHIN,
        peerConnectionTimeout: CONNECT_WITHIN,
      });
    } catch (cause) {
      void this.#tidy();
      const refused = cause instanceof ConnectionError && cause.reason === ConnectionErrorReason.NotAllowed;
      throw new FiresideError(refused ? 'sfu-refused' : 'sfu-unreachable', { cause });
    }
  }

  /** Whether LiveKit says that all is well; it may not have noticed yet that nothing passes. */
  get well(): boolean {
    return this.#room.state === ConnectionState.Connected;
  }

  get quality(): Quality {
    switch (this.#room.localParticipant.connectionQuality) {
      case ConnectionQuality.Excellent:
      case ConnectionQuality.Good:
        return 'good';
      case ConnectionQuality.Poor:
      case ConnectionQuality.Lost:
        return 'weak';
      case ConnectionQuality.Unknown:
        return 'unknown';
    }
  }

  /** Sends these tracks from now on. */
  carry(load: Load): void {
    this.#load = load;
    // However long publishing takes: a camera that is off is let go of at once.
    for (const [kind, clone] of this.#clones) if (!load.tracks[kind]) clone.stop();
    this.#carry();
  }

  /** Says something to everybody, or to one. What is late is lost. */
  say(text: string, to?: string): void {
    if (this.#closed) return;
    const options = { reliable: false, ...(to !== undefined && { destinationIdentities: [to] }) };
    // Not said where there is no connection just now; the next beat comes.
    this.#room.localParticipant.publishData(this.#encoder.encode(text), options).catch(() => undefined);
  }

  from(identity: string): Received {
    const find = (kind: LocalKind): RemoteTrack | null =>
      this.#find(identity)?.getTrackPublication(SOURCES[kind])?.track ?? null;
    return {
      microphone: find('microphone')?.mediaStreamTrack ?? null,
      camera: this.#view(find('camera')),
      screen: this.#view(find('screen')),
    };
  }

  /** What has arrived from somebody, in bytes. */
  async received(identity: string): Promise<number> {
    let bytes = 0;
    for (const { track } of this.#find(identity)?.trackPublications.values() ?? []) {
      const report = await track?.getRTCStatsReport();
      for (const entry of (report?.values() ?? []) as Iterable<Record<string, unknown>>) {
        if (entry['type'] === 'inbound-rtp') bytes += Number(entry['bytesReceived'] ?? 0);
      }
    }
    return bytes;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const clone of this.#clones.values()) clone.stop();
    void this.#room.disconnect(false).then(() => this.#tidy());
  }

  /** livekit-client 2.23 forgets the connection of an attempt that has not led into the room. */
  async #tidy(): Promise<void> {
    await this.#engine?.cleanupPeerConnections();
  }

  #find(identity: string): RemoteParticipant | undefined {
    return this.#room.remoteParticipants.get(identity);
  }

  #hear(from: RemoteParticipant, bytes: Uint8Array): void {
    this.#options.onData(from.identity, this.#decoder.decode(bytes));
  }

  #over(reason: MediaEnd): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#options.onEnd(reason);
  }

  /** One step at a time for each kind; a step that waits sends whatever is the load by then. */
  #carry(): void {
    for (const kind of KINDS.filter((one) => !this.#waiting.has(one))) {
      this.#waiting.add(kind);
      const before = this.#carrying.get(kind) ?? Promise.resolve();
      const step = before.then(() => {
        this.#waiting.delete(kind);
        return this.#send(kind);
      });
      this.#carrying.set(kind, step);
    }
  }

  async #send(kind: LocalKind): Promise<void> {
    if (this.#closed || this.#room.state === ConnectionState.Disconnected) return;
    try {
      const wanted = this.#load.tracks[kind];
      // Asked for each time: livekit-client publishes anew where a connection was not to be resumed, and may fail to.
      const published = this.#room.localParticipant.getTrackPublication(SOURCES[kind]);
      const publication = published ?? (wanted && (await this.#publish(kind, wanted)));
      const sender = publication?.track?.sender;
      if (!publication || !sender) return;
      const track = this.#load.tracks[kind];
      if (sender.track !== track) await sender.replaceTrack(track);
      if (kind !== 'microphone') await this.#hold(sender, this.#load.held);
      if (track) await publication.unmute();
      else await publication.mute(); // or LiveKit would miss what is not sent, and mend what is not broken
    } catch (error) {
      // Nothing is published where there is no connection any more; otherwise somebody should know.
      if (!this.#closed && this.well) reportError(error);
    }
  }

  /**
   * Sends no pictures for a while. What comes after begins with a whole one (a key frame), because encoders that begin again
   * do; otherwise who has missed one before would ask for it through LiveKit a second later.
   */
  async #hold(sender: RTCRtpSender, held: boolean): Promise<void> {
    for (let attempt = 1; held !== this.#paused.has(sender); attempt += 1) {
      const parameters = sender.getParameters();
      const was = parameters.encodings.map(({ active = true }) => active);
      const before = this.#paused.get(sender) ?? was;
      parameters.encodings.forEach((encoding, index) => (encoding.active = !held && before[index] !== false));
      try {
        await sender.setParameters(parameters);
        if (held) this.#paused.set(sender, was);
        else this.#paused.delete(sender);
      } catch (error) {
        if (attempt === 3) throw error; // livekit-client may be setting others just now
      }
    }
  }

  async #publish(kind: LocalKind, track: MediaStreamTrack): Promise<LocalTrackPublication> {
    const clone = track.clone();
    this.#clones.set(kind, clone);
    try {
      return await this.#room.localParticipant.publishTrack(clone, { source: SOURCES[kind] });
    } finally {
      clone.stop();
      this.#clones.delete(kind);
    }
  }

  #view(track: RemoteTrack | null): VideoView | null {
    if (!track) return null;
    const known = this.#views.get(track);
    if (known) return known;
    // By livekit-client, which asks for as many pixels as the element has.
    const view: VideoView = {
      attach(element) {
        const stop = keepPlaying(element, () => void track.attach(element));
        return () => {
          stop();
          track.detach(element);
          element.srcObject = null;
        };
      },
    };
    this.#views.set(track, view);
    return view;
  }
}
