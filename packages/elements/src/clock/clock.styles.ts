import { css } from 'lit';

export const clockStyles = css`
  :host {
    display: block;
  }

  :host(:state(empty)) {
    display: none !important;
  }

  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
    padding: 10px 12px 12px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-control);
    background: var(--_raised);
  }

  /* One button or one sentence alone needs no frame around it. */
  section:not(:has(> :nth-child(2))) {
    padding: 0;
    border: 0;
    background: none;
  }

  /* It takes the focus only when the last button goes. */
  section:focus {
    outline: none;
  }

  .item {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    align-items: baseline;
    justify-content: space-between;
  }

  /* A long one is cut: it stands in full in the agenda. */
  .title {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    flex: 0 1 auto;
    min-inline-size: 0;
    font-weight: 600;
    overflow-wrap: anywhere;
    text-wrap: pretty;
    text-align: -webkit-match-parent; /* Chromium */
    text-align: match-parent;
  }

  .number {
    text-wrap: balance;
  }

  progress {
    appearance: none;
    display: block;
    inline-size: 100%;
    block-size: 6px;
    border: 0;
    border-radius: 3px;
    overflow: hidden;
    background: color-mix(in oklab, var(--_line), var(--_edge) 30%);
  }

  progress::-webkit-progress-bar {
    background: color-mix(in oklab, var(--_line), var(--_edge) 30%);
  }

  progress::-webkit-progress-value {
    background: var(--_accent);
  }

  progress::-moz-progress-bar {
    background: var(--_accent);
  }

  .told {
    display: flex;
    gap: 8px;
    align-items: start;
  }

  .told svg.icon {
    margin-block-start: 2px;
  }

  .told > span {
    min-inline-size: 0;
    overflow-wrap: anywhere;
    text-wrap: pretty;
  }

  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 6px 8px;
    align-items: center;
  }

  .next {
    flex: 1 1 180px;
    justify-content: start;
    min-inline-size: 0;
    padding-inline: 12px;
    text-align: start;
  }

  /* Cut after its first words, from whichever side they are read. */
  .next > span {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 1;
    min-inline-size: 0;
    overflow: hidden;
    overflow-wrap: anywhere;
    unicode-bidi: isolate;
  }

  .buttons > .stop {
    margin-inline: auto -8px;
  }

  @media (forced-colors: active) {
    section,
    progress {
      border: 1px solid CanvasText;
    }

    progress::-webkit-progress-value {
      background: Highlight;
    }

    progress::-moz-progress-bar {
      background: Highlight;
    }
  }
`;
