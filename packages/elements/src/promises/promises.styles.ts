import { css } from 'lit';

export const promisesStyles = css`
  :host {
    container-type: inline-size;
  }

  section {
    display: grid;
    gap: 8px;
  }

  /* Beside a long promise, who and until when would leave it no room. */
  @container (inline-size < 460px) {
    .row {
      grid-template-columns: 24px minmax(0, 1fr) auto;
    }

    .row > .end {
      grid-area: 2 / 2 / auto / -1;
      padding: 0;
      white-space: normal;
    }

    .row > .more {
      grid-area: 1 / 3;
    }
  }

  .due {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-block-start: 8px;
  }

  .edit .due {
    flex-basis: 100%;
    margin: 0;
  }

  .due label {
    display: grid;
    gap: 2px;
    flex: 1 1 120px;
    font-size: var(--_size-small);
    color: var(--_muted);
  }

  .due :is(select, input) {
    color: var(--_text);
    padding-inline: 8px;
  }

  details {
    font-size: var(--_size-small);
  }

  summary {
    color: var(--_muted);
    cursor: pointer;
    min-block-size: 24px;
    padding-block: 2px;
    border-radius: 4px;
  }
`;
