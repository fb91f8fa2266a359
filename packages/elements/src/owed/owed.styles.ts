import { css } from 'lit';

export const owedStyles = css`
  :host {
    container: owed / inline-size;
  }

  section,
  .group {
    display: grid;
    gap: 8px;
  }

  section {
    gap: 24px;
  }

  h3 {
    font-size: var(--_size);
  }

  .row {
    grid-template-columns: 24px minmax(0, 1fr);
    border-block-start: 1px solid var(--_line);
    border-radius: 0;
  }

  .rows {
    gap: 0;
    margin-inline: 0;
  }

  .row {
    padding-inline: 0;
  }

  /* What people wrote keeps its direction to itself. */
  .title {
    unicode-bidi: isolate;
    overflow-wrap: anywhere;
  }

  .meta {
    overflow-wrap: anywhere;
  }

  .group > button {
    justify-self: start;
  }

  .for-other {
    margin-inline-start: -8px;
    font-size: var(--_size-small);
  }

  /* Where there is room it stands at the end of the line. */
  @container owed (min-width: 480px) {
    .row:has(.for-other) {
      grid-template-columns: 24px minmax(0, 1fr) auto;
    }

    .row > .below:has(.for-other) {
      grid-area: 1 / 3 / span 2;
    }

    .row:has(.for-other) > .meta {
      grid-column: 2;
    }

    .for-other {
      margin-inline: 0 -8px;
    }
  }

  .for-other svg.icon {
    inline-size: 16px;
    block-size: 16px;
  }

  summary {
    font-size: var(--_size-small);
  }

  details[open] > summary {
    margin-block-end: 8px;
  }

  @media print {
    /* A container would not be divided among pages. */
    :host {
      container-type: normal;
    }

    input[type='checkbox']::before {
      print-color-adjust: exact;
    }

    .for-other,
    .group > button {
      display: none;
    }

    .row {
      break-inside: avoid;
    }
  }
`;
