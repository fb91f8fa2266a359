import { css } from 'lit';

export const wrapUpStyles = css`
  :host {
    container-type: inline-size;
  }

  .panel {
    display: grid;
    gap: 20px;
    max-inline-size: 760px;
    margin-inline: auto;
    padding: 32px 20px 40px;
  }

  @container (inline-size < 520px) {
    .panel {
      padding: 20px 12px 28px;
      gap: 16px;
    }

    .card {
      padding: 14px 12px;
    }
  }

  .card {
    display: grid;
    gap: 8px;
  }

  .question {
    font-size: var(--_size-title);
    line-height: 1.3;
    color: var(--_text);
    margin-block-end: 4px;
  }

  .row {
    grid-template-columns: minmax(0, 1fr) auto auto auto;
    gap: 2px 4px;
  }

  .outcomes .row {
    grid-template-columns: 12px minmax(0, 1fr) auto auto auto;
  }

  .outcomes .row::before {
    content: '•' / '';
    color: var(--_muted);
    padding-block: 1px;
  }

  .row > .end:last-child {
    grid-column-end: -1;
  }

  .row .title {
    font-weight: 400;
    margin-inline-end: 8px;
  }

  .fields {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  .fields label {
    display: grid;
    gap: 2px;
    flex: 2 1 11.5em;
    font-size: var(--_size-small);
    color: var(--_muted);
  }

  .fields label:nth-child(2) {
    flex: 1 1 10.75em;
  }

  .fields label:last-child {
    flex: 1 1 7em;
  }

  .fields input {
    color: var(--_text);
    font-size: var(--_size);
  }

  form {
    display: grid;
    gap: 8px;
  }

  form.edit {
    display: flex;
  }

  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  .date {
    text-wrap: pretty;
  }

  .finish {
    display: grid;
    gap: 10px;
    justify-items: start;
  }

  .problem {
    padding: 12px 16px;
    border-radius: var(--_radius-control);
    background: var(--_wash);
  }
`;
