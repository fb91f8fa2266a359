import { css } from 'lit';

export const promisesStyles = css`
  section {
    display: grid;
    gap: 8px;
  }

  .row {
    grid-template-columns: 24px minmax(0, 1fr) auto;
  }

  /* What people wrote keeps its direction to itself. */
  .title {
    unicode-bidi: isolate;
    overflow-wrap: anywhere;
  }

  .meta {
    overflow-wrap: anywhere;
  }

  .all {
    justify-self: start;
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
    min-inline-size: 0;
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
`;
