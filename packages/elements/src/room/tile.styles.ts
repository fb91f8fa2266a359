import { css } from 'lit';

export const tileStyles = css`
  :host {
    display: block;
    min-inline-size: 0;
  }

  .tile {
    position: relative;
    display: grid;
    place-items: center;
    aspect-ratio: 16 / 10;
    overflow: hidden;
    border-radius: var(--_radius);
    background: var(--_tile);
    color: var(--_on-tile);
  }

  .screen {
    aspect-ratio: 16 / 9;
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
    font-size: clamp(16px, 9cqi, 44px);
    font-weight: 500;
    letter-spacing: 0.02em;
  }

  :host {
    container-type: inline-size;
  }

  .name {
    position: absolute;
    inset-block-end: 8px;
    inset-inline-start: 8px;
    max-inline-size: calc(100% - 16px);
    display: flex;
    gap: 4px;
    align-items: center;
    padding: 2px 8px;
    border-radius: 6px;
    background: rgb(0 0 0 / 68%);
    font-size: var(--_size-small);
    white-space: nowrap;
  }

  .name b {
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

  .connection {
    position: absolute;
    inset-block-start: 8px;
    inset-inline: 8px;
    justify-self: center;
    inline-size: fit-content;
    max-inline-size: 100%;
    margin-inline: auto;
    padding: 2px 8px;
    border-radius: 6px;
    background: rgb(0 0 0 / 68%);
    font-size: var(--_size-small);
  }

  /* Drawn above the picture, inside the tile: the area stays the same for everybody. */
  .speaking::after {
    content: '';
    position: absolute;
    inset: 0;
    border: 3px solid var(--_accent);
    border-radius: inherit;
    box-shadow: inset 0 0 0 1px var(--_tile);
    pointer-events: none;
  }

  [hidden] {
    display: none;
  }

  @media (forced-colors: active) {
    .tile {
      border: 1px solid CanvasText;
    }

    .speaking::after {
      border-color: Highlight;
    }
  }
`;
