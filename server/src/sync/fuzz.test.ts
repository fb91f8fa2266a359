/** Noise of all kinds, from a seed that a failure prints. */
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { openMemory } from '../storage/memory.ts';
import { step2Message, updateMessage } from './frames.ts';
import { RawClient } from './testing/client.ts';
import { claimsOf, startServer, storedText } from './testing/server.ts';

/** mulberry32, by Tommy Ettinger (public domain): 32 bits of state are enough to repeat a failure. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function realUpdate(): Uint8Array {
  const doc = new Y.Doc();
  doc.getText('other').insert(0, 'some text that was really written');
  doc.getText('other').format(3, 5, { bold: true });
  doc.getText('other').delete(1, 4);
  doc.getMap('map').set('key', new Y.Map([['a', 1]]));
  doc.getMap('map').set('key', ['b', null, { c: 2 }]);
  return Y.encodeStateAsUpdate(doc);
}

describe('noise', () => {
  const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

  it(
    `hurts nobody else: no crash, no lost word, a log that opens (FUZZ_SEED=${seed})`,
    { timeout: 30_000 },
    async () => {
      const random = randomFrom(seed);
      const { store } = openMemory();
      const server = await startServer({ store });
      const honest = await RawClient.join(server.url, claimsOf('bo', { role: 'mentee' }));
      const real = realUpdate();
      const mutated = (): Uint8Array => {
        const bytes = real.slice();
        for (let times = 1 + random(3); times > 0; times -= 1) bytes[random(bytes.length)] = random(256);
        return random(5) === 0 ? bytes.slice(0, random(bytes.length)) : bytes;
      };
      const noise = (): Uint8Array => Uint8Array.from({ length: random(40) }, () => random(random(2) === 0 ? 5 : 256));
      let typed = '';
      for (let round = 0; round < 150; round += 1) {
        const noisy = await RawClient.open(server.url, claimsOf('anna'));
        for (let count = 0; count < 5; count += 1) {
          const frame = [updateMessage(mutated()), step2Message(mutated()), noise(), Buffer.from([0, ...noise()])][
            random(4)
          ]!;
          noisy.send(frame);
        }
        typed += `${round} `;
        honest.type(`${round} `);
        noisy.ws.close();
        await noisy.closed;
      }
      honest.saved(1);
      await honest.next('saved');
      const fresh = await RawClient.join(server.url, claimsOf('cy'));
      expect(fresh.text).toBe(typed);
      expect(await storedText(store)).toBe(typed);
      expect((await store.load({ tenant: 'default', name: 'session/one' })).quarantined).toEqual([]);
      expect(server.log.events).not.toContain('document-failed');
      await server.stop();
    },
  );
});
