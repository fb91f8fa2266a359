import { css } from 'lit';

export const sinceStyles = css`
  :host(:focus) {
    outline: none;
  }

  section {
    display: grid;
    gap: 4px;
    margin-block-end: 16px;
    padding: 10px 12px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-control);
  }

  ul {
    list-style: disc;
    padding-inline-start: 1.2em;
  }

  li + li {
    margin-block-start: 4px;
  }

  li::marker {
    color: var(--_muted);
  }

  li > span {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    overflow: hidden;
    overflow-wrap: anywhere;
  }

  li > button.quiet {
    margin-inline-start: -8px; /* its words begin where the others do */
    color: var(--_accent);
  }

  li:focus {
    outline: none;
  }

  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
    justify-content: end;
  }

  .buttons > .quiet {
    margin-inline-end: auto;
    margin-inline-start: -8px;
  }
`;
