/** A signaling server inside the page: the same messages and rules as the real one, and ways to lose it. */
import { parseFromClient, type CallPeer, type ErrorCode, type SignalingFromServer } from '@fireside/protocol';
import type { Connect, SocketLike } from '../signaling-socket.ts';

interface Guest {
  readonly peer: CallPeer;
  readonly client: string;
  readonly socket: HubSocket;
}

export class SignalingHub {
  readonly #room = new Map<string, Guest>();
  readonly #sockets = new Set<HubSocket>();
  #up = true;
  /** Makes the media server's token for an identity, where there is one. */
  onToken: (identity: string) => string = () => '';

  /** Sockets that are open or opening. */
  get sockets(): number {
    return this.#sockets.size;
  }

  connectAs(person: string): Connect {
    return () => {
      const socket: HubSocket = new HubSocket({
        onText: (text) => this.#take(person, socket, text),
        onClose: () => this.#closed(socket, false),
      });
      this.#sockets.add(socket);
      if (this.#up) socket.open();
      else socket.fail(1006);
      return socket;
    };
  }

  /** Killed: every socket is lost without a word, and everything is forgotten. */
  down(): void {
    this.#up = false;
    this.#room.clear();
    for (const socket of [...this.#sockets]) socket.fail(1006);
  }

  up(): void {
    this.#up = true;
  }

  /** One person's socket is lost; it may come back at once. */
  cut(person: string): void {
    const guest = this.#find(person);
    guest?.socket.fail(1006);
  }

  end(person: string, code: ErrorCode): void {
    const guest = this.#find(person);
    if (!guest) return;
    guest.socket.say({ type: 'bye', code });
    this.#closed(guest.socket, true);
  }

  #find(person: string): Guest | undefined {
    return [...this.#room.values()].find(({ peer }) => peer.person === person);
  }

  #take(person: string, socket: HubSocket, text: string): void {
    const frame = parseFromClient(text);
    const self = [...this.#room.values()].find((guest) => guest.socket === socket);
    if (!frame || (!self && frame.type !== 'hello' && frame.type !== 'ping')) throw new Error(`Malformed: ${text}`);
    if (frame.type === 'ping') return socket.say({ type: 'pong' });
    if (frame.type === 'token') return socket.say({ type: 'token', token: this.onToken(self?.peer.id ?? '') });
    if (frame.type === 'leave') return this.#closed(socket, true);
    if (frame.type === 'signal') {
      if (self) this.#room.get(frame.to)?.socket.say({ type: 'signal', from: self.peer.id, signal: frame.signal });
      return;
    }
    const own = [...this.#room.values()].filter((guest) => guest.peer.person === person);
    if (own.some(({ client }) => client !== frame.client) && !frame.takeOver) {
      socket.say({ type: 'bye', code: 'already-in-call' });
      return this.#closed(socket, true);
    }
    const peer = { id: frame.identity ?? frame.visit.slice(0, 32), person, name: person.toUpperCase() };
    for (const old of own) {
      if (old.peer.id === peer.id) this.#room.delete(peer.id);
      old.socket.say({ type: 'bye', code: 'taken-over' });
      this.#closed(old.socket, true);
    }
    socket.say({ type: 'welcome', you: peer.id, peers: [...this.#room.values()].map((guest) => guest.peer) });
    this.#tellOthers(peer.id, { type: 'joined', peer });
    this.#room.set(peer.id, { peer, client: frame.client, socket });
  }

  #closed(socket: HubSocket, gone: boolean): void {
    this.#sockets.delete(socket);
    const guest = [...this.#room.values()].find((one) => one.socket === socket);
    if (!guest) return;
    this.#room.delete(guest.peer.id);
    this.#tellOthers(guest.peer.id, { type: 'left', peer: guest.peer.id, gone });
  }

  #tellOthers(id: string, frame: SignalingFromServer): void {
    for (const guest of this.#room.values()) if (guest.peer.id !== id) guest.socket.say(frame);
  }
}

/** The client's end of a socket; everything arrives in order, in later tasks. */
class HubSocket implements SocketLike {
  onopen: SocketLike['onopen'] = null;
  onmessage: SocketLike['onmessage'] = null;
  onclose: SocketLike['onclose'] = null;
  readonly #server: { onText: (text: string) => void; onClose: () => void };
  #closed = false;

  constructor(server: { onText: (text: string) => void; onClose: () => void }) {
    this.#server = server;
  }

  send(text: string): void {
    queueMicrotask(() => !this.#closed && this.#server.onText(text));
  }

  close(): void {
    queueMicrotask(() => {
      if (this.#closed) return;
      this.#closed = true;
      this.#server.onClose();
    });
  }

  open(): void {
    setTimeout(() => !this.#closed && this.onopen?.(new Event('open')));
  }

  say(frame: SignalingFromServer): void {
    const event = new MessageEvent('message', { data: JSON.stringify(frame) });
    setTimeout(() => this.onmessage?.(event));
  }

  fail(code: number): void {
    this.#closed = true;
    this.#server.onClose();
    setTimeout(() => this.onclose?.(new CloseEvent('close', { code })));
  }
}
