/** How an article stands on paper: black on white in the system's fonts, whatever the page's theme is. */
import { css } from 'lit';
import { inks } from './inks.ts';

/**
 * Of the document: margins, and what stands in them. A browser without margin boxes (CSS Paged Media 3 section 5) leaves
 * those empty. `title` stands above every page but the first, which begins with its own.
 */
export function pageCss(title: string): string {
  return `
@page {
  margin: 20mm 18mm 22mm;

  @top-center {
    content: ${cssString(title)};
    font: 9pt system-ui, sans-serif;
    color: #444;
  }

  @bottom-center {
    content: counter(page) " / " counter(pages);
    font: 9pt system-ui, sans-serif;
    color: #444;
  }
}

@page :first {
  @top-center {
    content: none;
  }
}

:root {
  color-scheme: only light;
  background: #fff;
}

body {
  margin: 0;
}
`;
}

// eslint-disable-next-line no-control-regex -- the point is to find them
const UNSAFE = /["\\<\u0000-\u001f\u007f]/g;

/** A string of CSS (CSS Syntax 3 section 4.3.5): no sign of it ends the string. */
function cssString(text: string): string {
  const escaped = text.toWellFormed().replace(UNSAFE, (sign) => `\\${sign.charCodeAt(0).toString(16)} `);
  return `"${escaped}"`;
}

/** Of the article; comes after its own styles, which are made for a screen. */
export const paperStyles = css`
  :host {
    ${inks}
    --_size: 10.5pt;

    display: block;
    max-inline-size: none;
    font-family: system-ui, sans-serif !important;
    color: #000 !important;
  }

  /* Room is the page's, whatever box this stood in. */
  article {
    max-inline-size: none;
    padding: 0;
  }

  .rich-text {
    max-inline-size: none;
  }

  /* Grids that go over a page's end push their rows into each other: what is long stands in blocks. */
  .sections {
    display: block;
  }

  .sections > * {
    margin-block: 0 18pt;
  }

  button,
  .button,
  input[type='search'],
  [data-screen-only] {
    display: none;
  }

  /* Backgrounds are printed only where somebody asks for them: a tick stands on none. */
  input[type='checkbox']::before {
    background: none !important;
  }

  /* A heading stands with what it is about. */
  :is(h1, h2, h3, h4, h5, h6) {
    break-after: avoid;
    break-inside: avoid;
  }

  :is(p, li, blockquote) {
    orphans: 3;
    widows: 3;
  }

  /* Rows, and list items of a line or two, stay in one piece; an item with paragraphs may go on. */
  :is(.row, tr, figure, li:not(:has(p + *, ul, ol))) {
    break-inside: avoid;
  }

  /* No line of a list is alone on its page. */
  .rich-text li:first-child:not(:only-child) {
    break-after: avoid;
  }

  .rich-text li:last-child:not(:only-child) {
    break-before: avoid;
  }

  thead {
    display: table-header-group;
  }

  a {
    color: inherit;
  }

  /* Nobody can press paper. */
  a[href]:not([data-spelled-out])::after {
    content: ' (' attr(href) ')';
    font-size: 0.85em;
    color: var(--_muted);
    overflow-wrap: anywhere;
    unicode-bidi: isolate;
  }
`;
