/**
 * The connection to one other person for as long as both stay: it outlives a lost signaling socket, a restart of the server
 * and a lost path. While the path is lost no pictures are sent: what the browser would store of them would only delay what
 * comes after, and the first picture after it is a whole one.
 *
 * The way of a lost path: no beat comes (`Heartbeat`) → `#look` finds it lost → `onLost` has the signaling socket ask the
 * server → its answer calls `hurry` → `#mend` looks for another path through it, and again every few seconds.
 */
import type { CallPeer, IceServer, Signal } from '@fireside/protocol';
import { isGone } from './absence.ts';
import type { OtherPerson } from './adapter.ts';
import { Heartbeat } from './heartbeat.ts';
import type { LocalKind, LocalView } from './local-media.ts';
import { Negotiation } from './negotiation.ts';
import { createOpening, type Opening } from './opening.ts';
import { bytesReceived, type Quality, readQuality, type StatsMemory } from './peer-stats.ts';
import type { CallPerson } from './port.ts';
import { RemoteAudio } from './remote-audio.ts';
import { NOTHING, writeBeat } from './truth.ts';
import { videoView } from './video-view.ts';

export interface PeerLinkOptions {
  readonly peer: CallPeer;
  readonly caller: boolean;
  /** What this side begins with, as the one that came later; null: the other begins. */
  readonly opening: Opening | null;
  readonly iceServers: () => IceServer[];
  readonly local: () => LocalView;
  /** Bits per second of the camera: the more people, the less for each. */
  readonly bitrate: () => number;
  /** False while the signaling is lost. */
  readonly send: (signal: Signal) => boolean;
  readonly onChange: () => void;
  readonly onBlocked: () => void;
  /** The path is lost: does at least the signaling live? */
  readonly onLost: () => void;
  /** Nothing can be hoped for any more. */
  readonly onGone: () => void;
}

/** Between two attempts to find another path, in ms. The polite side leaves the first one to the caller. */
const RESTART_EVERY = 4000;
/** Attempts that were answered and led nowhere, before the caller makes a new connection. */
const RESTARTS = 3;
/** Without any path for so long, it is said, in ms: ICE has tried every pair of addresses several times by then. */
const NO_PATH_AFTER = 10_000;

export class PeerLink {
  readonly #options: PeerLinkOptions;
  readonly #audio: RemoteAudio;
  readonly #heartbeat: Heartbeat;
  #negotiation: Negotiation;
  #sound: MediaStreamTrack | null = null;
  #truth = NOTHING;
  /** They show our camera. */
  #watched = true;
  #talked = false;
  #closed = false;
  #connection: CallPerson['connection'] = 'connecting';
  /** Since when `#connection` is what it is, with the other known to be there. */
  #since = performance.now();
  #tried = performance.now();
  #restarts = 0;
  /** Since when the signaling does not know this peer; null while it does. */
  #unknownSince: number | null = null;
  #quality: Quality = 'unknown';
  #stats: StatsMemory = {};

  constructor(options: PeerLinkOptions) {
    this.#options = options;
    this.#audio = new RemoteAudio(options.onBlocked);
    this.#negotiation = this.#open(options.opening);
    this.#heartbeat = new Heartbeat({
      beat: (next) => this.#negotiation.say(writeBeat(options.local(), next)),
      ask: (question) => this.#negotiation.say(question),
      received: () => this.#negotiation.stats().then(bytesReceived, () => 0), // closed meanwhile
      onBeat: ({ truth, watching }) => {
        this.#truth = truth;
        if (watching !== this.#watched) {
          this.#watched = watching;
          this.#send();
        }
        this.#look();
      },
      onChange: () => this.#look(),
    });
  }

  get view(): OtherPerson {
    const { id, person, name } = this.#options.peer;
    const connection = this.#connection;
    const speaking = this.#truth.speaking && connection === 'connected';
    return {
      person: { id, person, name, ...this.#truth, speaking, connection },
      camera: this.#video('camera'),
      screen: this.#video('screen'),
    };
  }

  get lost(): boolean {
    return this.#connection === 'lost';
  }

  get quality(): Quality {
    return this.#quality;
  }

  /** There has been no path for long, though both are there. */
  get noPath(): boolean {
    const trying = this.#connection !== 'connected' && this.#unknownSince === null;
    return trying && performance.now() - this.#since > NO_PATH_AFTER;
  }

  receive(signal: Signal): void {
    this.#negotiation.receive(signal);
  }

  /** The signaling says that the other is there, for the first time or again. */
  known(): void {
    this.#unknownSince = null;
    this.#since = performance.now();
    this.#negotiation.repeat(this.#connection === 'lost');
    this.hurry();
  }

  /** Something has changed, and another path may be found at once; the first attempt is the caller's. */
  hurry(): void {
    if (this.#connection === 'connected') return this.#heartbeat.doubt();
    this.#tried = this.#options.caller ? -Infinity : performance.now();
    this.#mend();
  }

  /** The signaling does not know the other: media may go on for a while. */
  unknown(): void {
    this.#unknownSince ??= performance.now();
  }

  /** The own tracks or devices have changed. */
  carry(): void {
    this.#send();
    this.#heartbeat.beat();
  }

  speaker(id: string | null): void {
    void this.#audio.speaker(id);
  }

  resume(): Promise<boolean> {
    return this.#audio.resume();
  }

  close(): void {
    this.#closed = true;
    this.#heartbeat.stop();
    this.#negotiation.close();
    this.#audio.stop();
  }

  /** Once a second: how good the path is, and what to do without one. */
  async tend(signaling: boolean): Promise<void> {
    await this.#measure();
    if (this.#closed) return;
    this.#look();
    const left = this.#negotiation.dead && (this.#unknownSince !== null || !signaling);
    const lostSince = this.#connection === 'connected' ? null : this.#since;
    if (left || isGone(this.#unknownSince, lostSince)) return this.#options.onGone();
    if (signaling) this.#mend();
  }

  #mend(): void {
    const { caller, iceServers } = this.#options;
    const now = performance.now();
    if (this.#connection === 'connected' || this.#unknownSince !== null) return;
    if (now - this.#tried < RESTART_EVERY * (caller ? 1 : 1.5)) return;
    this.#tried = now;
    const dead = this.#negotiation.dead || this.#negotiation.state === 'closed';
    if (caller && (dead || this.#restarts >= RESTARTS)) return this.#renew();
    // Nobody has answered yet: they are on their way back, or gone.
    if (this.#negotiation.offering) return this.#negotiation.repeat(false);
    this.#restarts++;
    this.#negotiation.restart(iceServers());
  }

  #send(): void {
    const { local, bitrate } = this.#options;
    const held: LocalKind[] = this.#connection === 'lost' ? ['camera', 'screen'] : this.#watched ? [] : ['camera'];
    this.#negotiation.carry({ tracks: local().tracks, bitrate: bitrate(), held });
  }

  #open(opening: Opening | null): Negotiation {
    const { caller, iceServers, send, local, bitrate } = this.#options;
    const negotiation = new Negotiation({
      caller,
      opening,
      iceServers: iceServers(),
      send,
      onChange: () => this.#look(),
      onMessage: (text) => this.#heartbeat.hear(text),
      onReplaced: (signal) => this.#renew(signal),
    });
    negotiation.carry({ tracks: local().tracks, bitrate: bitrate(), held: [] });
    return negotiation;
  }

  /** A new connection in place of one that leads nowhere; `signal` is the first word of the other's new one. */
  #renew(signal?: Signal): void {
    this.#negotiation.close();
    this.#restarts = 0;
    this.#tried = performance.now();
    this.#stats = {};
    const offered = signal && 'description' in signal && signal.description.type === 'offer';
    const { caller, iceServers } = this.#options;
    this.#negotiation = this.#open(caller && !offered ? createOpening(iceServers()) : null);
    if (offered) this.#negotiation.receive(signal);
    this.#look();
  }

  async #measure(): Promise<void> {
    const report = await this.#negotiation.stats().catch(() => null); // closed meanwhile
    if (!report) return;
    const { quality, available, memory } = readQuality(report, this.#stats);
    this.#negotiation.grow(available);
    this.#stats = memory;
    this.#quality = quality;
  }

  /** Reads from the connection what the snapshot says of it. */
  #look(): void {
    if (this.#closed) return;
    const { talks, state } = this.#negotiation;
    if (talks && !this.#talked) this.#heartbeat.opened();
    this.#talked = talks;
    const was = this.#connection;
    const alive = talks && state !== 'failed' && state !== 'closed' && this.#heartbeat.alive;
    if (alive) this.#connection = 'connected';
    else if (was === 'connected') this.#connection = 'lost';
    if (this.#connection !== was) this.#changed();
    const sound = this.#negotiation.receiver('microphone')?.track ?? null;
    if (sound && sound !== this.#sound) this.#audio.play(sound);
    this.#sound = sound;
    this.#options.onChange();
  }

  #changed(): void {
    this.#since = performance.now();
    this.#restarts = 0;
    this.#send();
    if (this.#connection === 'lost') this.#options.onLost();
  }

  #video(kind: 'camera' | 'screen'): OtherPerson['camera'] {
    const receiver = this.#truth[kind] ? this.#negotiation.receiver(kind) : null;
    return receiver ? videoView(receiver.track) : null;
  }
}
