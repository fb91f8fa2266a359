import { css } from 'lit';

/** The frame around what is read. */
export const recapStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }

  :host([hidden]) {
    display: none;
  }

  article {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 24px;
    padding: 28px 44px 40px;
    max-inline-size: 908px;
  }

  /* With a column of one's own notes. */
  article:has(.own) {
    max-inline-size: 1208px;
  }

  header,
  footer {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 6px;
  }

  .top {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    align-items: start;
    justify-content: space-between;
  }

  h3 {
    max-inline-size: max(100% - 108px, 6.5em); /* beside the arrows; with larger text, these go below */
    min-inline-size: 0;
    overflow-wrap: break-word;
    font-size: calc(var(--_size) * 1.6);
    font-weight: 650;
    letter-spacing: -0.01em;
  }

  .begin:focus {
    outline: none;
  }

  .begin:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 4px;
    border-radius: 2px;
  }

  .arrows {
    display: flex;
    gap: 4px;
    flex: none;
  }

  .way.icon-only {
    padding: 0;
    inline-size: var(--_target);
    border-color: transparent;
    background: none;
    color: var(--_muted);
  }

  .way.icon-only:hover {
    color: var(--_text);
  }

  .tools,
  .more-tools {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
    align-items: center;
  }

  .tools {
    margin-inline-start: -8px; /* the words, not the buttons' edges, stand below the title */
  }

  .more-tools input:not([type='checkbox']) {
    max-inline-size: 68ch;
  }

  .tick {
    display: inline-flex;
    gap: 8px;
    align-items: center;
    min-block-size: var(--_target-small);
  }

  .grow {
    flex: 1 1 240px;
  }

  .notice .said {
    flex-basis: 100%;
  }

  .columns {
    display: grid;
    gap: 28px 44px;
    grid-template-columns: minmax(0, 1fr);
  }

  @container (inline-size >= 900px) {
    .columns:has(> .own) {
      grid-template-columns: minmax(0, 1fr) minmax(220px, 300px);
      align-items: start;
    }

    .own {
      position: sticky;
      inset-block-start: 16px;
    }
  }

  .own {
    padding: 16px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_raised);
    min-inline-size: 0;
  }

  .own > h4 {
    display: flex;
    gap: 6px;
    align-items: center;
    margin-block-end: 8px;
  }

  .own svg.icon {
    inline-size: 15px;
    block-size: 15px;
  }

  .add-note {
    display: grid;
    gap: 6px;
    max-inline-size: 68ch;
  }

  .add-note > label {
    font-size: var(--_size-small);
    font-weight: 600;
    color: var(--_muted);
  }

  textarea {
    field-sizing: content;
    min-block-size: calc(4.5 * var(--_size) + 14px);
    max-block-size: 60vh;
    resize: vertical;
    line-height: 1.5;
    unicode-bidi: plaintext;
  }

  .foot {
    display: flex;
    flex-wrap: wrap;
    gap: 6px 12px;
    align-items: center;
  }

  .line-problem:empty {
    display: none;
  }

  .versions {
    display: flex;
    flex-wrap: wrap;
    gap: 6px 16px;
    align-items: center;
  }

  .versions > div {
    display: flex;
    gap: 8px;
    align-items: center;
    min-inline-size: 0;
    max-inline-size: 100%;
  }

  .versions label {
    flex: none;
    color: var(--_muted);
  }

  .versions select {
    inline-size: auto;
    min-inline-size: 0;
    flex: 0 1 auto;
    min-block-size: var(--_target-small);
    padding: 2px 8px;
    text-overflow: ellipsis;
  }

  .onward {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-block-start: 8px;
    padding-block-start: 16px;
    border-block-start: 1px solid var(--_line);
  }

  .onward .newer {
    margin-inline-start: auto;
  }

  footer:not(:has(*)) {
    display: none;
  }

  ::highlight(fireside-found) {
    background-color: var(--_mark);
    color: var(--_text);
  }

  [data-marked] {
    position: relative;
    isolation: isolate;
  }

  /* Wider than the row, so that its words stand where they stood, and do not touch the line. */
  [data-marked]::before {
    content: '';
    position: absolute;
    inset: 0 -8px;
    z-index: -1;
    border-radius: 6px;
    outline: 2px solid var(--_accent);
    background: var(--_wash);
  }

  .waiting {
    padding: 28px 44px;
    color: var(--_muted);
  }

  /* Who waits less than this never reads it. */
  .soon {
    animation: soon 1ms 150ms both;
  }

  @keyframes soon {
    from {
      visibility: hidden;
    }
  }

  .problem {
    padding: 28px 44px;
  }

  @container (inline-size < 560px) {
    article {
      padding: 16px 12px 28px;
    }

    .waiting,
    .problem {
      padding: 16px 12px;
    }

    h3 {
      font-size: calc(var(--_size) * 1.4);
    }

    .tools {
      gap: 0;
    }

    .own {
      padding: 12px;
    }

    .onward .way {
      padding-inline: 8px;
      font-size: var(--_size-small);
    }
  }

  @media (forced-colors: active) {
    ::highlight(fireside-found) {
      background-color: Mark;
      color: MarkText;
    }

    [data-marked] {
      outline-color: Highlight;
    }
  }
`;
