import { css } from 'lit';

/** How notes look, the same while they are written and when they are read. */
export const richText = css`
  .rich-text {
    font-size: calc(var(--_size) * 1.0667);
    line-height: 1.65;
    max-inline-size: 68ch;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }

  .rich-text.reading {
    white-space: normal;
  }

  .rich-text.reading :is(p, h3, h4, h5, h6) {
    white-space: pre-wrap;
  }

  .rich-text > :first-child {
    margin-block-start: 0;
  }

  .rich-text > :last-child {
    margin-block-end: 0;
  }

  .rich-text :is(p, h3, h4, h5, h6, li, blockquote) {
    unicode-bidi: plaintext;
    text-align: start;
  }

  .rich-text p {
    margin-block: 0 12px;
  }

  .rich-text :is(h3, h4, h5, h6) {
    font-weight: 600;
    line-height: 1.35;
    margin-block: 20px 6px;
    text-wrap: balance;
  }

  .rich-text [data-level='1'] {
    font-size: calc(var(--_size) * 1.3333);
  }

  .rich-text [data-level='2'] {
    font-size: calc(var(--_size) * 1.1333);
  }

  .rich-text [data-level='3'] {
    font-size: var(--_size);
  }

  .rich-text :is(ul, ol) {
    list-style: revert;
    margin-block: 0 12px;
    padding-inline-start: 24px;
  }

  .rich-text ul {
    list-style-type: disc;
  }

  .rich-text li > p {
    margin-block-end: 4px;
  }

  .rich-text li > :is(ul, ol) {
    margin-block-end: 4px;
  }

  .rich-text ul[data-type='taskList'] {
    list-style: none;
    padding-inline-start: 0;
  }

  .rich-text ul[data-type='taskList'] > li {
    display: flex;
    gap: 8px;
  }

  .rich-text ul[data-type='taskList'] > li > label {
    flex: none;
    user-select: none;
  }

  .rich-text ul[data-type='taskList'] > li > label input {
    margin-block-start: 2px;
    vertical-align: top;
  }

  .rich-text ul[data-type='taskList'] > li > div {
    flex: 1;
    min-inline-size: 0;
  }

  .rich-text li > div > p {
    margin-block-end: 4px;
  }

  .rich-text li[data-checked='true'] > div > p {
    color: var(--_muted);
    text-decoration: line-through;
    text-decoration-thickness: 1px;
  }

  .rich-text blockquote {
    margin: 0 0 12px;
    padding-inline-start: 14px;
    border-inline-start: 3px solid var(--_line);
    color: var(--_muted);
  }

  .rich-text blockquote > :last-child {
    margin-block-end: 0;
  }

  .rich-text code {
    font-family: ui-monospace, monospace;
    font-size: 0.9em;
    padding: 1px 4px;
    border-radius: 4px;
    background: color-mix(in oklab, transparent, var(--_text) 8%);
  }

  /* What a line became: a word at its end, or below it where there is no room. */
  .rich-text p:is([data-became], :has(> .became)) {
    display: flow-root;
  }

  .rich-text p[data-became]::after,
  .rich-text .became {
    float: inline-end;
    margin-inline-start: 12px;
    padding: 0 8px;
    border: 1px solid var(--_line);
    border-radius: 999px;
    font-size: var(--_size-small);
    line-height: 1.4;
    white-space: nowrap;
    color: var(--_muted);
    unicode-bidi: isolate;
  }
`;
