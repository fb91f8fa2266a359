import { css } from 'lit';

export const settingsStyles = css`
  :host {
    display: contents;
  }

  dialog {
    box-sizing: border-box;
    inline-size: min(480px, 100vw - 16px);
    max-inline-size: none;
    max-block-size: calc(100dvh - 32px);
    padding: 0;
    overflow: auto;
    overscroll-behavior: contain;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 1.4);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: 0 24px 64px rgb(0 0 0 / 28%);
  }

  dialog::backdrop {
    background: rgb(0 0 0 / 40%);
  }

  .inside {
    container-type: inline-size;
    display: grid;
    gap: 20px;
    padding: 0 20px 24px;
  }

  .head {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    display: flex;
    align-items: center;
    justify-content: space-between;
    margin-inline: -20px;
    padding: 12px 12px 8px 20px;
    padding-inline: 20px 12px;
    background: var(--_surface);
  }

  section {
    display: grid;
    gap: 8px;
    justify-items: start;
  }

  h4 {
    margin: 0;
    font-size: var(--_size-small);
    font-weight: 600;
    color: var(--_muted);
  }

  kbd {
    padding: 0 5px;
    border: 1px solid var(--_edge);
    border-radius: 4px;
    font: inherit;
    color: var(--_text);
  }
`;
