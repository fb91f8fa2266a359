import { css } from 'lit';

export const callStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    align-content: start;
    container: call / inline-size;
  }

  .tiles {
    position: relative;
  }

  .tiles > fireside-tile {
    position: absolute;
    aspect-ratio: auto;
  }

  /* How tall the tiles may be, in px for who measures; it takes no room itself. */
  .budget {
    block-size: 0;
    overflow: clip;
  }

  .budget > div {
    block-size: var(--fireside-faces-size, var(--_faces-size, 70dvh));
    min-block-size: 120px;
  }

  .sign svg {
    inline-size: 60%;
    block-size: 60%;
  }

  .sign {
    display: grid;
    place-items: center;
    inline-size: 100%;
    block-size: 100%;
  }

  .tile-actions {
    position: absolute;
    inset-block-start: 6px;
    inset-inline-end: 6px;
    display: flex;
    gap: 4px;
  }

  .tile-actions button {
    inline-size: var(--_target-small);
    min-block-size: var(--_target-small);
    border: 0;
    border-radius: 6px;
    background: rgb(0 0 0 / 68%);
    color: #fff;
  }

  .tile-actions svg.icon {
    inline-size: 16px;
    block-size: 16px;
  }

  @media (hover: hover) {
    .tile-actions button:hover:not(:disabled, [aria-disabled='true']) {
      background: #000;
    }

    .tile-actions {
      opacity: 0;
      transition: opacity 120ms;
    }

    fireside-tile:hover > .tile-actions,
    .tile-actions:focus-within {
      opacity: 1;
    }
  }

  /* Of a small tile: the settings have it, too. */
  [tiny] .hide {
    display: none;
  }

  .row,
  .controls,
  .words {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
  }

  .controls,
  .words {
    justify-content: center;
  }

  /* However much stands above them, they are at hand. */
  .controls {
    position: sticky;
    inset-block-end: 0;
    z-index: 1;
    padding-block: 4px;
    margin-block: -4px;
    background: var(--_surface);
  }

  .words {
    gap: 0 8px;
    text-align: center;
  }

  .press-to-hear {
    display: grid;
    gap: 4px;
    justify-items: center;
    text-align: center;
  }

  .press-to-hear button {
    inline-size: min(100%, 360px);
    min-block-size: 56px;
    font-size: var(--_size-title);
  }

  .notice > p {
    flex: 1 1 180px;
  }

  .notice > p > strong {
    display: block;
  }

  .notice > .icon-only {
    margin-inline-start: auto;
  }

  .thumbnail {
    inline-size: 88px;
    flex: none;
  }

  .trouble,
  .trouble > [role='alert'] {
    display: grid;
    gap: 8px;
  }

  .trouble {
    overflow-wrap: anywhere;
    text-wrap: pretty;
  }

  /* A code is not broken at its hyphen. */
  .trouble .small > span {
    display: inline-block;
  }

  /* Little room: the sign above its label, all of one size; what is seldom pressed has its name as a hint. */
  @container call (max-width: 879px) {
    .controls {
      gap: 6px;
      align-items: stretch;
    }

    .controls button {
      flex: 1 1 60px;
      flex-direction: column;
      justify-content: center;
      gap: 4px;
      max-inline-size: 9.25em;
      min-block-size: 56px;
      padding: 6px 0;
      font-size: calc(var(--_size) * 0.75);
      line-height: 1.2;
      hyphens: auto;
    }
  }

  /* Five in a row: what is seldom pressed has its name as a hint. Six, in two rows, have all their labels. */
  @container call (max-width: 479px) {
    .controls {
      gap: 4px;
    }

    .controls:not(:has(> :nth-child(6))) .minor {
      flex: none;
      inline-size: 44px;
    }

    .controls:not(:has(> :nth-child(6))) .minor .label {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }

    .controls:has(> :nth-child(6)) {
      display: grid;
      grid-template-columns: repeat(3, minmax(0, 1fr));
    }

    .controls:has(> :nth-child(6)) button {
      max-inline-size: none;
    }
  }

  /* Less than a phone has, and six: a phone cannot share its screen. */
  @container call (max-width: 347px) {
    .controls:has(> :nth-child(6)) {
      grid-template-columns: repeat(6, 44px);
    }

    .controls:has(> :nth-child(6)) button {
      min-block-size: 44px;
    }

    .controls:has(> :nth-child(6)) .label {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }

  @media (forced-colors: active) {
    .tile-actions button {
      border: 1px solid ButtonText;
    }
  }
`;
