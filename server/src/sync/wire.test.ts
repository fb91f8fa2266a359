import { encodeSaved } from '@fireside/protocol';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { openMemory } from '../storage/memory.ts';
import { step1Message, step2Message } from './frames.ts';
import { SYNC_LIMITS } from './limits.ts';
import { hear, RawClient } from './testing/client.ts';
import { gate, type GatedStore } from './testing/gate.ts';
import { claimsOf, DOCUMENT, startServer, type TestServer } from './testing/server.ts';
import { frameOf, messageOf, wireOf, type Frame, type Wire, type WireEvents } from './wire.ts';

describe('a frame', () => {
  it.each([0, 125, 126, 65_535, 65_536, 300_000])('of %i bytes is what a WebSocket client reads', async (length) => {
    const message = Uint8Array.from({ length }, (_, index) => index % 251);
    expect(messageOf(frameOf(message))).toEqual(Buffer.from(message));

    const http = createServer();
    const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
    sockets.on('connection', (ws, request) => {
      const wire = wireOf(ws, request.socket);
      wire.write([frameOf(message), frameOf(Uint8Array.of(1))], () => wire.close(1000, 'done'));
    });
    await once(http.listen(0, '127.0.0.1'), 'listening');
    const client = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`);
    const got: Buffer[] = [];
    client.on('message', (data: Buffer) => got.push(data));
    await once(client, 'close');
    expect(got).toEqual([Buffer.from(message), Buffer.of(1)]);
    sockets.close();
    http.close();
    await once(http, 'close');
  });
});

/** A wire in the hand of a test. */
class HandWire implements Wire {
  readonly isOpen = true;
  readonly unsent = 0;
  readonly writes: Uint8Array[][] = [];
  events!: WireEvents;
  pings = 0;
  wasCut = false;
  write(frames: readonly Frame[]): void {
    this.writes.push(frames.map(messageOf));
  }
  pause(): void {}
  resume(): void {}
  ping(): void {
    this.pings += 1;
  }
  close(): void {}
  cut(): void {
    this.wasCut = true;
  }
  listen(events: WireEvents): void {
    this.events = events;
  }
}

describe('a document socket', () => {
  let clock: number;
  let store: GatedStore;
  let server: TestServer;
  beforeEach(async () => {
    clock = 1_000_000;
    store = gate(openMemory().store);
    server = await startServer({ store, now: () => clock, limits: { heartbeat: 1 } });
  });
  afterEach(() => server.stop());

  it('[FR9] writes once for all that is said to it in one turn', async () => {
    const writer = await RawClient.join(server.url, claimsOf('anna'));
    const wire = new HandWire();
    server.sync.open(wire, claimsOf('bo'), DOCUMENT);
    wire.events.message(step1Message(Uint8Array.of(0)), true);
    wire.events.message(step2Message(Uint8Array.of(0, 0)), true);
    wire.events.message(encodeSaved(0), true);
    await writer.heard();
    store.shut();
    wire.writes.length = 0;
    for (const letter of 'abc') writer.type(letter);
    wire.events.message(encodeSaved(1), true);
    await writer.arrived();
    store.open();
    writer.saved(1);
    await writer.next('saved');
    const said = wire.writes.map((messages) => messages.map((message) => hear(message).type));
    // The first commit held one update and the question, the second what came meanwhile.
    expect(said.flat().filter((type) => type === 'update')).toHaveLength(3);
    expect(said.length).toBeLessThanOrEqual(3);
  });

  it('[FR10] is cut when it answers no ping, and its states end', async () => {
    const [here, gone] = [
      await RawClient.join(server.url, claimsOf('anna')),
      await RawClient.join(server.url, claimsOf('bo')),
    ];
    gone.aware(7, 1, { person: 'bo' });
    await here.next('awareness');
    gone.ws.pause(); // reads nothing any more, so it answers nothing
    let ended = false;
    while (server.connections.total('document') === 2) {
      clock += SYNC_LIMITS.silence + 1;
      const { states } = await here.next('awareness'); // a keep-alive, or the end of a state
      ended ||= states.some(({ client, json }) => client === 7 && json === 'null');
    }
    expect(ended).toBe(true);
    gone.ws.terminate();
  });

  it('[FR10] stays while it answers, however long it says nothing', async () => {
    const quiet = await RawClient.join(server.url, claimsOf('anna'));
    for (let minute = 0; minute < 8; minute += 1) {
      clock += SYNC_LIMITS.silence + 1;
      await quiet.next('awareness'); // the keep-alive, and the ping behind it
      await quiet.heard();
    }
    expect(server.connections.total('document')).toBe(1);
  });
});
