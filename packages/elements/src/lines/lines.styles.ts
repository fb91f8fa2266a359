import { css } from 'lit';

/** Lists of records with a check box, words and something at the end; the same in agenda, goals, promises and wrap-up. */
export const lines = css`
  :host {
    display: block;
  }

  :host([hidden]) {
    display: none;
  }

  .rows {
    display: grid;
    gap: 2px;
  }

  .row {
    display: grid;
    grid-template-columns: 24px minmax(0, 1fr) auto auto;
    gap: 2px 8px;
    align-items: start;
    padding: 7px 8px;
    border-radius: var(--_radius-control);
  }

  /* The words line up with the panel's title, the wash of a chosen row reaches over it. */
  .rows,
  .add {
    margin-inline: -8px;
  }

  .add {
    padding-inline: 8px;
  }

  .title {
    padding-block: 1px;
    font-weight: 500;
    overflow-wrap: anywhere;
    text-wrap: pretty;
  }

  .title[data-editable] {
    cursor: text;
  }

  .done > .title {
    font-weight: 400;
    color: var(--_muted);
    text-decoration: line-through;
    text-decoration-thickness: 1px;
  }

  .end {
    padding-block: 2px;
    font-size: var(--_size-small);
    line-height: calc(1.5 * var(--_size));
    color: var(--_muted);
    white-space: nowrap;
  }

  .more {
    margin-block: -2px;
    margin-inline: -4px -6px;
  }

  .below {
    grid-column: 2 / -1;
    min-inline-size: 0;
  }

  .meta {
    font-size: var(--_size-small);
    color: var(--_muted);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 4px;
    margin-block-start: 4px;
    margin-inline-start: -8px;
  }

  .actions button {
    font-size: var(--_size-small);
    padding-inline: 8px;
    gap: 6px;
  }

  .actions svg.icon {
    inline-size: 16px;
    block-size: 16px;
  }

  .edit {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    grid-column: 2 / -1;
    margin-block: -4px 2px;
  }

  .edit input[type='text'] {
    flex: 1 1 180px;
  }

  .add-line {
    position: relative;
  }

  .add-line button {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 0;
  }

  .add-line:has(button:not([hidden])) input {
    padding-inline-end: calc(var(--_target) + 4px);
  }

  .line-problem {
    margin-block-start: 6px;
    font-size: var(--_size-small);
    color: var(--_danger);
  }

  .empty {
    color: var(--_muted);
    text-wrap: pretty;
  }
`;
