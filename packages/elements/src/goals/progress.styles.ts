import { css } from 'lit';

export const progressStyles = css`
  :host {
    display: block;
  }

  :host([hidden]) {
    display: none;
  }

  p,
  ul {
    margin: 0;
    padding: 0;
  }

  .heading,
  ul {
    font-size: var(--_size-small);
  }

  ul {
    list-style: none;
  }

  .heading {
    color: var(--_muted);
  }

  .goal {
    margin-block-start: 4px;
    font-weight: 500;
  }

  .goal,
  .words {
    unicode-bidi: isolate;
    overflow-wrap: anywhere;
  }

  .entry {
    padding-inline-start: 12px;
  }

  .day {
    color: var(--_muted);
    white-space: nowrap;
  }
`;
