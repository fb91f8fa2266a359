import { css } from 'lit';

export const editorStyles = css`
  :host {
    display: grid;
    grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
    gap: 4px;
    container-type: inline-size;
  }

  :host([hidden]) {
    display: none;
  }

  .place {
    position: relative;
    display: grid;
  }

  .page {
    position: relative;
    display: grid;
    min-block-size: 160px;
    padding-block: 16px;
  }

  .ProseMirror {
    position: relative;
    outline: none;
    caret-color: var(--_accent);
    font-variant-ligatures: none;
    min-block-size: 100%;
  }

  /* The text itself shows the focus by its caret; a line at the side helps who looks for it. */
  .page:has(.ProseMirror:focus-visible)::before {
    content: '';
    position: absolute;
    inset-block: 16px;
    inset-inline-start: -10px;
    inline-size: 2px;
    border-radius: 1px;
    background: var(--_accent);
  }

  @media (forced-colors: active) {
    .page:has(.ProseMirror:focus-visible)::before {
      background: Highlight;
    }
  }

  .ProseMirror[data-empty]::before {
    content: attr(data-empty);
    position: absolute;
    inset-block-start: 0;
    inset-inline: 0;
    color: var(--_muted);
    pointer-events: none;
  }

  .ProseMirror > .ProseMirror-gapcursor,
  .ProseMirror-separator {
    display: none;
  }

  .caret {
    --_caret: #1d4ed8;

    position: relative;
    margin-inline: -1px;
    border-inline-start: 2px solid light-dark(var(--_caret), color-mix(in oklab, var(--_caret), white 45%));
    word-break: normal;
    pointer-events: none;
  }

  .caret-name {
    position: absolute;
    inset-block-end: 1.35em;
    inset-inline-start: -2px;
    padding: 0 6px;
    border-radius: 4px 4px 4px 0;
    background: var(--_caret);
    color: #ffffff;
    font:
      500 11px / 1.5 system-ui,
      sans-serif;
    font-style: normal;
    white-space: nowrap;
    user-select: none;
  }

  .caret-name:dir(rtl) {
    border-radius: 4px 4px 0;
  }

  .selection {
    background: color-mix(in oklab, transparent, var(--_other) 22%);
  }

  @media (forced-colors: active) {
    .caret {
      border-color: Highlight;
    }

    .caret-name {
      border: 1px solid CanvasText;
    }
  }

  .notice {
    margin-block-end: 12px;
    align-self: start;
  }

  /* What a line becomes with Enter; before the words, for behind them an empty line has a break. */
  .ProseMirror p[data-pending]::before {
    float: inline-end;
    margin-inline-start: 12px;
    font-size: var(--_size-small);
    color: var(--_accent);
    unicode-bidi: isolate;
  }

  .ProseMirror p[data-pending='takeaway']::before {
    content: var(--_pending-takeaway);
  }

  .ProseMirror p[data-pending='decision']::before {
    content: var(--_pending-decision);
  }

  .ProseMirror p[data-pending='promise']::before {
    content: var(--_pending-promise);
  }

  .ProseMirror p[data-pending='item']::before {
    content: var(--_pending-item);
  }

  .ProseMirror p[data-became]::after {
    content: var(--_word);
  }

  .ProseMirror p[data-became='takeaway'] {
    --_word: var(--_became-takeaway);
  }

  .ProseMirror p[data-became='decision'] {
    --_word: var(--_became-decision);
  }

  .ProseMirror p[data-became='promise'] {
    --_word: var(--_became-promise);
  }

  .ProseMirror p[data-became='item'] {
    --_word: var(--_became-item);
  }

  .choices {
    position: absolute;
    z-index: 2;
    inline-size: max-content;
    max-inline-size: 100%;
    max-block-size: 320px;
    overflow: auto;
    padding: 4px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-control);
    background: var(--_raised);
    box-shadow: 0 8px 24px rgb(0 0 0 / 18%);
  }

  [role='option'] {
    display: flex;
    flex-wrap: wrap;
    gap: 0 10px;
    align-items: center;
    min-block-size: var(--_target);
    padding: 4px 12px 4px 8px;
    border-radius: calc(var(--_radius-control) - 2px);
    cursor: pointer;
    overflow-wrap: anywhere;
  }

  [role='option'][aria-selected='true'] {
    background: var(--_wash);
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }

  .sign {
    display: grid;
    inline-size: 18px;
    color: var(--_muted);
  }

  .says {
    font-size: var(--_size-small);
    color: var(--_muted);
  }

  /* Who wrote what: each has a line of their own kind below their words, and the names stand above the block. */
  .written {
    text-decoration: underline 2px solid var(--_other);
    text-underline-offset: 4px;
    text-decoration-skip-ink: none;
  }

  .written-1 {
    text-decoration: underline 2px dashed var(--_accent);
  }

  .written-2 {
    text-decoration: underline 2px dotted var(--_good);
  }

  .written-3 {
    text-decoration: underline 3px double var(--_other);
  }

  .written-4 {
    text-decoration: underline 2px wavy var(--_accent);
  }

  .written-5 {
    text-decoration: underline 1px solid var(--_muted);
  }

  .ProseMirror [data-writers]::before {
    content: attr(data-writers);
    /* A block of its own that takes no line through it from a task that is done. */
    display: inline-block;
    inline-size: 100%;
    font-size: var(--_size-small);
    font-weight: 400;
    line-height: 1.3;
    color: var(--_muted);
    unicode-bidi: isolate;
  }
`;
