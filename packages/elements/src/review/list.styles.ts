import { css } from 'lit';

/** Rows of the list and of what was found. */
export const listStyles = css`
  .list {
    display: flex;
    flex-direction: column;
    gap: 12px;
    min-block-size: 0;
    padding: 12px;
  }

  /* Blocks, because the rows of a grid are measured again whenever one of thousands comes into view. */
  .months > * + * {
    margin-block-start: 12px;
  }

  .results > * + * {
    margin-block-start: 16px;
  }

  .list :is(.months, .results) h3 {
    padding: 4px 13px; /* the rows below have a line around them */
    font-size: var(--_size-small);
    line-height: 1.5;
    color: var(--_muted);
  }

  .months h3 {
    position: sticky;
    inset-block-start: -12px;
    z-index: 1;
    background: var(--_surface);
  }

  section[data-single] .months h3 {
    inset-block-start: 0;
  }

  .list .results h3 {
    color: var(--_text);
    font-size: inherit;
    font-weight: 600;
  }

  .months li {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 68px;
  }

  .row,
  .hit {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    justify-items: start;
    justify-content: stretch;
    gap: 0;
    inline-size: 100%;
    min-block-size: var(--_target);
    padding: 8px 12px;
    border: 1px solid transparent;
    border-radius: var(--_radius-control);
    background: none;
    color: inherit;
    text-align: start;
    text-decoration: none;
    font-weight: 400;
    line-height: 1.5;
    user-select: text;
  }

  /* Rows are painted one by one, and cut what stands out of them. */
  .row:focus-visible,
  .hit:focus-visible {
    outline-offset: -2px;
  }

  @media (hover: hover) {
    a:is(.row, .hit):hover,
    button:is(.row, .hit):hover:not(:disabled) {
      background: color-mix(in oklab, transparent, var(--_text) 5%);
    }
  }

  .row.row[aria-current='true'],
  .hit.hit[aria-current='true'] {
    background: var(--_wash);
  }

  .day {
    display: flex;
    flex-wrap: wrap;
    gap: 0 8px;
    align-items: baseline;
    inline-size: 100%;
  }

  .day strong {
    font-weight: 600;
  }

  .tag {
    padding: 0 7px;
    border: 1px solid color-mix(in oklab, var(--_accent), transparent 55%);
    border-radius: 999px;
    font-size: calc(var(--_size-small) * 0.93);
    font-weight: 500;
    color: var(--_accent);
  }

  .line,
  .snippet {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    overflow-wrap: anywhere;
    font-size: var(--_size-small);
    color: var(--_muted);
  }

  .snippet {
    -webkit-line-clamp: 3;
    inline-size: 100%;
    color: var(--_text);
  }

  .kind {
    display: inline-flex;
    gap: 4px;
    align-items: center;
    font-size: calc(var(--_size-small) * 0.93);
    color: var(--_muted);
  }

  .kind svg.icon {
    inline-size: 14px;
    block-size: 14px;
  }

  .more {
    font-size: var(--_size-small);
    color: var(--_muted);
  }

  mark {
    border-radius: 3px;
    background: var(--_mark);
    color: inherit;
  }

  .take-along {
    align-self: end;
    margin-block: -4px -8px;
  }

  .news {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
    align-items: center;
    padding: 10px 12px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-control);
    font-size: var(--_size-small);
  }

  .news p {
    padding-block-end: 2px;
    font-weight: 500;
    inline-size: 100%;
  }

  .news button {
    font-size: inherit;
  }

  .count {
    padding-inline: 13px;
  }

  .earlier {
    align-self: start;
    margin-inline-start: 12px;
  }

  .message {
    display: grid;
    gap: 8px;
    padding: 24px 12px;
    color: var(--_muted);
    text-wrap: pretty;
  }

  .message strong {
    font-weight: 600;
    color: var(--_text);
    overflow-wrap: anywhere;
  }

  .problem {
    display: grid;
    gap: 8px;
    justify-items: start;
    padding: 16px 12px;
  }

  [aria-busy='true'] .results {
    opacity: 0.7;
  }

  @media (forced-colors: active) {
    .row[aria-current='true'],
    .hit[aria-current='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }

    mark {
      forced-color-adjust: none;
      background: Mark;
      color: MarkText;
    }
  }
`;
