/**
 * Somebody else in an SFU call: what their beats say of them, whether the path to them lives, and what comes over it. The
 * path goes through the media server, so it may be ours that is lost, or theirs; both look the same from here.
 */
import type { CallPeer } from '@fireside/protocol';
import { isGone } from './absence.ts';
import type { OtherPerson } from './adapter.ts';
import { Heartbeat } from './heartbeat.ts';
import type { Received } from './livekit.ts';
import type { CallPerson } from './port.ts';
import { RemoteAudio } from './remote-audio.ts';
import { NOTHING, type Truth } from './truth.ts';

export interface SfuLinkOptions {
  readonly peer: CallPeer;
  /** What comes from them now. */
  readonly from: () => Received;
  /** What has come from them, in bytes. */
  readonly received: () => Promise<number>;
  /** Says a beat to everybody; `next`: milliseconds until the following one. */
  readonly beat: (next: number) => void;
  /** Asks this one. */
  readonly ask: (question: string) => void;
  readonly onChange: () => void;
  readonly onBlocked: () => void;
}

export class SfuLink {
  readonly #options: SfuLinkOptions;
  readonly #audio: RemoteAudio;
  readonly #heartbeat: Heartbeat;
  #sound: MediaStreamTrack | null = null;
  /** Null before their first beat. */
  #truth: Truth | null = null;
  #connection: CallPerson['connection'] = 'connecting';
  #since = performance.now();
  #unknownSince: number | null = null;
  #closed = false;

  constructor(options: SfuLinkOptions) {
    this.#options = options;
    this.#audio = new RemoteAudio(options.onBlocked);
    this.#heartbeat = new Heartbeat({
      beat: options.beat,
      ask: options.ask,
      received: options.received,
      onBeat: ({ truth }) => {
        this.#truth = truth;
        this.look();
      },
      onChange: () => this.look(),
    });
  }

  get view(): OtherPerson {
    const { id, person, name } = this.#options.peer;
    const connection = this.#connection;
    const { camera, screen } = this.#options.from();
    // Pictures may be quicker than the first beat; and nobody is said to be seen before they are.
    const said = this.#truth ?? { ...NOTHING, camera: true, screen: true };
    const truth: Truth = {
      ...said,
      camera: said.camera && camera !== null,
      screen: said.screen && screen !== null,
      speaking: said.speaking && connection === 'connected',
    };
    return {
      person: { id, person, name, ...truth, connection },
      camera: truth.camera ? camera : null,
      screen: truth.screen ? screen : null,
    };
  }

  get connection(): CallPerson['connection'] {
    return this.#connection;
  }

  hear(text: string): void {
    if (this.#connection === 'connecting') {
      this.#connection = 'connected';
      this.#heartbeat.opened();
    }
    this.#heartbeat.hear(text);
    this.look();
  }

  /** A beat went to everybody. */
  said(): void {
    this.#heartbeat.said();
  }

  doubt(): void {
    this.#heartbeat.doubt();
  }

  /** The signaling says that they are there. */
  known(): void {
    this.#unknownSince = null;
  }

  /** The signaling does not know them: media may go on for a while. */
  unknown(): void {
    this.#unknownSince ??= performance.now();
  }

  /** Whether nothing can be hoped for any more. */
  get gone(): boolean {
    return isGone(this.#unknownSince, this.#connection === 'connected' ? null : this.#since);
  }

  speaker(id: string | null): void {
    void this.#audio.speaker(id);
  }

  resume(): Promise<boolean> {
    return this.#audio.resume();
  }

  /** Reads what the snapshot says of the path, and plays what comes over it. */
  look(): void {
    if (this.#closed) return;
    const was = this.#connection;
    if (was !== 'connecting') this.#connection = this.#heartbeat.alive ? 'connected' : 'lost';
    const { microphone } = this.#options.from();
    if (microphone && microphone !== this.#sound) this.#audio.play(microphone);
    this.#sound = microphone;
    if (this.#connection !== was) this.#since = performance.now();
    this.#options.onChange();
  }

  close(): void {
    this.#closed = true;
    this.#heartbeat.stop();
    this.#audio.stop();
  }
}
