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
    /* How far the target of a small button reaches out of a line of words: into the padding of the row. */
    --_reach: calc((var(--_target-small) - 24px) / 2);

    display: grid;
    grid-template-columns: 24px minmax(0, 1fr) auto auto;
    gap: 2px 8px;
    align-items: start;
    padding: max(7px, var(--_reach)) 8px;
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

  /* The drawn box, not its target, stands where the words of the panel begin. */
  .row > input[type='checkbox'] {
    margin-inline-start: -3px;
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
    margin-block: calc(-1 * var(--_reach));
    margin-inline: 0 max(-8px, calc(-4px - var(--_reach)));
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
    container: actions / inline-size;
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

  /* They go to the next line together. */
  .signs {
    display: flex;
    flex-wrap: wrap;
    gap: inherit;
  }

  /* Where there is no room for every word, the usual signs speak for themselves. */
  @container actions (max-width: 600px) {
    .word {
      display: none;
    }

    button:has(> .word) {
      min-inline-size: var(--_target-small);
    }
  }

  /* What is folded away: what was kept before, an older history. */
  summary {
    color: var(--_muted);
    cursor: pointer;
    inline-size: fit-content;
    min-block-size: 24px;
    padding-block: 2px;
    border-radius: 4px;
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
