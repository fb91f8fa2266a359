import { css } from 'lit';

export const tileStyles = css`
  :host {
    display: block;
    position: relative;
    min-inline-size: 0;
    aspect-ratio: 16 / 10;
  }

  .tile {
    position: relative;
    display: grid;
    place-items: center;
    block-size: 100%;
    overflow: hidden;
    border-radius: var(--_radius);
    background: var(--_tile);
    color: var(--_on-tile);
  }

  video {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
  }

  .mirrored {
    transform: scaleX(-1);
  }

  .avatar {
    display: grid;
    place-items: center;
    block-size: 44%;
    aspect-ratio: 1;
    border-radius: 50%;
    background: rgb(255 255 255 / 14%);
    font-size: clamp(14px, calc(var(--_tile-size, 320px) * 0.09), 44px);
    font-weight: 500;
    letter-spacing: 0.02em;
  }

  .name {
    position: absolute;
    inset-block-end: 8px;
    inset-inline-start: 8px;
    max-inline-size: calc(100% - 16px);
    display: flex;
    gap: 6px;
    align-items: center;
    padding: 2px 8px;
    border-radius: 6px;
    background: rgb(0 0 0 / 68%);
    font-size: var(--_size-small);
    white-space: nowrap;
  }

  .name b {
    min-inline-size: 0;
    font-weight: 500;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .name svg {
    inline-size: 14px;
    block-size: 14px;
    flex: none;
    fill: none;
    stroke: currentcolor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .note {
    position: absolute;
    inset-block-start: 8px;
    inset-inline: 8px;
    inline-size: fit-content;
    margin-inline: auto;
    padding: 2px 8px;
    border-radius: 6px;
    background: rgb(0 0 0 / 68%);
    font-size: var(--_size-small);
    line-height: 1.35;
    text-align: center;
  }

  /* Drawn above the picture, inside the tile: the area stays the same for everybody. Not faded: that costs frames. */
  .tile::after {
    content: '';
    position: absolute;
    inset: 0;
    border: 3px solid var(--_accent);
    border-radius: inherit;
    box-shadow: inset 0 0 0 1px var(--_tile);
    visibility: hidden;
    pointer-events: none;
  }

  /* A white screen on a white page has an edge. */
  .tile::before {
    content: '';
    position: absolute;
    inset: 0;
    z-index: 1;
    border: 1px solid rgb(128 128 128 / 35%);
    border-radius: inherit;
    pointer-events: none;
  }

  .speaking::after {
    visibility: visible;
  }

  [hidden],
  :host([bare]) .name,
  :host(:not([tiny])) .short,
  :host([tiny]) .you {
    display: none;
  }

  :host([small]) .name {
    inset-block-end: 4px;
    inset-inline-start: 4px;
    max-inline-size: calc(100% - 8px);
    padding: 0 5px;
    gap: 4px;
    font-size: calc(var(--_size) * 0.75);
  }

  :host([small]) .name svg {
    inline-size: 12px;
    block-size: 12px;
  }

  :host([small]) .note {
    inset-block-start: 4px;
    inset-inline: 4px;
    padding: 0 5px;
    font-size: calc(var(--_size) * 0.75);
  }

  /* Above its name, not behind it. */
  :host([tiny]) .avatar {
    margin-block-end: 14px;
  }

  /* No room for both: the words stay. */
  :host([tiny]) .avatar:has(~ .note) {
    visibility: hidden;
  }

  @media (forced-colors: active) {
    .tile {
      border: 1px solid CanvasText;
    }

    .tile::after {
      display: none;
    }

    .speaking::after {
      display: block;
      border-color: Highlight;
    }
  }
`;
