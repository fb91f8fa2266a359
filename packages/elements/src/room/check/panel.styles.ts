import { css } from 'lit';

export const panelStyles = css`
  :host {
    display: block;
    min-inline-size: 0;
    container-type: inline-size;
  }

  section {
    display: grid;
    gap: 12px;
    overflow-wrap: anywhere;
  }

  h3:focus {
    outline-offset: 4px;
  }

  ul {
    display: grid;
    gap: 8px;
  }

  /* The sign, then the name and what came of it; in a narrow box one below the other. */
  li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: 2px 10px;
    align-items: baseline;
  }

  li svg.icon {
    align-self: start;
    margin-block-start: 2px;
    color: var(--_muted);
  }

  li.ok svg.icon {
    color: var(--_good);
  }

  li.failed svg.icon,
  li.failed .outcome {
    color: var(--_danger);
    font-weight: 500;
  }

  li p {
    grid-column: 2 / -1;
  }

  li.not-set-up,
  .outcome {
    color: var(--_muted);
  }

  .outcome {
    text-align: end;
  }

  .host {
    overflow-wrap: anywhere;
  }

  li.running svg.icon {
    animation: turn 1.6s linear infinite;
  }

  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 12px;
    align-items: center;
  }

  textarea {
    direction: ltr;
    font-family: ui-monospace, monospace;
    white-space: pre;
  }

  @container (max-width: 15em) {
    .outcome {
      grid-column: 2 / -1;
      text-align: start;
    }
  }
`;
