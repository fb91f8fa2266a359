import { css } from 'lit';

/** What stands above the text. */
export const barStyles = css`
  .bars {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    background: var(--_surface);
    border-block-end: 1px solid var(--_line);
    padding-block-end: 6px;
  }

  .tools {
    position: relative;
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    align-items: center;
    justify-content: space-between;
    margin-inline: -6px;
  }

  [role='toolbar'] {
    display: flex;
    flex-wrap: wrap;
    gap: 2px;
  }

  .tools button {
    min-inline-size: var(--_target-small);
  }

  .tools button.icon-only {
    inline-size: 32px;
  }

  .tools button[aria-pressed='true'] {
    background: var(--_wash);
    color: var(--_accent);
  }

  .worded {
    font-size: var(--_size-small);
    gap: 6px;
  }

  /* One row, so that the text keeps its place: what does not fit is a swipe or an arrow key away. */
  @container (inline-size < 720px) {
    .word {
      display: none;
    }

    [role='toolbar'] {
      flex-wrap: nowrap;
      gap: 0;
      overflow-x: auto;
      scrollbar-width: none;
      min-inline-size: 0;
      padding: 2px;
      /* A shade at an edge that hides tools; at the end of the row its own ground covers it. */
      background:
        linear-gradient(to right, var(--_surface) 50%, transparent) left / 32px 100% no-repeat local,
        linear-gradient(to left, var(--_surface) 50%, transparent) right / 32px 100% no-repeat local,
        linear-gradient(to right, color-mix(in oklab, transparent, var(--_text) 22%), transparent) left / 12px 100%
          no-repeat scroll,
        linear-gradient(to left, color-mix(in oklab, transparent, var(--_text) 22%), transparent) right / 12px 100%
          no-repeat scroll;
    }

    [role='toolbar'] button {
      flex: none;
    }
  }

  @container (inline-size < 400px) {
    @media (pointer: fine) {
      .tools button.icon-only,
      .tools .worded {
        inline-size: 30px;
        padding: 0;
      }
    }
  }

  .end {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 4px;
  }

  .end > button,
  .item-menu > button {
    font-size: var(--_size-small);
  }

  .mirrored {
    display: contents;
  }

  .mirrored svg {
    scale: -1 1;
  }

  .item-menu > button {
    gap: 4px;
  }

  .item-menu > button svg {
    inline-size: 14px;
    block-size: 14px;
  }

  [role='menu'] {
    position: absolute;
    inset-block-start: calc(100% + 4px);
    inset-inline-end: 0;
    z-index: 2;
    display: grid;
    inline-size: max-content;
    max-inline-size: min(360px, 100%);
    max-block-size: 320px;
    overflow: auto;
    padding: 4px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-control);
    background: var(--_raised);
    box-shadow: 0 8px 24px rgb(0 0 0 / 18%);
  }

  [role='menu'] button {
    justify-content: start;
    text-align: start;
    color: var(--_text);
    font-weight: 400;
    overflow-wrap: anywhere;
  }

  .link-form {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    padding-block-start: 6px;
  }

  .link-form input {
    flex: 1 1 200px;
    inline-size: auto;
  }

  .link-form .line-problem {
    flex-basis: 100%;
    font-size: var(--_size-small);
    color: var(--_danger);
  }

  .said {
    padding-block: 6px;
    font-size: var(--_size-small);
  }

  .writers {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    padding-block-start: 6px;
    font-size: var(--_size-small);
  }

  .move-form {
    margin-block-start: 6px;
  }

  .moved {
    flex-basis: 100%;
    max-block-size: 120px;
    overflow: auto;
    padding-inline-start: 12px;
    border-inline-start: 3px solid var(--_line);
    overflow-wrap: anywhere;
  }

  .answers {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
`;
