import type { ReactiveController, ReactiveElement } from 'lit';
import { arrange, type Box } from './arrange.ts';

/**
 * Puts the tiles of its host where `arrange` says: those with `data-large` large, all others equal. How much room there is
 * says the box in `.budget`: its width is the room's, its height what CSS gives it, in whatever units. Tiles keep their
 * place in the document, or a picture would stop when it moves.
 */
export class TileLayout implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #observer = new ResizeObserver(() => this.#place());
  #box: HTMLElement | null = null;
  #tiles: readonly { readonly element: HTMLElement; readonly large: boolean }[] = [];
  #room = '';

  constructor(host: ReactiveElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  hostUpdated(): void {
    const box = this.#host.renderRoot.querySelector<HTMLElement>('.tiles');
    if (box !== this.#box) this.#observe(box);
    const tiles = [...(box?.querySelectorAll<HTMLElement>('fireside-tile') ?? [])].map((element) => ({
      element,
      large: element.hasAttribute('data-large'),
    }));
    const same = (one: (typeof tiles)[number], index: number): boolean =>
      one.element === this.#tiles[index]?.element && one.large === this.#tiles[index].large;
    if (tiles.length === this.#tiles.length && tiles.every(same)) return;
    this.#tiles = tiles;
    this.#room = '';
    this.#place();
  }

  hostDisconnected(): void {
    this.#observe(null);
  }

  /** The budget, not the box: the box grows by what is placed in it, and would be told of its own growing. */
  #observe(box: HTMLElement | null): void {
    this.#observer.disconnect();
    this.#box = box;
    this.#tiles = [];
    const budget = box?.querySelector('.budget > *');
    if (budget) this.#observer.observe(budget);
  }

  #place(): void {
    const budget = this.#box?.querySelector('.budget > *');
    if (!this.#box || !budget) return;
    const { width, height } = budget.getBoundingClientRect();
    if (this.#room === `${width} ${height}`) return;
    this.#room = `${width} ${height}`;
    const [large, small] = [this.#tiles.filter((one) => one.large), this.#tiles.filter((one) => !one.large)];
    const arranged = arrange({ large: large.length, small: small.length }, Math.floor(width), height);
    this.#box.style.blockSize = `${arranged.height}px`;
    for (const [index, { element }] of large.entries()) put(element, arranged.large[index]);
    for (const [index, { element }] of small.entries()) put(element, arranged.small[index]);
  }
}

/** Narrower than this (px), a tile has small words; narrower than that, few. */
const SMALL = 160;
const TINY = 120;

/**
 * By the object model of CSS, which a strict Content-Security-Policy allows. A tile is told its size: it cannot be a
 * container itself, Chromium 156 gives no boxes to what is in a container that was measured before its first layout.
 */
function put(tile: HTMLElement, box: Box | undefined): void {
  if (!box) return;
  tile.style.insetInlineStart = `${box.x}px`;
  tile.style.insetBlockStart = `${box.y}px`;
  tile.style.inlineSize = `${box.width}px`;
  tile.style.blockSize = `${box.height}px`;
  tile.style.setProperty('--_tile-size', `${box.width}px`);
  tile.toggleAttribute('small', box.width < SMALL);
  tile.toggleAttribute('tiny', box.width < TINY);
}
