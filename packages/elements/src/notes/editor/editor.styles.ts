import { css } from 'lit';

export const editorStyles = css`
  :host {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    gap: 4px;
    container-type: inline-size;
  }

  :host([hidden]) {
    display: none;
  }

  .bars {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    background: var(--_surface);
    border-block-end: 1px solid var(--_line);
    padding-block-end: 6px;
  }

  .tools {
    position: relative;
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    align-items: center;
    justify-content: space-between;
    margin-inline: -6px;
  }

  [role='toolbar'] {
    display: flex;
    flex-wrap: wrap;
    gap: 2px;
  }

  .tools button {
    min-inline-size: var(--_target-small);
  }

  .tools button.icon-only {
    inline-size: 32px;
  }

  .tools button[aria-pressed='true'] {
    background: var(--_wash);
    color: var(--_accent);
  }

  .worded {
    font-size: var(--_size-small);
    gap: 6px;
  }

  @container (inline-size < 620px) {
    .word {
      display: none;
    }
  }

  @container (inline-size < 400px) {
    [role='toolbar'] {
      gap: 0;
    }

    @media (pointer: fine) {
      .tools button.icon-only,
      .tools .worded {
        inline-size: 30px;
        padding: 0;
      }
    }
  }

  .end {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 4px;
  }

  .end > button,
  .item-menu > button {
    font-size: var(--_size-small);
  }

  .mirrored {
    display: contents;
  }

  .mirrored svg {
    scale: -1 1;
  }

  .item-menu > button {
    gap: 4px;
  }

  .item-menu > button svg {
    inline-size: 14px;
    block-size: 14px;
  }

  [role='menu'] {
    position: absolute;
    inset-block-start: calc(100% + 4px);
    inset-inline-end: 0;
    z-index: 2;
    display: grid;
    inline-size: max-content;
    max-inline-size: min(360px, 100%);
    max-block-size: 320px;
    overflow: auto;
    padding: 4px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-control);
    background: var(--_raised);
    box-shadow: 0 8px 24px rgb(0 0 0 / 18%);
  }

  [role='menu'] button {
    justify-content: start;
    text-align: start;
    color: var(--_text);
    font-weight: 400;
    overflow-wrap: anywhere;
  }

  .link-form {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    padding-block-start: 6px;
  }

  .link-form input {
    flex: 1 1 200px;
    inline-size: auto;
  }

  .link-form .line-problem {
    flex-basis: 100%;
    font-size: var(--_size-small);
    color: var(--_danger);
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
`;
