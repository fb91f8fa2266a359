import { css } from 'lit';

/** The two columns, and the one that is left where there is no room for two. */
export const reviewStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }

  :host([hidden]) {
    display: none;
  }

  section {
    display: grid;
    grid-template-columns: minmax(280px, 344px) minmax(0, 1fr);
    min-block-size: max(320px, 100%);
  }

  .column {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
  }

  .head {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
    padding: 16px 12px 0;
  }

  .reading {
    min-inline-size: 0;
    border-inline-start: 1px solid var(--_line);
  }

  /* The list stays beside what is read, however long that is, and scrolls by itself. */
  section:not([data-single]) .column {
    position: sticky;
    inset-block-start: 0;
    align-self: start;
    max-block-size: 100dvh;
  }

  section:not([data-single]) .list {
    overflow-y: auto;
    scroll-padding-block-start: 40px;
  }

  section[data-single] {
    display: block;
  }

  section[data-single] .reading {
    border: 0;
  }

  section[data-open] .column,
  section[data-single]:not([data-open]) .reading {
    display: none;
  }

  section[data-single] .head {
    max-inline-size: 344px; /* as wide as the column, so that nothing jumps */
  }

  section[data-place='promises'] .list {
    max-inline-size: 820px;
  }

  .back {
    margin: 12px 8px 0;
  }

  .tabs {
    display: flex;
    flex-wrap: wrap; /* large text */
    border-block-end: 1px solid var(--_line);
  }

  .tabs button {
    flex: 0 1 auto;
    padding-inline: 12px;
    border: 0;
    border-radius: 0;
    background: none;
    color: var(--_muted);
  }

  .tabs button:focus-visible {
    outline-offset: -3px;
  }

  .tabs button[aria-selected='true'] {
    color: var(--_accent);
    box-shadow: inset 0 -2px var(--_accent);
  }

  .box {
    position: relative;
    display: flex;
    align-items: center;
  }

  .box svg.icon {
    position: absolute;
    inset-inline-start: 11px;
    color: var(--_muted);
    pointer-events: none;
  }

  .box input[type='search'] {
    appearance: none;
    padding-inline-start: 38px;
  }

  .box:has(button) input[type='search'] {
    padding-inline-end: 72px;
  }

  /* "Clear" says it in words. */
  .box input::-webkit-search-cancel-button {
    display: none;
  }

  .box button {
    position: absolute;
    inset-inline-end: 4px;
  }

  .narrowing {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin-block-start: 8px;
  }

  .narrowing select {
    flex: 1 1 30%;
    inline-size: auto;
    min-inline-size: 0;
    padding-inline: 8px 2px;
    font-size: var(--_size-small);
    text-overflow: ellipsis;
  }

  /* What is chosen is read in full: where three have no room beside each other, one stands below. */
  @supports (field-sizing: content) {
    .narrowing select {
      flex-basis: auto;
      min-inline-size: min-content;
      max-inline-size: 100%;
      field-sizing: content;
    }
  }

  .answer {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 12px;
    align-items: center;
  }

  @container (inline-size < 760px) {
    .tabs button {
      flex: 1;
      min-block-size: 44px;
    }

    section[data-single] .head {
      max-inline-size: none;
    }
  }

  @media (forced-colors: active) {
    .tabs button[aria-selected='true'] {
      background: Highlight;
      color: HighlightText;
    }
  }

  @media print {
    .head,
    section:is([data-open], [data-place='sessions'], :not([data-single])) .column,
    .back,
    .answer {
      display: none;
    }

    section:not([data-single]) {
      display: block;
    }

    .reading {
      border: 0;
    }
  }
`;
