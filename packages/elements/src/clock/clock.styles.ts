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
  }

  .next > span {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    unicode-bidi: isolate;
  }

  .buttons > .stop {
    margin-inline-start: auto;
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
