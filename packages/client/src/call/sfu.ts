/**
 * The SFU call: everybody sends once, to a media server, which sends it on. Our own server introduces people, as in a peer
 * call, and says when the call is over; the media server only carries (docs/decisions/0016).
 */
import {
  FiresideError,
  newId,
  type CallPeer,
  type ErrorCode,
  type SfuCallAccess,
  type SignalingAccess,
} from '@fireside/protocol';
import { Subject, type Observable } from '../observable.ts';
import { type AdapterOptions, type CallAdapter, OUTSIDE, type RoomView } from './adapter.ts';
import { type MediaEnd, MediaRoom, NOTHING_RECEIVED, prepareMedia } from './livekit.ts';
import type { LeaveReason } from './port.ts';
import { SfuLink } from './sfu-link.ts';
import { share } from './share.ts';
import { type SignalingEvent, SignalingSocket, type SocketLike } from './signaling-socket.ts';
import { Tending } from './tending.ts';
import { writeBeat } from './truth.ts';

export type SfuCallOptions = AdapterOptions<SfuCallAccess>;
export type Connect = (url: string, protocols: string[]) => SocketLike;

/** Until everybody has been heard, and for so long at least, a beat goes out so often, in ms: LiveKit loses the first ones. */
const GREET_EVERY = 150;
const GREET_FOR = 1500;
/** Somebody who is not heard by then hears the beats that everybody says. */
const GREET_LONGER = 10_000;
/** Without the media server for so long, it is said, in ms. */
const SAID_AFTER = 10_000;
/** After a cut of so many ms a new connection is quicker than the old one. */
const GIVEN_UP = 10_000;
/** Otherwise the old one has so many ms to come back. */
const PATIENCE = 2500;
/** From one attempt to reach the media server to the next, at first and at most, in ms. */
const AGAIN = 2000;
const LONGEST_AGAIN = 16_000;

/** Opens the way to the media server. */
export async function prepareSfuCall({ url, token }: SfuCallAccess): Promise<void> {
  await prepareMedia(url, token);
}

/** @throws FiresideError `no-path` where the browser has WebRTC switched off */
export function openSfuCall(
  options: SfuCallOptions,
  connect: Connect = (url, protocols) => new WebSocket(url, protocols),
): CallAdapter {
  if (!('RTCPeerConnection' in globalThis)) {
    throw new FiresideError('no-path', { detail: 'This browser has no RTCPeerConnection.' });
  }
  return new SfuCall(options, connect);
}

class SfuCall implements CallAdapter {
  readonly #options: SfuCallOptions;
  readonly #socket: SignalingSocket;
  readonly #links = new Map<string, SfuLink>();
  readonly #room = new Subject<RoomView>(OUTSIDE);
  readonly #tending: Tending;
  readonly #stopCarrying: () => void;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #greeting: ReturnType<typeof setInterval> | undefined;
  #media: MediaRoom | null = null;
  #connected = false;
  /** Since when the media server itself is gone; null while it is there, or it is the others' paths that are lost. */
  #missingSince: number | null = null;
  #everConnected = false;
  #openedAt = 0;
  #pause = 0;
  #failures = 0;
  /** An attempt to reach the media server is under way. */
  #opening = false;
  #token: string;
  /** The media server sent us away; only a new token of our own server lets us in again. */
  #removed = false;
  #you = '';
  #carried: unknown[] = [];
  #blocked = false;
  #wasCutOff = false;
  #cutSince = 0;

  constructor(options: SfuCallOptions, connect: Connect) {
    this.#options = options;
    this.#token = options.access.token;
    this.#socket = new SignalingSocket({
      client: options.context.client,
      visit: newId(),
      identity: options.access.identity,
      takeOver: options.takeOver,
      access: () => this.#renewAccess(),
      connect,
      onFrame: (frame) => this.#take(frame),
      onLost: () => this.#update(),
      onJoinAgain: () => options.context.renew(),
      onAnswer: () => undefined, // it has been there all the time: then the others' path is lost, or LiveKit's
      hurried: () => this.#cutOff,
      onEnd: (code) => this.#over(code),
    });
    this.#tending = new Tending({
      tend: () => this.#tend(),
      elsewhere: () => this.#elsewhere(),
      alone: () => this.#everConnected && !this.#socket.open && this.#cutOff,
      giveUp: () => this.#leave('unreachable'),
    });
    this.#stopCarrying = options.local.subscribe(() => this.#carry());
    this.#open(); // beside the hello, and not after it
    this.#socket.start();
  }

  get room(): Observable<RoomView> {
    return this.#room;
  }

  leave(): void {
    this.#leave('left');
  }

  async resumePlayback(): Promise<void> {
    const played = await Promise.all([...this.#links.values()].map((link) => link.resume()));
    this.#blocked = played.includes(false);
    this.#update();
  }

  #renewAccess(): SignalingAccess | null {
    const access = this.#options.context.access();
    return access?.kind === 'sfu' ? access.signaling : null; // over, or of the other kind now
  }

  #open(): void {
    this.#media?.close();
    this.#openedAt = performance.now();
    this.#opening = true;
    const media: MediaRoom = new MediaRoom({
      url: this.#options.access.url,
      token: this.#token,
      onData: (identity, text) => this.#links.get(identity)?.hear(text),
      onChange: () => this.#look(),
      onNewcomer: () => this.#beat(),
      onEnd: (reason) => media === this.#media && this.#ended(reason),
      passes: () => !this.#cutOff,
    });
    this.#media = media;
    media.connect().then(
      () => media === this.#media && this.#opened(),
      (error: unknown) => media === this.#media && this.#refused(error),
    );
  }

  #opened(): void {
    this.#opening = false;
    this.#failures = 0;
    this.#removed = false;
    this.#everConnected = true;
    this.#connected = true;
    this.#carry(true);
    this.#greet();
    this.#look();
  }

  /** Says who we are until everybody has answered, and can have heard it. */
  #greet(): void {
    clearInterval(this.#greeting);
    const until = performance.now() + GREET_FOR;
    this.#beat();
    this.#greeting = setInterval(() => {
      const waits = [...this.#links.values()].some(({ connection }) => connection === 'connecting');
      if (performance.now() < (waits ? until + GREET_LONGER : until)) this.#beat();
      else clearInterval(this.#greeting);
    }, GREET_EVERY);
  }

  #refused(error: unknown): void {
    const code = error instanceof FiresideError ? error.code : 'internal';
    this.#opening = false;
    this.#failures += 1;
    if (!this.#everConnected) return this.#leave(code);
    this.#connected = false;
    this.#update();
  }

  #ended(reason: MediaEnd): void {
    this.#removed = reason !== 'lost';
    this.#connected = false;
    this.#socket.ask();
    this.#tryAgain();
    this.#update();
  }

  /** An attempt that is under way may take as long as a slow network needs; those that fail come at growing intervals. */
  #tryAgain(): void {
    if (this.#opening || performance.now() - this.#openedAt < this.#pause) return;
    this.#reopen();
  }

  /** With a token that the server has just made; with the last one where it cannot be asked. */
  #reopen(): void {
    this.#pause = Math.min(LONGEST_AGAIN, AGAIN * 2 ** this.#failures) * (0.5 + Math.random() / 2);
    this.#openedAt = performance.now();
    if (!this.#socket.askToken() && !this.#removed) this.#open();
  }

  #take(frame: SignalingEvent): void {
    switch (frame.type) {
      case 'welcome':
        if (this.#you !== '') this.#mend();
        this.#you = frame.you;
        for (const peer of frame.peers) this.#meet(peer);
        for (const [id, link] of this.#links) if (!frame.peers.some((peer) => peer.id === id)) link.unknown();
        if (this.#connected) this.#greet();
        break;
      case 'joined':
        this.#meet(frame.peer);
        break;
      case 'left':
        if (frame.gone) this.#part(frame.peer);
        else this.#links.get(frame.peer)?.unknown();
        break;
      case 'token':
        this.#token = frame.token;
        this.#open();
        break;
      case 'signal': // from browser to browser, in a peer call
        return;
    }
    this.#update();
  }

  #meet(peer: CallPeer): void {
    const known = this.#links.get(peer.id);
    if (known) return known.known();
    const link = new SfuLink({
      peer,
      from: () => this.#media?.from(peer.id) ?? NOTHING_RECEIVED,
      received: () => this.#media?.received(peer.id) ?? Promise.resolve(0),
      beat: (next) => this.#beat(next),
      ask: (question) => this.#media?.say(question, peer.id),
      onChange: () => this.#update(),
      onBlocked: () => {
        this.#blocked = true;
        this.#update();
      },
      onPath: () => this.#onPath(),
    });
    this.#links.set(peer.id, link);
    link.speaker(this.#options.local.value.devices.chosen.speaker);
    link.look();
    if (this.#connected) this.#greet();
  }

  #part(id: string): void {
    this.#links.get(id)?.close();
    this.#links.delete(id);
  }

  #beat(next = 500): void {
    for (const link of this.#links.values()) link.said();
    this.#media?.say(writeBeat(this.#options.local.value, next));
  }

  /** Nobody can be heard any more. */
  get #cutOff(): boolean {
    const links = [...this.#links.values()];
    return !this.#connected || (links.length > 0 && links.every(({ connection }) => connection === 'lost'));
  }

  #onPath(): void {
    if (!this.#wasCutOff && this.#cutOff) this.#cutSince = performance.now();
    this.#wasCutOff = this.#cutOff;
    this.#carry(true);
    if (this.#cutOff) this.#socket.ask();
  }

  /** Hands the own devices on where they have changed; the meter moves ten times a second and is none of it. */
  #carry(anyway = false): void {
    const { tracks, self, devices } = this.#options.local.value;
    const speaker = devices.chosen.speaker;
    const { microphone, camera, screen, speaking, away } = self;
    const now = [tracks, microphone.on, camera.on, screen.on, speaking, away, speaker, devices.speakers];
    if (!anyway && now.every((part, index) => part === this.#carried[index])) return;
    this.#carried = now;
    // What is sent while nothing passes would only delay what comes after.
    this.#media?.carry({ tracks, held: this.#cutOff });
    this.#beat();
    for (const link of this.#links.values()) link.speaker(speaker);
  }

  /**
   * The server has answered again, so we are in a network. After a short cut media come back by themselves, and sooner than
   * another connection would be there; after a long one the media server has given us up.
   */
  #mend(): void {
    clearTimeout(this.#patience);
    this.#failures = 0;
    if (!this.#connected) return this.#reopen(); // an attempt of before has met a network that was not there
    if (!this.#cutOff) return;
    const cutFor = performance.now() - this.#cutSince;
    if (cutFor > GIVEN_UP) this.#reopen();
    else this.#patience = setTimeout(() => this.#cutOff && this.#reopen(), PATIENCE);
  }

  /** Perhaps in another network: is everything still there? */
  #elsewhere(): void {
    this.#socket.ask();
    for (const link of this.#links.values()) link.doubt();
  }

  #tend(): void {
    for (const [id, link] of [...this.#links]) if (link.gone) this.#part(id);
    if (!this.#connected && this.#everConnected) this.#tryAgain();
    this.#update();
  }

  #look(): void {
    for (const link of this.#links.values()) link.look();
    this.#update();
  }

  #update(): void {
    if (this.#room.value.state === 'left' || this.#you === '' || !this.#everConnected) return;
    const cutOff = this.#cutOff;
    this.#missingSince = cutOff && !this.#media?.well ? (this.#missingSince ?? performance.now()) : null;
    const missing = this.#missingSince !== null && performance.now() - this.#missingSince > SAID_AFTER;
    this.#set({
      state: cutOff ? 'reconnecting' : 'joined',
      leaveReason: null,
      signal: this.#socket.open ? 'ok' : 'lost',
      quality: cutOff ? 'lost' : (this.#media?.quality ?? 'unknown'),
      playback: this.#blocked && this.#links.size > 0 ? 'blocked' : 'ok',
      others: [...this.#links.values()].map((link) => link.view),
      trouble: this.#socket.open && missing ? 'sfu-unreachable' : null,
    });
  }

  #set(next: RoomView): void {
    this.#room.set(share(this.#room.value, next));
  }

  #leave(reason: LeaveReason): void {
    this.#socket.leave();
    this.#over(reason);
  }

  #over(reason: LeaveReason | ErrorCode): void {
    if (this.#room.value.state === 'left') return;
    this.#tending.stop();
    this.#stopCarrying();
    clearInterval(this.#greeting);
    clearTimeout(this.#patience);
    this.#media?.close();
    this.#media = null;
    for (const link of this.#links.values()) link.close();
    this.#links.clear();
    this.#set({ ...OUTSIDE, state: 'left', leaveReason: reason });
  }
}
