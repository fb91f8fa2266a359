import { css } from 'lit';

export const agendaStyles = css`
  section {
    display: grid;
    gap: 8px;
  }

  header {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    align-items: baseline;
    justify-content: space-between;
  }

  /* Before the session this is the thing to do, so its title is one. */
  header.inviting {
    display: block;
  }

  header.inviting h2 {
    font-size: var(--_size-title);
    color: var(--_text);
    line-height: 1.3;
  }

  .inviting p {
    margin-block-start: 4px;
    text-wrap: pretty;
  }

  /* What is dragged and where it would stand are placed in it. */
  .list {
    position: relative;
  }

  .list .row {
    position: relative;
  }

  /* Hundreds of rows: those out of sight are neither styled nor laid out. */
  .long > .row {
    content-visibility: auto;
    contain-intrinsic-block-size: auto
      calc(1.5 * (var(--_size) + var(--_size-small)) + 4px + 2 * max(7px, var(--_reach)));
    overflow-clip-margin: 4px; /* the focus of a button at the row's edge */
  }

  /* What people write has its own direction, and stands where the panel's words stand. */
  .title {
    unicode-bidi: plaintext;
    text-align: -webkit-match-parent; /* Chromium */
    text-align: match-parent;
  }

  .row.now {
    background: var(--_wash);
  }

  .row.now > .title {
    font-weight: 600;
  }

  /* Where nothing can be done, nothing is at its end. */
  .row:not(:has(> .more)) > .end {
    grid-column: 3 / -1;
  }

  .editable-end {
    font: inherit;
    font-size: var(--_size-small);
    line-height: inherit;
    min-block-size: 24px;
    padding: 0 4px;
    margin-block: -2px;
    margin-inline-end: -4px;
  }

  fireside-progress,
  fireside-clock {
    display: block;
  }

  fireside-clock {
    margin-block-end: 4px;
  }

  @media (forced-colors: active) {
    .row.now {
      outline: 2px solid Highlight;
    }
  }
`;
