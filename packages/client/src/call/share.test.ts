import { describe, expect, it } from 'vitest';
import { share } from './share.ts';

describe('share', () => {
  it('answers the previous value where nothing differs', () => {
    const previous = { a: { b: [1, 2, { id: 'x', c: true }] } };
    expect(share(previous, structuredClone(previous))).toBe(previous);
  });

  it('keeps the parts that did not change', () => {
    const previous = { a: { n: 1 }, b: { n: 1 } };
    const shared = share(previous, { a: { n: 1 }, b: { n: 2 } });
    expect(shared).toEqual({ a: { n: 1 }, b: { n: 2 } });
    expect(shared.a).toBe(previous.a);
    expect(shared.b).not.toBe(previous.b);
  });

  it('matches elements with an id wherever they stand', () => {
    const previous = [
      { id: 'x', n: 1 },
      { id: 'y', n: 1 },
    ];
    const shared = share(previous, [
      { id: 'y', n: 1 },
      { id: 'x', n: 2 },
    ]);
    expect(shared[0]).toBe(previous[1]);
    expect(shared[1]).toEqual({ id: 'x', n: 2 });
  });

  it('sees what was added, taken away or replaced by something of another kind', () => {
    expect(share([1, 2], [1])).toEqual([1]);
    expect(share<unknown>({ a: 1, b: 2 }, { a: 1 })).toEqual({ a: 1 });
    expect(share<unknown>({ a: 1 }, { a: [1] })).toEqual({ a: [1] });
    expect(share<unknown>(null, { a: 1 })).toEqual({ a: 1 });
  });

  it('never looks into what is not plain', () => {
    const one = new Date(0);
    const other = new Date(0);
    expect(share({ at: one }, { at: other }).at).toBe(other);
  });
});
