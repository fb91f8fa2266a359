/**
 * The SFU call: everybody sends once, to a media server, which sends it on. Our own server introduces people, as in a peer
 * call, and says when the call is over; the media server only carries (docs/decisions/0016).
 */
import { newId, type CallPeer, type ErrorCode, type SfuCallAccess, type SignalingAccess } from '@fireside/protocol';
import { Subject, type Observable } from '../observable.ts';
import { type AdapterOptions, type CallAdapter, OUTSIDE, requireWebRtc, type RoomView } from './adapter.ts';
import { Carried } from './carried.ts';
import { untilNextBeat } from './heartbeat.ts';
import { prepareMedia } from './livekit.ts';
import { MediaConnection } from './media-connection.ts';
import type { LeaveReason } from './port.ts';
import { SfuLink } from './sfu-link.ts';
import { share } from './share.ts';
import { type Connect, openWebSocket, type SignalingEvent, SignalingSocket } from './signaling-socket.ts';
import { Tending } from './tending.ts';
import { writeBeat } from './truth.ts';

export type SfuCallOptions = AdapterOptions<SfuCallAccess>;

/** Until everybody has been heard, and for so long at least, a beat goes out so often, in ms: LiveKit loses the first ones. */
const GREET_EVERY = 150;
const GREET_FOR = 1500;
/** Somebody who is not heard by then hears the beats that everybody says. */
const GREET_LONGER = 10_000;
/** Without the media server for so long, it is said, in ms. */
const SAID_AFTER = 10_000;

/** Opens the way to the media server. */
export async function prepareSfuCall({ url, token }: SfuCallAccess): Promise<void> {
  await prepareMedia(url, token);
}

/** @throws FiresideError `no-path` where the browser has WebRTC switched off */
export function openSfuCall(options: SfuCallOptions, connect: Connect = openWebSocket): CallAdapter {
  requireWebRtc();
  return new SfuCall(options, connect);
}

class SfuCall implements CallAdapter {
  readonly #options: SfuCallOptions;
  readonly #socket: SignalingSocket;
  readonly #links = new Map<string, SfuLink>();
  readonly #room = new Subject<RoomView>(OUTSIDE);
  readonly #media: MediaConnection;
  readonly #tending: Tending;
  readonly #stopCarrying: () => void;
  #greeting: ReturnType<typeof setInterval> | undefined;
  /** Since when the media server itself is gone; null while it is there, or it is the others' paths that are lost. */
  #missingSince: number | null = null;
  #you = '';
  readonly #carried = new Carried();
  #blocked = false;
  /** Since when nobody can be heard; null while somebody can, or there is nobody who could be lost. */
  #cutSince: number | null = null;

  constructor(options: SfuCallOptions, connect: Connect) {
    this.#options = options;
    const { url, token } = options.access;
    // Beside the hello, and not after it.
    this.#media = new MediaConnection({
      url,
      token,
      askToken: () => this.#socket.askToken(),
      passes: () => !this.#cutOff,
      onData: (identity, text) => this.#links.get(identity)?.hear(text),
      onChange: () => this.#look(),
      onNewcomer: () => this.#beat(),
      onOpened: () => this.#opened(),
      onLost: () => {
        this.#socket.ask();
        this.#update();
      },
      onRefused: (code) => this.#leave(code),
    });
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
      alone: () => this.#media.everConnected && !this.#socket.open && this.#cutOff,
      giveUp: () => this.#leave('unreachable'),
    });
    this.#stopCarrying = options.local.subscribe(() => this.#carry());
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

  #opened(): void {
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

  #take(frame: SignalingEvent): void {
    switch (frame.type) {
      case 'welcome':
        if (this.#you !== '') this.#media.mend(this.#cutSince);
        this.#you = frame.you;
        for (const peer of frame.peers) this.#meet(peer);
        for (const [id, link] of this.#links) if (!frame.peers.some((peer) => peer.id === id)) link.unknown();
        if (this.#media.connected) this.#greet();
        break;
      case 'joined':
        this.#meet(frame.peer);
        break;
      case 'left':
        if (frame.gone) this.#part(frame.peer);
        else this.#links.get(frame.peer)?.unknown();
        break;
      case 'token':
        this.#media.take(frame.token);
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
      from: () => this.#media.room.from(peer.id),
      received: () => this.#media.room.received(peer.id),
      beat: (next) => this.#beat(next),
      ask: (question) => this.#media.room.say(question, peer.id),
      onChange: () => this.#update(),
      onBlocked: () => {
        this.#blocked = true;
        this.#update();
      },
    });
    this.#links.set(peer.id, link);
    link.speaker(this.#options.local.value.devices.chosen.speaker);
    link.look();
    if (this.#media.connected) this.#greet();
  }

  #part(id: string): void {
    this.#links.get(id)?.close();
    this.#links.delete(id);
  }

  #beat(next = untilNextBeat()): void {
    for (const link of this.#links.values()) link.said();
    this.#media.room.say(writeBeat(this.#options.local.value, next));
  }

  /** Nobody can be heard any more. */
  get #cutOff(): boolean {
    const links = [...this.#links.values()];
    return !this.#media.connected || (links.length > 0 && links.every(({ connection }) => connection === 'lost'));
  }

  #turn(cutOff: boolean): void {
    this.#cutSince = cutOff ? performance.now() : null;
    this.#carry(true);
    if (cutOff) this.#socket.ask();
  }

  /** Hands the own devices on where they have changed. */
  #carry(anyway = false): void {
    const { value } = this.#options.local;
    if (!this.#carried.changed(value) && !anyway) return;
    // What is sent while nothing passes would only delay what comes after.
    this.#media.room.carry({ tracks: value.tracks, held: this.#cutOff });
    this.#beat();
    for (const link of this.#links.values()) link.speaker(value.devices.chosen.speaker);
  }

  /** Perhaps in another network: is everything still there? */
  #elsewhere(): void {
    this.#socket.ask();
    for (const link of this.#links.values()) link.doubt();
  }

  #tend(): void {
    for (const [id, link] of [...this.#links]) if (link.gone) this.#part(id);
    this.#media.tend();
    this.#update();
  }

  #look(): void {
    for (const link of this.#links.values()) link.look();
    this.#update();
  }

  #update(): void {
    if (this.#room.value.state === 'left' || this.#you === '' || !this.#media.everConnected) return;
    const cutOff = this.#cutOff;
    if (cutOff !== (this.#cutSince !== null)) this.#turn(cutOff);
    this.#missingSince = cutOff && !this.#media.well ? (this.#missingSince ?? performance.now()) : null;
    const missing = this.#missingSince !== null && performance.now() - this.#missingSince > SAID_AFTER;
    this.#set({
      state: cutOff ? 'reconnecting' : 'joined',
      leaveReason: null,
      signal: this.#socket.open ? 'ok' : 'lost',
      quality: cutOff ? 'lost' : this.#media.room.quality,
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
    this.#media.close();
    for (const link of this.#links.values()) link.close();
    this.#links.clear();
    this.#set({ ...OUTSIDE, state: 'left', leaveReason: reason });
  }
}
