import { css } from 'lit';

export const notesStyles = css`
  :host {
    display: grid;
    min-block-size: 0;
  }

  :host([hidden]) {
    display: none;
  }

  section {
    container-type: inline-size;
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    gap: 12px;
    min-inline-size: 0;
  }

  section.single {
    grid-template-rows: minmax(0, 1fr);
  }

  [role='tablist'] {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }

  [role='tab'] {
    min-block-size: 32px;
    padding: 4px 12px;
    gap: 6px;
  }

  [role='tab'] svg {
    inline-size: 15px;
    block-size: 15px;
  }

  [role='tabpanel'],
  .panel {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    min-inline-size: 0;
    min-block-size: 200px;
  }

  [role='tabpanel'] > .notice {
    align-self: start;
  }

  /* Both beside each other in the longer languages too. */
  @container (inline-size < 360px) {
    [role='tab'] {
      padding-inline: 8px;
      font-size: var(--_size-small);
    }
  }

  .waiting {
    color: var(--_muted);
  }

  @media (pointer: coarse) {
    [role='tab'] {
      min-block-size: 44px;
    }
  }
`;
