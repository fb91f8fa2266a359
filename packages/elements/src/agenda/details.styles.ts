import { css } from 'lit';

/** Of everything in the agenda that comes after its items: preparing, comments, forms, questions, dragging. */
export const detailStyles = css`
  .length,
  .ready,
  .templates [role='group'],
  .answers {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 6px;
    align-items: center;
  }

  .inviting .length {
    margin-block-start: 4px;
    gap: 0 2px;
    align-items: baseline;
  }

  .length > span {
    margin-inline-end: 4px;
  }

  .length button,
  .answers button,
  .templates button {
    font-size: var(--_size-small);
    padding-inline: 10px;
  }

  .length button {
    padding-inline: 6px;
  }

  .length .chosen {
    font-weight: 600;
  }

  .templates {
    display: grid;
    gap: 6px;
    margin-block-start: 4px;
  }

  .ready {
    gap: 4px 12px;
    margin-block-start: 8px;
  }

  .doubt {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    align-items: center;
    margin-block-start: 4px;
    font-size: var(--_size-small);
  }

  .fields {
    display: grid;
    grid-template-columns: 92px minmax(0, 1fr);
    flex: 1 1 100%;
    gap: 8px;
  }

  .add .fields {
    margin-block-start: 8px;
  }

  .fields label {
    display: grid;
    gap: 2px;
    font-size: var(--_size-small);
    color: var(--_muted);
  }

  .fields :is(select, input) {
    font-size: var(--_size);
    color: var(--_text);
  }

  .comments {
    display: grid;
    gap: 8px;
    margin-block: 6px 4px;
    padding-inline-start: 12px;
    border-inline-start: 2px solid var(--_line);
  }

  .comments ul {
    display: grid;
    gap: 6px;
  }

  .comments li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    column-gap: 8px;
  }

  .comments li > p {
    grid-column: 1;
  }

  .comments li > .more {
    grid-area: 1 / 2 / span 2;
    align-self: start;
    margin-block: -4px;
  }

  .comments .who {
    font-weight: 600;
  }

  .comments .said {
    unicode-bidi: plaintext;
    text-align: -webkit-match-parent; /* Chromium */
    text-align: match-parent;
    overflow-wrap: anywhere;
  }

  .comments .add {
    margin-inline: 0;
    padding-inline: 0;
  }

  /* As tall as a target has to be, in a line that is not. */
  .meta .inline {
    min-block-size: 24px;
    margin-block: -3px;
    padding: 0;
    border: 0;
    border-radius: 4px;
    background: none;
    font-size: inherit;
    font-weight: 400;
    color: inherit;
    text-decoration: underline;
    text-decoration-color: var(--_edge);
    text-underline-offset: 3px;
  }

  .unreadable > .title {
    grid-column: 2 / 4;
    font-weight: 400;
  }

  /* In the gutter of the panel, where it takes no room from the words. */
  .grip {
    position: absolute;
    inset-block: 0;
    inset-inline-start: -6px;
    inline-size: 12px;
    display: grid;
    place-items: start center;
    padding-block-start: calc(4px + max(7px, var(--_reach)));
    color: var(--_muted);
    cursor: grab;
    touch-action: none;
    user-select: none;
    -webkit-user-select: none;
  }

  .grip svg.icon {
    inline-size: 16px;
    block-size: 16px;
    stroke-width: 2.4;
  }

  @media (hover: hover) {
    .grip {
      opacity: 0;
    }

    .row:is(:hover, :focus-within) > .grip {
      opacity: 1;
    }
  }

  /* A finger needs more of it. */
  @media (pointer: coarse) {
    .list .row:has(> .grip) {
      padding-inline-start: 28px;
    }

    .grip {
      inset-inline-start: -5px;
      inline-size: 33px;
    }
  }

  .later {
    display: grid;
    gap: 4px;
    margin-block-start: 12px;
  }

  .later h3 {
    font-size: var(--_size-small);
    color: var(--_muted);
  }

  .later .row {
    grid-template-columns: minmax(0, 1fr) auto auto;
  }

  .later .below {
    grid-column: 1 / -1;
  }

  .later .title {
    font-weight: 400;
  }

  .take-up {
    margin-block: calc(-1 * var(--_reach));
    font-size: var(--_size-small);
  }

  .drop {
    position: absolute;
    z-index: 2;
    inset-inline: 0;
    block-size: 2px;
    margin-block-start: -2px;
    border-radius: 1px;
    background: var(--_accent);
    pointer-events: none;
  }

  .drop::before {
    content: '';
    position: absolute;
    inset-block-start: -3px;
    inset-inline-start: -4px;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: inherit;
  }

  ol[data-dragging] {
    cursor: grabbing;
    user-select: none;
  }

  .row[data-dragged] {
    z-index: 1;
    background: var(--_raised);
    outline: 1px solid var(--_line);
    box-shadow: 0 4px 16px rgb(0 0 0 / 18%);
    opacity: 0.85; /* where it would stand shows through */
  }

  .row[data-dragged] .grip {
    opacity: 1;
    cursor: grabbing;
  }

  @media (forced-colors: active) {
    .drop,
    .drop::before {
      forced-color-adjust: none;
      background: Highlight;
    }
  }
`;
