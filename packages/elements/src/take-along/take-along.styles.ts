import { css } from 'lit';

export const takeAlongStyles = css`
  :host {
    display: inline-block;
  }

  :host([hidden]) {
    display: none;
  }

  dialog {
    inline-size: min(420px, calc(100vi - 24px));
    max-block-size: calc(100vb - 24px);
    padding: 20px;
    overflow: auto;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
  }

  dialog::backdrop {
    background: rgb(0 0 0 / 45%);
  }

  form {
    display: grid;
    gap: 16px;
  }

  .head {
    display: flex;
    gap: 12px;
    align-items: start;
    justify-content: space-between;
  }

  fieldset {
    display: grid;
    gap: 2px;
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }

  legend {
    padding: 0;
    font-size: var(--_size-small);
    font-weight: 600;
    color: var(--_muted);
  }

  label {
    display: flex;
    gap: 10px;
    align-items: center;
    min-block-size: var(--_target);
    cursor: pointer;
  }

  input[type='radio'] {
    flex: none;
    inline-size: 18px;
    block-size: 18px;
    margin: 3px;
  }

  .own p {
    padding-inline-start: 34px;
  }

  .problem {
    display: grid;
    gap: 4px;
  }
`;
