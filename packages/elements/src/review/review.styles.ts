import { css } from 'lit';

export const reviewStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    min-block-size: 320px;
  }

  :host([hidden]) {
    display: none;
  }

  section {
    display: grid;
    grid-template-columns: minmax(240px, 320px) minmax(0, 1fr);
    min-block-size: inherit;
  }

  .list {
    display: flex;
    flex-direction: column;
    gap: 12px;
    padding: 16px 12px;
    border-inline-end: 1px solid var(--_line);
    min-inline-size: 0;
  }

  .list ul {
    display: grid;
    gap: 2px;
  }

  .list li button {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    justify-items: start;
    justify-content: start;
    gap: 0;
    inline-size: 100%;
    padding: 10px 12px;
    border-color: transparent;
    background: none;
    text-align: start;
    font-weight: 400;
    line-height: 1.5;
  }

  .list li button[aria-current='true'] {
    background: var(--_wash);
  }

  .list strong {
    font-weight: 600;
  }

  .line {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    overflow-wrap: anywhere;
    font-size: var(--_size-small);
    color: var(--_muted);
  }

  .reading {
    min-inline-size: 0;
  }

  .answer {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 12px;
    align-items: center;
    margin: 0 44px 28px;
  }

  .back {
    display: none;
  }

  .message {
    padding: 24px 12px;
    color: var(--_muted);
    text-wrap: pretty;
  }

  .problem {
    padding: 16px 12px;
  }

  @container (inline-size < 760px) {
    section {
      display: block;
    }

    .list {
      border: 0;
    }

    section[data-open] .list,
    section:not([data-open]) .reading {
      display: none;
    }

    .back {
      display: inline-flex;
      margin: 12px 12px 0;
    }

    .answer {
      margin-inline: 12px;
    }
  }

  @media (forced-colors: active) {
    .list li button[aria-current='true'] {
      outline: 2px solid Highlight;
    }
  }
`;
