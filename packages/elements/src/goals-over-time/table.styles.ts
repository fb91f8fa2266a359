import { css } from 'lit';

/** Of `renderTable`. */
export const tableStyles = css`
  table {
    inline-size: 100%;
    border-collapse: collapse;
    text-align: start;
  }

  th,
  td {
    padding-block: 6px;
    padding-inline: 0 12px;
    text-align: start;
    vertical-align: top;
    border-block-end: 1px solid var(--_line);
  }

  :is(th, td):last-child {
    padding-inline-end: 0;
  }

  thead th {
    font-size: var(--_size-small);
    font-weight: 600;
    color: var(--_muted);
  }

  .goal th {
    padding-block: 20px 8px;
    font-weight: 400;
  }

  .goal p {
    color: var(--_muted);
    overflow-wrap: anywhere;
  }

  td {
    font-size: var(--_size-small);
  }

  /* Its first line stands where the row's does. */
  td .session-link {
    margin-block: -3px;
  }

  @media (pointer: coarse) {
    td .session-link {
      margin-block: 0;
    }
  }

  .when {
    white-space: nowrap;
  }

  .what {
    unicode-bidi: isolate;
    overflow-wrap: anywhere;
    margin-inline-end: 6px;
  }

  @container over-time (max-width: 420px) {
    .when {
      white-space: normal;
    }
  }

  @media print {
    tr {
      break-inside: avoid;
    }
  }
`;
