import { css } from 'lit';

export const sessionStyles = css`
  :host {
    display: block;
    flex: 1 1 auto;
    min-inline-size: 0;
  }

  .widget {
    container: widget / inline-size;
    position: relative;
    background: var(--_surface);
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 1.4);
  }

  header {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    align-items: center;
    padding: 12px 20px;
    border-block-end: 1px solid var(--_line);
  }

  .title {
    margin-inline-end: auto;
    min-inline-size: 0;
  }

  /* A time is not broken where it has a dash, as long as it fits a line. */
  .title bdi {
    display: inline-block;
  }

  .title h2 {
    font-size: calc(var(--_size) * 1.0667);
    line-height: 1.4;
    color: var(--_text);
  }

  .state {
    display: flex;
    flex-wrap: wrap;
    gap: 0 16px;
    align-items: center;
  }

  .observers {
    display: flex;
    flex-wrap: wrap;
    gap: 0 16px;
  }

  /* It stays for screen readers, or they would miss who comes; it takes no room. */
  .observers:empty {
    position: absolute;
  }

  .save {
    display: inline-flex;
    align-items: baseline;
    min-inline-size: 4.5em;
  }

  .save.trouble::before {
    background: none;
    box-shadow: inset 0 0 0 2px var(--_danger);
  }

  .save.busy::before {
    background: none;
    box-shadow: inset 0 0 0 2px var(--_muted);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  .notices {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
    padding: 12px 20px 0;
  }

  .notices:not(:has(> *)) {
    display: none;
  }

  .notice > * {
    min-inline-size: 0;
  }

  .notice ul {
    inline-size: 100%;
    padding-inline-start: 12px;
    border-inline-start: 3px solid var(--_edge);
  }

  .notice h2 {
    font-size: inherit;
    color: inherit;
  }

  .notice .grow {
    flex: 1 1 240px;
  }

  .middle {
    max-inline-size: 60ch;
    margin-inline: auto;
    padding: 64px 24px;
    display: grid;
    gap: 12px;
    justify-items: start;
    outline: none;
  }

  .problem {
    display: grid;
    gap: 12px;
    justify-items: start;
  }

  .waiting {
    display: flex;
    gap: 12px;
    align-items: center;
    color: var(--_muted);
  }

  .waiting::before {
    content: '';
    inline-size: 16px;
    block-size: 16px;
    border: 2px solid var(--_line);
    border-block-start-color: var(--_accent);
    border-radius: 50%;
    animation: turn 900ms linear infinite;
  }

  @keyframes turn {
    to {
      rotate: 360deg;
    }
  }

  .toast {
    position: sticky;
    inset-block-end: 16px;
    z-index: 1;
    display: block;
    padding-inline: 16px;
    pointer-events: none;
  }

  /* Rather two lines of words than a second row of buttons. */
  @container widget (min-width: 640px) {
    .title {
      flex: 1 1 220px;
    }
  }

  @container widget (max-width: 1023px) {
    .actions button {
      gap: 6px;
      padding-inline: 10px;
      font-size: var(--_size-small);
    }
  }

  @container widget (max-width: 639px) {
    header {
      padding: 12px;
    }

    .notices {
      padding: 12px 12px 0;
    }

    .middle {
      padding: 32px 16px;
    }

    .actions {
      inline-size: 100%;
    }

    .actions button {
      flex: 1 1 auto;
      padding-inline: 8px;
    }
  }

  /* On paper, what is read stands alone, and what is contained is not broken over pages. */
  @media print {
    .widget {
      container-type: normal;
      border: 0;
      background: none;
    }

    .stage,
    .stage > .main {
      display: block !important;
      min-block-size: 0;
    }

    .save,
    .actions,
    .notices,
    .toast {
      display: none;
    }
  }
`;
