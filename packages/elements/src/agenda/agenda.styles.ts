import { css } from 'lit';

export const agendaStyles = css`
  section {
    display: grid;
    gap: 8px;
  }

  header {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    align-items: baseline;
    justify-content: space-between;
  }

  /* Before the session this is the thing to do, so its title is one. */
  header.inviting {
    display: block;
  }

  header.inviting h2 {
    font-size: var(--_size-title);
    color: var(--_text);
    line-height: 1.3;
  }

  .inviting p {
    margin-block-start: 4px;
  }

  .row.now {
    background: var(--_wash);
  }

  .row.now > .title {
    font-weight: 600;
  }

  .editable-end {
    font: inherit;
    font-size: var(--_size-small);
    min-block-size: 24px;
    padding: 0 4px;
    margin-inline-end: -4px;
  }

  .edit input[name='minutes'] {
    inline-size: 92px;
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
    font-size: var(--_size-small);
  }

  @media (forced-colors: active) {
    .row.now {
      outline: 2px solid Highlight;
    }
  }
`;
