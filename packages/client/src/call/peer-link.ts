/**
 * The connection to one other person for as long as both stay: it outlives a lost signaling socket, a restart of the server
 * and a lost path. What the other's devices do comes over the data channel, once a second, so it needs no server.
 */
import type { CallPeer, IceServer, Signal } from '@fireside/protocol';
import type { OtherPerson } from './adapter.ts';
import type { LocalKind, LocalView } from './local-media.ts';
import { Negotiation } from './negotiation.ts';
import { type Quality, readQuality, type StatsMemory } from './peer-stats.ts';
import type { CallPerson } from './port.ts';
import { RemoteAudio } from './remote-audio.ts';
import { videoView } from './video-view.ts';

export interface PeerLinkOptions {
  readonly peer: CallPeer;
  readonly caller: boolean;
  readonly iceServers: () => IceServer[];
  readonly local: () => LocalView;
  /** Bits per second of the camera: the more people, the less for each. */
  readonly bitrate: () => number;
  /** False while the signaling is lost. */
  readonly send: (signal: Signal) => boolean;
  readonly onChange: () => void;
  readonly onBlocked: () => void;
  /** Nothing can be hoped for any more. */
  readonly onGone: () => void;
}

/** What somebody's devices really do; the microphone's owner hears best who speaks. */
type Truth = Readonly<Record<LocalKind | 'speaking' | 'away', boolean>>;
const NOTHING: Truth = { microphone: false, camera: false, screen: false, speaking: false, away: false };

/** Silence after which media are lost; browsers say it after 7 s at the earliest. All times in ms. */
const LOST_AFTER = 4000;
/** Between two attempts to find another path. The polite side leaves the first one to the caller. */
const RESTART_EVERY = 6000;
/** Attempts on the same connection before the caller makes a new one. */
const RESTARTS = 3;
/** Without any path for so long, it is said. */
const NO_PATH_AFTER = 20_000;
/** For how long somebody stays whom the signaling does not know: without media, and with. */
const UNKNOWN_LOST = 30_000;
const UNKNOWN_ALIVE = 60_000;

function readTruth(text: string): Truth | null {
  if (text.length > 1000) return null;
  try {
    const said = JSON.parse(text) as Record<string, unknown>;
    const [microphone, camera, screen] = [said.microphone === true, said.camera === true, said.screen === true];
    const [speaking, away] = [microphone && said.speaking === true, said.away === true];
    return { microphone, camera, screen, speaking, away };
  } catch {
    return null; // not ours: a newer version may say more than we know
  }
}

export class PeerLink {
  readonly #options: PeerLinkOptions;
  readonly #audio: RemoteAudio;
  #negotiation: Negotiation;
  #sound: MediaStreamTrack | null = null;
  #truth = NOTHING;
  #talked = false;
  #closed = false;
  #connection: CallPerson['connection'] = 'connecting';
  #heardAt = performance.now();
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
    this.#negotiation = this.#open();
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
    if (this.#connection === 'lost') this.#hurry();
    this.#negotiation.repeat();
  }

  /** The signaling does not know the other: media may go on for a while. */
  unknown(): void {
    this.#unknownSince ??= performance.now();
  }

  /** The own tracks or devices have changed. */
  carry(): void {
    this.#negotiation.carry(this.#options.local().tracks, this.#options.bitrate());
    this.#sayTruth();
  }

  speaker(id: string | null): void {
    void this.#audio.speaker(id);
  }

  resume(): Promise<boolean> {
    return this.#audio.resume();
  }

  close(): void {
    this.#closed = true;
    this.#negotiation.close();
    this.#audio.stop();
  }

  /** Once a second: says how our devices are, looks whether the path lives, and for another one if not. */
  async beat(signaling: boolean): Promise<void> {
    this.#sayTruth();
    await this.#measure();
    if (this.#closed) return;
    this.#look();
    const now = performance.now();
    const unknownFor = this.#unknownSince === null ? 0 : now - this.#unknownSince;
    const patience = this.#connection === 'connected' ? UNKNOWN_ALIVE : UNKNOWN_LOST;
    const left = this.#negotiation.dead && (unknownFor > 0 || !signaling);
    if (left || unknownFor > patience) return this.#options.onGone();
    if (signaling && unknownFor === 0 && this.#connection !== 'connected') this.#mend(now);
  }

  #mend(now: number): void {
    const { caller, iceServers } = this.#options;
    if (now - this.#tried < RESTART_EVERY * (caller ? 1 : 1.5)) return;
    this.#tried = now;
    this.#restarts++;
    if (caller && (this.#restarts > RESTARTS || this.#negotiation.dead)) this.#renew();
    else this.#negotiation.restart(iceServers());
  }

  /** Lets the next beat look for another path; the first attempt is the caller's. */
  #hurry(): void {
    this.#tried = this.#options.caller ? -Infinity : performance.now();
  }

  #open(): Negotiation {
    const { caller, iceServers, send, local, bitrate } = this.#options;
    const negotiation = new Negotiation({
      caller,
      iceServers: iceServers(),
      send,
      onChange: () => this.#look(),
      onMessage: (text) => this.#hear(text),
      onReplaced: (signal) => this.#renew(signal),
    });
    negotiation.carry(local().tracks, bitrate());
    return negotiation;
  }

  /** A new connection in place of one that leads nowhere; `signal` is the first word of the other's new one. */
  #renew(signal?: Signal): void {
    this.#negotiation.close();
    this.#restarts = 0;
    this.#tried = performance.now();
    this.#stats = {};
    this.#negotiation = this.#open();
    if (signal && 'description' in signal && signal.description.type === 'offer') this.#negotiation.receive(signal);
    this.#look();
  }

  #hear(text: string): void {
    this.#heardAt = performance.now();
    const truth = readTruth(text);
    if (truth) this.#truth = truth;
    this.#look();
    this.#options.onChange();
  }

  #sayTruth(): void {
    const { microphone, camera, screen, speaking, away } = this.#options.local().self;
    const truth: Truth = { microphone: microphone.on, camera: camera.on, screen: screen.on, speaking, away };
    this.#negotiation.say(JSON.stringify(truth));
  }

  async #measure(): Promise<void> {
    const report = await this.#negotiation.stats().catch(() => null); // closed meanwhile
    if (!report) return;
    const { quality, received, memory } = readQuality(report, this.#stats);
    this.#stats = memory;
    this.#quality = quality;
    if (received) this.#heardAt = performance.now();
  }

  /** Reads from the connection what the snapshot says of it. */
  #look(): void {
    const negotiation = this.#negotiation;
    const now = performance.now();
    const alive = negotiation.state === 'connected' && now - this.#heardAt < LOST_AFTER;
    const was = this.#connection;
    if (alive && (was === 'connected' || negotiation.talks)) this.#connection = 'connected';
    else if (was === 'connected') this.#connection = 'lost';
    if (this.#connection !== was) {
      this.#since = now;
      if (this.#connection === 'lost') this.#hurry();
      else this.#restarts = 0;
    }
    if (negotiation.talks && !this.#talked) this.#sayTruth();
    this.#talked = negotiation.talks;
    const sound = negotiation.receiver('microphone')?.track ?? null;
    if (sound && sound !== this.#sound) this.#audio.play(sound);
    this.#sound = sound;
    this.#options.onChange();
  }

  #video(kind: 'camera' | 'screen'): OtherPerson['camera'] {
    const receiver = this.#truth[kind] ? this.#negotiation.receiver(kind) : null;
    return receiver ? videoView(receiver.track) : null;
  }
}
