/**
 * The peer call: everybody in a session sends to everybody else, browser to browser. The server only introduces them; once
 * connected, media and what the devices do go on without it.
 */
import { newId, type CallPeer, type ErrorCode, type PeerCallAccess } from '@fireside/protocol';
import { Subject, type Observable } from '../observable.ts';
import { type AdapterOptions, type CallAdapter, OUTSIDE, requireWebRtc, type RoomView } from './adapter.ts';
import { Carried } from './carried.ts';
import { createOpening, type Opening } from './opening.ts';
import { PeerLink } from './peer-link.ts';
import type { LeaveReason } from './port.ts';
import { share } from './share.ts';
import { type Connect, openWebSocket, type SignalingEvent, SignalingSocket } from './signaling-socket.ts';
import { Tending } from './tending.ts';

export type PeerCallOptions = AdapterOptions<PeerCallAccess>;

/** Bits per second that the camera may use for each of one, two and three others. */
const BITRATES = [1_500_000, 900_000, 600_000] as const;

/** @throws FiresideError `no-path` where the browser has WebRTC switched off */
export function openPeerCall(
  options: PeerCallOptions,
  connect: Connect = openWebSocket,
  unreachable?: number,
): CallAdapter {
  requireWebRtc();
  return new PeerCall(options, connect, unreachable);
}

class PeerCall implements CallAdapter {
  readonly #options: PeerCallOptions;
  readonly #socket: SignalingSocket;
  readonly #links = new Map<string, PeerLink>();
  readonly #room = new Subject<RoomView>(OUTSIDE);
  readonly #tending: Tending;
  readonly #stopCarrying: () => void;
  #access: PeerCallAccess;
  #you = '';
  readonly #carried = new Carried();
  #blocked = false;
  /** Made while the socket connects, for the first of those who are there already. */
  #opening: Opening | null;

  constructor(options: PeerCallOptions, connect: Connect, unreachable: number | undefined) {
    this.#options = options;
    this.#access = options.access;
    this.#opening = createOpening(options.access.iceServers);
    this.#socket = new SignalingSocket({
      client: options.context.client,
      visit: newId(),
      takeOver: options.takeOver,
      access: () => this.#renewAccess(),
      connect,
      onFrame: (frame) => this.#take(frame),
      onLost: () => this.#update(),
      onJoinAgain: () => options.context.renew(),
      onAnswer: () => this.#mend(),
      hurried: () => this.#lost().length > 0,
      onEnd: (code) => this.#over(code),
    });
    this.#tending = new Tending({
      tend: () => this.#tend(),
      elsewhere: () => this.#elsewhere(),
      alone: () => this.#you !== '' && !this.#socket.open && [...this.#links.values()].every((link) => link.lost),
      giveUp: () => this.#leave('unreachable'),
      unreachable,
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

  #renewAccess(): PeerCallAccess | null {
    const access = this.#options.context.access();
    if (access?.kind !== 'peer') return null; // over, or of the other kind now
    this.#access = access;
    return access;
  }

  #take(frame: SignalingEvent): void {
    switch (frame.type) {
      case 'welcome':
        this.#welcome(frame.you, frame.peers);
        break;
      case 'joined':
        this.#meet(frame.peer, () => null);
        break;
      case 'left':
        if (frame.gone) this.#part(frame.peer);
        else this.#links.get(frame.peer)?.unknown();
        break;
      case 'signal':
        this.#links.get(frame.from)?.receive(frame.signal);
        break;
      case 'token': // of a media server
        return;
    }
    this.#update();
  }

  /** After a lost socket: who is known again goes on as before, who is not yet may still be on the way. */
  #welcome(you: string, peers: readonly CallPeer[]): void {
    if (you !== this.#you) for (const id of [...this.#links.keys()]) this.#part(id);
    this.#you = you;
    for (const peer of peers) this.#meet(peer, () => this.#takeOpening());
    this.#dropOpening();
    for (const [id, link] of this.#links) if (!peers.some((peer) => peer.id === id)) link.unknown();
  }

  #takeOpening(): Opening {
    const opening = this.#opening ?? createOpening(this.#access.iceServers);
    this.#opening = null;
    return opening;
  }

  #dropOpening(): void {
    this.#opening?.connection.close();
    this.#opening = null;
  }

  /** `open`: what to begin with, when the other is new to us. Whoever comes later begins. */
  #meet(peer: CallPeer, open: () => Opening | null): void {
    const known = this.#links.get(peer.id);
    if (known) return known.known();
    const link: PeerLink = new PeerLink({
      peer,
      caller: this.#you < peer.id, // the other side comes to the opposite answer
      opening: open(),
      iceServers: () => this.#access.iceServers,
      local: () => this.#options.local.value,
      bitrate: () => BITRATES[Math.min(Math.max(this.#links.size, 1), BITRATES.length) - 1] ?? BITRATES[0],
      send: (signal) => this.#socket.signal(peer.id, signal),
      onChange: () => this.#update(),
      onBlocked: () => {
        this.#blocked = true;
        this.#update();
      },
      onGone: () => {
        this.#part(peer.id);
        this.#update();
      },
      onLost: () => this.#socket.ask(),
    });
    this.#links.set(peer.id, link);
    this.#carry(true);
  }

  #part(id: string): void {
    this.#links.get(id)?.close();
    if (this.#links.delete(id)) this.#carry(true);
  }

  /** Hands the own devices on where they have changed. */
  #carry(anyway = false): void {
    const { value } = this.#options.local;
    if (!this.#carried.changed(value) && !anyway) return;
    for (const link of this.#links.values()) {
      link.carry();
      link.speaker(value.devices.chosen.speaker);
    }
  }

  #lost(): PeerLink[] {
    return [...this.#links.values()].filter((link) => link.lost);
  }

  /** The server has answered while media were lost: so we are in a network, and it can introduce us anew. */
  #mend(): void {
    for (const link of this.#lost()) link.hurry();
  }

  /** Perhaps in another network: is everything still there? */
  #elsewhere(): void {
    this.#socket.ask();
    for (const link of this.#links.values()) link.hurry();
  }

  #tend(): void {
    for (const link of [...this.#links.values()]) void link.tend(this.#socket.open);
  }

  #update(): void {
    if (this.#room.value.state === 'left' || this.#you === '') return;
    const links = [...this.#links.values()];
    const lost = links.length > 0 && links.every((link) => link.lost);
    const qualities = links.map((link) => link.quality);
    this.#set({
      state: lost ? 'reconnecting' : 'joined',
      leaveReason: null,
      signal: this.#socket.open ? 'ok' : 'lost',
      quality: lost ? 'lost' : qualities.includes('weak') ? 'weak' : qualities.includes('good') ? 'good' : 'unknown',
      playback: this.#blocked && links.length > 0 ? 'blocked' : 'ok',
      others: links.map((link) => link.view),
      trouble: this.#socket.open && links.some((link) => link.noPath) ? 'no-path' : null,
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
    this.#dropOpening();
    for (const link of this.#links.values()) link.close();
    this.#links.clear();
    this.#set({ ...OUTSIDE, state: 'left', leaveReason: reason });
  }
}
