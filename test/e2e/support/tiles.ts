import { expect as expectOf } from '@playwright/test';
import type { Someone } from './people.ts';

interface Shown {
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

/** The tiles of the call, in their order. */
const tilesOf = ({ page }: Someone): Promise<Shown[]> =>
  page.locator('.tiles fireside-tile').evaluateAll((tiles) =>
    tiles.map((tile) => {
      const { width, height } = tile.getBoundingClientRect();
      return { name: tile.shadowRoot?.querySelector('[role=img]')?.ariaLabel?.split(/ \(|, /)[0] ?? '', width, height };
    }),
  );

/** Each sees each, once, in tiles of one size; oneself first. `expect`: one with a patience of its own. */
export async function expectTiles(people: readonly Someone[], expect = expectOf): Promise<void> {
  const names = people.map(({ name }) => name).toSorted();
  for (const who of people) {
    await expect
      .poll(async () => (await tilesOf(who)).map(({ name }) => name).toSorted(), { message: `${who.name} sees` })
      .toEqual(names);
    const [own, ...others] = await tilesOf(who);
    expect(own?.name).toBe(who.name);
    for (const { name, width, height } of others) {
      expect(Math.abs(width - own!.width), `${name} at ${who.name}'s`).toBeLessThanOrEqual(1);
      expect(Math.abs(height - own!.height), `${name} at ${who.name}'s`).toBeLessThanOrEqual(1);
    }
  }
}
