import { css } from 'lit';

export const promiseRowsStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }

  section,
  .group {
    display: grid;
    gap: 8px;
  }

  section {
    gap: 16px;
  }

  h3 {
    font-size: var(--_size);
  }

  li {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 16px;
    justify-content: space-between;
    padding-block: 8px;
    border-block-start: 1px solid var(--_line);
  }

  /* What people wrote keeps its direction to itself. */
  .text,
  .meta {
    unicode-bidi: isolate;
    overflow-wrap: anywhere;
  }

  .text {
    flex: 1 1 16em;
    min-inline-size: 0;
    min-block-size: 24px;
  }

  .meta {
    font-size: var(--_size-small);
    line-height: calc(1.5 * var(--_size));
    color: var(--_muted);
  }

  summary {
    inline-size: fit-content;
    min-block-size: 24px;
    padding-block: 2px;
    border-radius: 4px;
    font-size: var(--_size-small);
    color: var(--_muted);
    cursor: pointer;
  }

  details[open] > summary {
    margin-block-end: 8px;
  }

  .problem {
    display: grid;
    gap: 8px;
    justify-items: start;
  }

  .group > button {
    justify-self: start;
  }

  @media (pointer: coarse) {
    summary,
    a.text {
      min-block-size: 44px;
      align-content: center;
    }
  }
`;
