import { css } from 'lit';
import { inks } from './inks.ts';

/**
 * For the elements of the saved notes: what a page of the host prints of them with the browser's own command. Lists and
 * buttons are for a screen; what is read stays, black on white.
 */
export const printStyles = css`
  @media print {
    :host {
      ${inks}
      /* What is contained is not broken over pages. */
      container-type: normal !important;
    }

    button,
    .button,
    input[type='search'],
    [role='tablist'],
    [data-screen-only] {
      display: none !important;
    }

    input[type='checkbox']::before {
      background: none !important;
    }

    :is(h1, h2, h3, h4, h5, h6) {
      break-after: avoid;
    }

    :is(p, li) {
      orphans: 3;
      widows: 3;
    }

    /* Grids that go over a page's end push their rows into each other: what is long stands in blocks. */
    article,
    .columns,
    .sections {
      display: block !important;
    }

    :is(article, .columns, .sections) > * {
      margin-block-end: 20px;
    }

    .row:not(.item) {
      break-inside: avoid;
    }
  }
`;
