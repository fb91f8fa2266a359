import { addItem, readAgenda } from '@fireside/protocol';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createScratch, derivedClientId } from './made.ts';

const target = { tenant: 'default', name: 'session/s2' };

describe('what the server writes', () => {
  it('has a clientID of its own per document, source and item, the same on every server', () => {
    const id = derivedClientId(target, 's1', 'i1');
    expect(id).toBe(derivedClientId({ ...target }, 's1', 'i1'));
    const others = [
      derivedClientId({ ...target, tenant: 'acme' }, 's1', 'i1'),
      derivedClientId({ ...target, name: 'session/s3' }, 's1', 'i1'),
      derivedClientId(target, 's1', 'i2'),
      derivedClientId(target, 's1i1', ''),
    ];
    expect(new Set([id, ...others]).size).toBe(5);
    expect(id).toBeLessThan(2 ** 32);
  });

  it('is one update that leaves the document alone, and that Yjs ignores the second time', () => {
    const doc = new Y.Doc();
    addItem(doc, { title: 'Of a person', author: 'anna' });
    const before = Y.encodeStateVector(doc);
    const made = createScratch(target, doc).make('s1', 'i1', (copy) => {
      addItem(copy, { title: 'Carried', author: null });
      addItem(copy, { title: 'In the same update', author: null });
    });
    expect(Y.encodeStateVector(doc)).toEqual(before);
    for (let i = 0; i < 3; i++) Y.applyUpdate(doc, made.bytes);
    expect(readAgenda(doc).map((item) => item.title)).toEqual(['Of a person', 'Carried', 'In the same update']);
    expect([...doc.store.clients.keys()]).toContain(derivedClientId(target, 's1', 'i1'));
  });

  it('builds on what was made before it', () => {
    const doc = new Y.Doc();
    const scratch = createScratch(target, doc);
    const made = ['a', 'b'].map((item) =>
      scratch.make('s1', item, (copy) => {
        addItem(copy, { title: `${readAgenda(copy).length}`, author: null });
      }),
    );
    for (const { bytes } of made) Y.applyUpdate(doc, bytes);
    expect(readAgenda(doc).map((item) => item.title)).toEqual(['0', '1']);
  });

  it('is the empty update where there was nothing to write', () => {
    const made = createScratch(target, new Y.Doc()).make('s1', 'i1', () => undefined);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, made.bytes);
    expect(doc.store.clients.size).toBe(0);
  });
});
