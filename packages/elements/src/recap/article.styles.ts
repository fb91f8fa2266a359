import { css } from 'lit';

/** How a saved session reads, on the screen and on paper. Goes with `richText`. */
export const articleStyles = css`
  .sections {
    display: grid;
    gap: 28px;
    min-inline-size: 0;
  }

  .sections > p {
    max-inline-size: 68ch;
  }

  section > h4 {
    margin: 0 0 6px;
    font-size: var(--_size-small);
    font-weight: 600;
    color: var(--_muted);
  }

  section > ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .row {
    display: grid;
    grid-template-columns: 20px minmax(0, 1fr) fit-content(45%);
    gap: 0 8px;
    padding-block: 5px;
    overflow-wrap: anywhere;
  }

  /* In the order of its own letters, beside its sign. */
  .row .text {
    unicode-bidi: plaintext;
    text-align: -webkit-match-parent; /* Chromium */
    text-align: match-parent;
    max-inline-size: 68ch;
  }

  .sign {
    display: grid;
    place-items: center;
    block-size: calc(1.5 * var(--_size));
    color: var(--_muted);
  }

  .sign svg.icon {
    inline-size: 15px;
    block-size: 15px;
  }

  .sign.good {
    color: var(--_good);
  }

  .end,
  .below {
    font-size: var(--_size-small);
    line-height: calc(1.5 * var(--_size));
    color: var(--_muted);
  }

  .end {
    text-align: end;
  }

  .below {
    grid-column: 2 / -1;
  }

  /* An item with what was written about it: a block of its own. */
  .row.item {
    padding-block: 8px 12px;
  }

  .row.item + .row.item {
    border-block-start: 1px solid var(--_line);
    padding-block-start: 14px;
  }

  .item > h5 {
    margin: 0;
    font-size: calc(var(--_size) * 1.0667);
    font-weight: 600;
    line-height: 1.4;
    text-wrap: balance;
  }

  .item > .about {
    grid-column: 2 / -1;
    margin-block-start: 8px;
  }

  .alone {
    margin: 0;
  }

  /* Below the title of an item, headings of the notes are smaller than it. */
  .rich-text.reading [data-level='1'],
  .rich-text.reading [data-level='2'] {
    font-size: calc(var(--_size) * 1.0667);
  }

  .rich-text.reading [data-level='3'] {
    font-size: var(--_size);
  }

  .addendum {
    padding-block: 8px;
  }

  .addendum + .addendum {
    border-block-start: 1px solid var(--_line);
  }

  .addendum .lines {
    margin: 2px 0 0;
    max-inline-size: 68ch;
    font-size: calc(var(--_size) * 1.0667);
    line-height: 1.65;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    unicode-bidi: plaintext;
    text-align: start;
  }

  @container (inline-size < 480px) {
    .row {
      grid-template-columns: 20px minmax(0, 1fr);
    }

    .end {
      grid-column: 2;
      text-align: start;
    }

    .item > .about {
      grid-column: 1 / -1;
    }
  }
`;
