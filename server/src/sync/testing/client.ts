/** A client that speaks the wire by hand: it sends exactly the bytes of a test, and hands over what comes, one by one. */
import { once } from 'node:events';
import {
  encodeSaved,
  MESSAGE_AWARENESS,
  MESSAGE_QUERY_AWARENESS,
  MESSAGE_REFUSED,
  MESSAGE_SAVED,
  MESSAGE_STATE,
  MESSAGE_SYNC,
  readRefused,
  readSaved,
  readState,
} from '@fireside/protocol';
import * as decoding from 'lib0/decoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import type { TicketClaims } from '../../auth/claims.ts';
import {
  awarenessMessage,
  readAwareness,
  step1Message,
  step2Message,
  updateMessage,
  type AwarenessState,
} from '../frames.ts';
import { DOCUMENT, protocolsOf } from './server.ts';

export type Heard =
  | { type: 'step-1'; bytes: Uint8Array }
  | { type: 'step-2'; bytes: Uint8Array }
  | { type: 'update'; bytes: Uint8Array }
  | { type: 'awareness'; states: AwarenessState[] }
  | { type: 'saved'; version: number }
  | { type: 'refused'; version: number; code: string }
  | { type: 'state'; state: string | null };

export function hear(data: Uint8Array): Heard {
  const decoder = decoding.createDecoder(data);
  const type = decoding.readVarUint(decoder);
  if (type === MESSAGE_SYNC) {
    const step = (['step-1', 'step-2', 'update'] as const)[decoding.readVarUint(decoder)]!;
    return { type: step, bytes: decoding.readVarUint8Array(decoder) };
  }
  if (type === MESSAGE_AWARENESS)
    return { type: 'awareness', states: readAwareness(decoding.readVarUint8Array(decoder)) };
  if (type === MESSAGE_SAVED) return { type: 'saved', version: readSaved(decoder) };
  if (type === MESSAGE_REFUSED) return { type: 'refused', ...readRefused(decoder) };
  if (type === MESSAGE_STATE) return { type: 'state', state: readState(decoder) };
  throw new Error(`The server said ${type}.`);
}

export class RawClient {
  readonly ws: WebSocket;
  readonly doc = new Y.Doc();
  /** The close code and its reason. */
  readonly closed: Promise<[code: number, reason: string]>;
  readonly #heard: Heard[] = [];
  #probe = Math.floor(Math.random() * 2 ** 31);
  #wake: () => void = () => undefined;

  constructor(url: string, claims: TicketClaims, document = DOCUMENT) {
    this.ws = new WebSocket(`${url}/${document}`, protocolsOf(claims));
    this.ws.on('message', (data: Buffer) => {
      this.#heard.push(hear(data));
      this.#wake();
    });
    this.closed = once(this.ws, 'close').then(([code, reason]) => [code as number, String(reason)]);
  }

  /** Connected, and asked for its step 2 by the server where it may write. */
  static async open(url: string, claims: TicketClaims, document = DOCUMENT): Promise<RawClient> {
    const client = new RawClient(url, claims, document);
    await once(client.ws, 'open');
    if (claims.access[document] === 'rw') await client.next('step-1');
    return client;
  }

  /** The same, and joined: has the document, and has said that it has nothing of its own. */
  static async join(url: string, claims: TicketClaims, document = DOCUMENT): Promise<RawClient> {
    const client = await RawClient.open(url, claims, document);
    await client.ask();
    if (claims.access[document] === 'rw') {
      client.answer();
      await client.next('update'); // its echo
    }
    return client;
  }

  send(...frames: Uint8Array[]): void {
    for (const frame of frames) this.ws.send(frame);
  }

  /** Sends step 1 and takes the step 2. */
  async ask(): Promise<void> {
    this.send(step1Message(Y.encodeStateVector(this.doc)));
    Y.applyUpdate(this.doc, (await this.next('step-2')).bytes);
  }

  /** Answers the server's step 1 with everything. */
  answer(): void {
    this.send(step2Message(Y.encodeStateAsUpdate(this.doc)));
  }

  /** Types into the document; answers the update that was sent. */
  type(text: string): Uint8Array {
    const update = this.edit((doc) => doc.getText('notes').insert(doc.getText('notes').length, text));
    this.send(updateMessage(update));
    return update;
  }

  /** Changes the document without sending anything. */
  edit(change: (doc: Y.Doc) => void): Uint8Array {
    const before = Y.encodeStateVector(this.doc);
    change(this.doc);
    return Y.encodeStateAsUpdate(this.doc, before);
  }

  saved(version: number): void {
    this.send(encodeSaved(version));
  }

  aware(client: number, clock: number, state: unknown): void {
    this.send(awarenessMessage([{ client, clock, json: JSON.stringify(state) }]));
  }

  get text(): string {
    return this.doc.getText('notes').toJSON();
  }

  /** The next thing of this type; what comes before it is dropped. */
  async next<T extends Heard['type']>(type: T): Promise<Extract<Heard, { type: T }>> {
    for (;;) {
      const heard = await this.any();
      if (heard.type === type) return heard as Extract<Heard, { type: T }>;
    }
  }

  /** What is heard until the server has read everything that was sent, which it says without waiting for the disk. */
  async arrived(): Promise<Heard[]> {
    const id = (this.#probe += 1);
    this.aware(id, 1, {});
    this.send(new Uint8Array([MESSAGE_QUERY_AWARENESS]));
    const before: Heard[] = [];
    for (;;) {
      const heard = await this.any();
      if (heard.type === 'awareness' && heard.states.some((state) => state.client === id)) return before;
      before.push(heard);
    }
  }

  /** Everything that was heard before the answer to a question that is asked now: what is not in it was not sent. */
  async heard(): Promise<Heard[]> {
    this.send(step1Message(Y.encodeStateVector(this.doc)));
    const all: Heard[] = [];
    for (;;) {
      const heard = await this.any();
      if (heard.type === 'step-2') return all;
      all.push(heard);
    }
  }

  async close(): Promise<void> {
    this.ws.close();
    await this.closed;
  }

  /** The next thing that is heard. */
  async any(): Promise<Heard> {
    for (;;) {
      const heard = this.#heard.shift();
      if (heard) return heard;
      if (this.ws.readyState === WebSocket.CLOSED) throw new Error('The socket is closed, and nothing more was said.');
      await Promise.race([new Promise<void>((resolve) => (this.#wake = resolve)), this.closed]);
    }
  }
}
