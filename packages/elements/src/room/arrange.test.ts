import { describe, expect, it } from 'vitest';
import { arrange, type Box } from './arrange.ts';

const WIDTHS = [320, 360, 640, 768, 1024, 1440];
const HEIGHTS = [200, 420, 700];

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

describe('tiles of a call', () => {
  for (const width of WIDTHS) {
    it(`are equal, apart and inside, in ${width} px`, () => {
      for (const height of HEIGHTS) {
        for (const large of [0, 1, 2]) {
          for (let small = large === 0 ? 1 : 0; small <= 6; small += 1) {
            const arranged = arrange({ large, small }, width, height);
            const all = [...arranged.large, ...arranged.small];
            expect(all).toHaveLength(large + small);
            for (const group of [arranged.large, arranged.small]) {
              expect(new Set(group.map((box) => `${box.width} ${box.height}`)).size).toBeLessThanOrEqual(1);
            }
            for (const [index, box] of all.entries()) {
              expect(box.x).toBeGreaterThanOrEqual(0);
              expect(box.x + box.width).toBeLessThanOrEqual(width);
              expect(box.y + box.height).toBeLessThanOrEqual(arranged.height);
              expect(box.width).toBeGreaterThanOrEqual(72);
              for (const other of all.slice(index + 1)) expect(overlap(box, other)).toBe(false);
            }
          }
        }
      }
    });
  }

  it('keep within the height where faces stay recognisable', () => {
    for (const width of WIDTHS) {
      for (let small = 1; small <= 6; small += 1) {
        expect(arrange({ large: 0, small }, width, 420).height).toBeLessThanOrEqual(420);
      }
    }
  });

  it('are as large as they can be: beside each other in a wide box, one above the other in a tall one', () => {
    const rows = (width: number, height: number): number =>
      new Set(arrange({ large: 0, small: 2 }, width, height).small.map((box) => box.y)).size;
    expect(rows(1000, 400)).toBe(1);
    expect(rows(360, 700)).toBe(2);
  });

  it('have the size of two for one who is alone', () => {
    const [alone] = arrange({ large: 0, small: 1 }, 760, 400).small;
    const [first] = arrange({ large: 0, small: 2 }, 760, 400).small;
    expect([alone?.width, alone?.height]).toEqual([first?.width, first?.height]);
  });

  it('make a strip beside what is large where that leaves more for it, else below', () => {
    const beside = arrange({ large: 1, small: 2 }, 1000, 420);
    expect(beside.small[0]!.x).toBeGreaterThan(beside.large[0]!.x + beside.large[0]!.width);
    const below = arrange({ large: 1, small: 2 }, 360, 600);
    expect(below.small[0]!.y).toBeGreaterThanOrEqual(below.large[0]!.height);
    expect(below.large[0]!.width).toBe(360);
  });
});
