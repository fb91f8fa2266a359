import * as Y from 'yjs';
import { beforeEach, describe, expect, it } from 'vitest';
import { LoadDocument, type Received } from './document.ts';
import { typing } from './writing.ts';

const DOCUMENT = 7;

describe('what a raw client receives', () => {
  let document: LoadDocument;
  let received: Received;
  let arrived: string[];
  const take = (update: Uint8Array): void =>
    document.take(update, received, (writer, index) => arrived.push(`${writer}:${index}`));
  const sent = (writer: number, index: number): Uint8Array => document.updates[writer]![index]!;

  beforeEach(() => {
    document = new LoadDocument(DOCUMENT, 2, 5);
    document.sent.fill(5);
    received = new Uint32Array(2);
    arrived = [];
  });

  it('is about 35 bytes an update, and what it was when it was sent', () => {
    expect(sent(0, 3).length).toBeGreaterThan(30);
    expect(sent(0, 3).length).toBeLessThan(45);
    for (const index of [0, 1, 2]) take(sent(0, index));
    expect(arrived).toEqual(['0:0', '0:1', '0:2']);
  });

  it('may have been merged on the way', () => {
    take(sent(1, 0));
    take(Y.mergeUpdates([sent(0, 0), sent(0, 1), sent(1, 1)]));
    expect(arrived.toSorted()).toEqual(['0:0', '0:1', '1:0', '1:1']);
  });

  it('may be a whole state of which something is known', () => {
    take(sent(0, 0));
    const doc = new Y.Doc();
    for (const update of [...document.updates[0]!, ...document.updates[1]!]) Y.applyUpdate(doc, update);
    document.takeState(Y.encodeStateAsUpdate(doc), received);
    expect([...received]).toEqual([5, 5]);
    expect(doc.getText('bench').toString()).toBe(document.text());
  });

  it('is found where one is lost, doubled, early or not of this document', () => {
    take(sent(0, 0));
    expect(() => take(sent(0, 2))).toThrow('token 2 of writer 0 came where 1 was due');
    expect(() => take(sent(0, 0))).toThrow('token 0 of writer 0 came where 1 was due');
    document.sent[1] = 0;
    expect(() => take(sent(1, 0))).toThrow('nobody sent');
    const elsewhere = typing(DOCUMENT + 1, 0, 1).updates[0]!;
    expect(() => take(elsewhere)).toThrow('nobody wrote');
  });

  it('is found where a byte of it has changed', () => {
    const changed = sent(0, 0).slice();
    changed[changed.length - 4]! += 1;
    expect(() => take(changed)).toThrow();
  });

  it('is found where the text is right and the rest is not', () => {
    const other = typing(DOCUMENT, 0, 1).updates[0]!; // the same text of another Yjs client
    expect(() => take(other)).toThrow('nobody wrote');
  });
});
