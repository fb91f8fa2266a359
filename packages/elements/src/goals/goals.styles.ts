import { css } from 'lit';

export const goalsStyles = css`
  section {
    display: grid;
    gap: 8px;
  }

  /* What is said of a goal stands below its words, which need the line for themselves. */
  section > .rows > .row {
    grid-template-columns: 24px minmax(0, 1fr) auto;
  }

  .let-go > .title {
    font-weight: 400;
    color: var(--_muted);
  }

  progress {
    appearance: none;
    display: block;
    inline-size: 100%;
    block-size: 6px;
    margin-block: 4px 2px;
    border: 0;
    border-radius: 3px;
    overflow: hidden;
    background: var(--_line);
  }

  progress::-webkit-progress-bar {
    background: var(--_line);
  }

  progress::-webkit-progress-value {
    background: var(--_accent);
    border-radius: 3px;
    transition: inline-size 200ms;
  }

  progress::-moz-progress-bar {
    background: var(--_accent);
    border-radius: 3px;
  }

  /* What people wrote keeps its direction to itself. */
  .title,
  .words,
  .event {
    unicode-bidi: isolate;
    overflow-wrap: anywhere;
  }

  .history,
  .history ul {
    grid-template-columns: minmax(0, 1fr);
  }

  .history {
    display: grid;
    gap: 6px;
    margin-block-start: 12px;
    font-size: var(--_size-small);
  }

  .history > ul,
  .history details > ul {
    display: grid;
    gap: 6px;
    padding-inline-start: 12px;
    border-inline-start: 2px solid var(--_line);
  }

  .history details > ul {
    margin-block-start: 4px;
  }

  .entry .event::first-letter {
    text-transform: uppercase;
  }

  .entry s {
    color: var(--_muted);
  }

  .entry .meta {
    display: flex;
    flex-wrap: wrap;
    column-gap: 8px;
    align-items: center;
  }

  /* As in the lines of words of the agenda. */
  .entry .meta button {
    font-size: inherit;
    font-weight: 400;
    min-block-size: 24px;
    margin-block: -2px;
    padding: 0;
    border: 0;
    border-radius: 4px;
    text-decoration: underline;
    text-decoration-color: var(--_edge);
    text-underline-offset: 3px;
  }

  .entry .edit {
    margin: 0;
  }

  .history .add {
    margin: 0;
    padding: 0;
  }

  .history .add input {
    font-size: var(--_size-small);
    min-block-size: 32px;
  }

  .steps {
    display: grid;
    gap: 4px;
    margin-block-start: 4px;
  }

  .steps .row {
    grid-template-columns: 24px minmax(0, 1fr) auto;
    padding: max(3px, var(--_reach)) 0;
  }

  .steps .title {
    font-weight: 400;
  }

  .steps .row > span:last-child:not(.title) {
    display: flex;
    margin-block: calc(-1 * var(--_reach));
    margin-inline-end: max(-8px, calc(-4px - var(--_reach)));
  }

  .steps .add {
    margin: 0;
    padding: 0;
  }

  .steps .add input {
    font-size: var(--_size-small);
    min-block-size: 32px;
  }

  fireside-promises {
    margin-block-start: 12px;
  }

  fireside-promises[owed] {
    margin-block: 0 12px;
  }

  @media (forced-colors: active) {
    progress {
      border: 1px solid CanvasText;
    }

    progress::-webkit-progress-value {
      background: Highlight;
    }
  }
`;
