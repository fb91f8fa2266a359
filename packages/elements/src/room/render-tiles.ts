import type { CallSnapshot, Tile } from '@fireside/client';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { backSoonIcon, hideIcon, pinIcon, unpinIcon } from '../icons/call.ts';
import { noteOf } from './call-words.ts';

export interface TilesOptions {
  readonly call: CallSnapshot;
  /** The tile that this person has made large for themselves. */
  readonly pinned: string | null;
  readonly selfView: boolean;
  readonly pin: (tile: string | null) => void;
  readonly hideSelf: () => void;
}

/** What is shown as tiles, in the port's order: the own shared screen is not, it would show itself for ever. */
function shownTiles(call: CallSnapshot, selfView: boolean): readonly Tile[] {
  return call.tiles.filter((tile) => !tile.self || (tile.kind === 'camera' && selfView));
}

/** What is large: what is pinned, else the screens that others share. */
function largeTiles(tiles: readonly Tile[], pinned: string | null): readonly Tile[] {
  const own = tiles.filter((tile) => tile.id === pinned);
  return own.length > 0 ? own : tiles.filter((tile) => tile.kind === 'screen');
}

export function renderTiles(options: TilesOptions): TemplateResult {
  const tiles = shownTiles(options.call, options.selfView);
  const large = largeTiles(tiles, options.pinned);
  return html`<div class="tiles" ?data-large=${large.length > 0}>
    <div class="budget" aria-hidden="true"><div></div></div>
    ${repeat(
      tiles,
      (tile) => tile.id,
      (tile) =>
        html`<fireside-tile call ?data-large=${large.includes(tile)} .tile=${tile} .note=${noteOf(tile, options.call)}
          >${tile.away ? html`<span slot="sign" class="sign">${backSoonIcon}</span>` : nothing}
          <div class="tile-actions">${renderActions(tile, tiles.length, options)}</div></fireside-tile
        >`,
    )}
  </div>`;
}

function renderActions(tile: Tile, count: number, { pinned, pin, hideSelf }: TilesOptions): TemplateResult {
  const isPinned = tile.id === pinned;
  return html`${
    tile.self
      ? html`<button class="icon-only hide" aria-label=${msg('Hide my picture from me')} @click=${hideSelf}>
          ${hideIcon}
        </button>`
      : nothing
  }${
    count > 1 || isPinned
      ? html`<button
          class="icon-only"
          aria-label=${isPinned ? msg(str`Unpin ${nameOf(tile)}`) : msg(str`Pin ${nameOf(tile)}, for me only`)}
          @click=${() => pin(isPinned ? null : tile.id)}
        >
          ${isPinned ? unpinIcon : pinIcon}
        </button>`
      : nothing
  }`;
}

function nameOf(tile: Tile): string {
  return tile.kind === 'screen' ? msg(str`Screen of ${tile.name}`) : tile.name;
}
