/** One document under load: what its writers send, and who has received what. Everything that arrives is checked here. */
import * as Y from 'yjs';
import { IN_NOTES, TEXT, TOKEN_LENGTH, token, typing } from './writing.ts';

/** How many updates of each writer of a document one client has received, in order. */
export type Received = Uint32Array;

export class LoadDocument {
  readonly number: number;
  /** By writer: the updates, and when each was sent (ms of `performance.now`). */
  readonly updates: readonly (readonly Uint8Array[])[];
  readonly sentAt: readonly Float64Array[];
  /** By writer: how many were sent. */
  readonly sent: Uint32Array;
  /** By writer: Yjs' number of them. */
  readonly #clients: readonly number[];
  /** Clocks of a writer before their first letter. */
  readonly #before: number;

  constructor(number: number, writers: number, updatesEach: number, inNotes = false) {
    this.number = number;
    this.#before = inNotes ? IN_NOTES : 0;
    const typed = Array.from({ length: writers }, (_, writer) => typing(number, writer, updatesEach, inNotes));
    this.updates = typed.map(({ updates }) => updates);
    this.#clients = typed.map(({ client }) => client);
    this.sentAt = this.updates.map(({ length }) => new Float64Array(length));
    this.sent = new Uint32Array(writers);
  }

  get writers(): number {
    return this.updates.length;
  }

  /** Notes what an incremental update brings; calls `arrived` for each token that is new to the receiver. @throws where it is wrong */
  take(bytes: Uint8Array, received: Received, arrived: (writer: number, index: number) => void): void {
    // An update as it was sent: nearly all are. Its last bytes are the token and an empty delete set.
    const writer = digits(bytes, bytes.length - 1 - TOKEN_LENGTH + 5, 3);
    const index = digits(bytes, bytes.length - 1 - TOKEN_LENGTH + 9, 5);
    const sent = this.updates[writer]?.[index];
    if (sent && sameBytes(sent, bytes)) return this.#one(writer, index, received, arrived);
    for (const [by, at] of this.#tokensOf(bytes)) this.#one(by, at, received, arrived);
  }

  /** Notes what a whole state (a step 2) brings: of that, anything may be known already. */
  takeState(bytes: Uint8Array, received: Received): void {
    for (const [writer, index] of this.#tokensOf(bytes)) {
      if (index >= received[writer]!) this.#one(writer, index, received, () => undefined);
    }
  }

  /** Writer and index of every token in an update that somebody has merged. @throws on what was not written here like that */
  #tokensOf(update: Uint8Array): [writer: number, index: number][] {
    const tokens: [number, number][] = [];
    for (const struct of Y.decodeUpdate(update).structs) {
      if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) continue;
      const { str } = struct.content;
      const { client, clock } = struct.id;
      const writer = this.#clients.indexOf(client);
      for (let at = 0; at < str.length; at += TOKEN_LENGTH) {
        const index = (clock - this.#before + at) / TOKEN_LENGTH;
        if (str.slice(at, at + TOKEN_LENGTH) !== token(this.number, writer, index)) {
          throw new Error(`Document ${this.number} has text that nobody wrote there.`);
        }
        tokens.push([writer, index]);
      }
    }
    return tokens;
  }

  #one(writer: number, index: number, received: Received, arrived: (writer: number, index: number) => void): void {
    if (index >= this.sent[writer]!) throw new Error(`Document ${this.number} has a token that nobody sent.`);
    if (index !== received[writer]) {
      throw new Error(
        `Document ${this.number}: token ${index} of writer ${writer} came where ${received[writer]} was due.`,
      );
    }
    received[writer] = index + 1;
    arrived(writer, index);
  }

  /** The text that everybody must see once all that was sent has arrived. */
  text(): string {
    const doc = new Y.Doc();
    this.updates.forEach((updates, writer) => {
      for (const update of updates.slice(0, this.sent[writer])) Y.applyUpdate(doc, update);
    });
    const text = doc.getText(TEXT).toString();
    doc.destroy();
    return text;
  }
}

function digits(bytes: Uint8Array, from: number, count: number): number {
  let number = 0;
  for (let at = from; at < from + count; at += 1) number = number * 10 + (bytes[at] ?? 0) - 48;
  return number;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false;
  return true;
}
