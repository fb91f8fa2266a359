import { css } from 'lit';

/** Buttons, inputs, check boxes, cards and small text, the same in every element. Goes with `tokens`. */
export const controls = css`
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  figure {
    margin: 0;
    padding: 0;
  }

  ul,
  ol {
    list-style: none;
  }

  /* A panel's title: quiet, because what it holds is what matters. */
  h2 {
    font-size: var(--_size-small);
    font-weight: 600;
    color: var(--_muted);
  }

  h3 {
    font-size: var(--_size-title);
    font-weight: 600;
    line-height: 1.3;
    text-wrap: balance;
  }

  a {
    color: var(--_accent);
    text-underline-offset: 2px;
  }

  .muted {
    color: var(--_muted);
  }

  .small {
    font-size: var(--_size-small);
  }

  .number {
    font-variant-numeric: tabular-nums;
  }

  .visually-hidden:not(:focus, :active) {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  svg.icon {
    inline-size: 18px;
    block-size: 18px;
    flex: none;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  /* Forward and back are the other way round. */
  svg.icon.directed:dir(rtl) {
    scale: -1 1;
  }

  button,
  .button {
    font: inherit;
    font-weight: 500;
    line-height: 1.25;
    color: var(--_text);
    background: var(--_raised);
    border: 1px solid var(--_line);
    border-radius: var(--_radius-control);
    min-block-size: var(--_target);
    padding: 6px 14px;
    display: inline-flex;
    gap: 8px;
    align-items: center;
    justify-content: center;
    text-align: center;
    text-decoration: none;
    cursor: pointer;
    user-select: none;
    -webkit-tap-highlight-color: transparent;
    transition:
      background-color 120ms,
      border-color 120ms;
  }

  @media (hover: hover) {
    button:hover:not(:disabled, [aria-disabled='true']),
    .button:hover {
      background: color-mix(in oklab, var(--_raised), var(--_text) 6%);
    }

    button.primary:hover:not(:disabled, [aria-disabled='true']),
    .button.primary:hover {
      background: color-mix(in oklab, var(--_accent), var(--_text) 12%);
    }

    button.quiet:hover:not(:disabled, [aria-disabled='true']) {
      color: var(--_text);
      background: color-mix(in oklab, transparent, var(--_text) 7%);
    }
  }

  button:disabled,
  button[aria-disabled='true'] {
    cursor: default;
    opacity: 0.55;
  }

  button.primary,
  .button.primary {
    background: var(--_accent);
    border-color: transparent;
    color: var(--_on-accent);
  }

  button.quiet {
    background: none;
    border-color: transparent;
    color: var(--_muted);
    padding-inline: 8px;
  }

  button.chosen,
  button[aria-selected='true'] {
    background: var(--_wash);
    border-color: transparent;
    color: var(--_accent);
  }

  button.danger {
    color: var(--_danger);
  }

  /* A square button with a picture only; its name is in aria-label or a visually hidden text. */
  button.icon-only {
    padding: 0;
    inline-size: var(--_target);
  }

  button.small-target {
    min-block-size: var(--_target-small);
    padding-block: 2px;
  }

  button.small-target.icon-only {
    inline-size: var(--_target-small);
  }

  button.large {
    min-block-size: 44px;
    padding-inline: 28px;
  }

  input:not([type='checkbox'], [type='radio']),
  select,
  textarea {
    font: inherit;
    color: inherit;
    inline-size: 100%;
    min-block-size: var(--_target);
    min-inline-size: 0;
    padding: 6px 12px;
    background: var(--_raised);
    border: 1px solid var(--_edge);
    border-radius: var(--_radius-control);
  }

  ::placeholder {
    color: var(--_muted);
    opacity: 1;
  }

  input[type='checkbox'] {
    appearance: none;
    font: inherit;
    flex: none;
    display: inline-grid;
    place-items: center;
    inline-size: 24px;
    block-size: 24px;
    margin: 0;
    border-radius: 6px;
    cursor: pointer;
  }

  /* The box is drawn inside the 24 px target. */
  input[type='checkbox']::before {
    content: '';
    inline-size: 18px;
    block-size: 18px;
    border: 1.5px solid var(--_edge);
    border-radius: 5px;
    background: var(--_raised) center / 14px no-repeat;
    transition: background-color 120ms;
  }

  input[type='checkbox']:checked::before {
    border-color: var(--_accent);
    background-color: var(--_accent);
  }

  input[type='checkbox']::after {
    content: '';
    grid-area: 1 / 1;
    inline-size: 5px;
    block-size: 9px;
    margin-block-end: 2px;
    border: solid transparent;
    border-width: 0 2px 2px 0;
    rotate: 45deg;
  }

  input[type='checkbox']::before {
    grid-area: 1 / 1;
  }

  input[type='checkbox']:checked::after {
    border-color: var(--_on-accent);
  }

  /* Forced colours would draw the transparent sign. */
  input[type='checkbox']:not(:checked)::after {
    display: none;
  }

  input[type='checkbox']:disabled {
    cursor: default;
    opacity: 0.55;
  }

  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  .card {
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_raised);
    padding: 16px;
  }

  /* Something to know or to decide, in the flow of the page. */
  .notice {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 12px;
    align-items: center;
    padding: 10px 16px;
    border-radius: var(--_radius-control);
    background: var(--_wash);
  }

  /* A code is not broken where it has a hyphen, as long as it fits a line. */
  .notice > p > .small {
    display: inline-block;
  }

  .dot::before {
    content: '';
    display: inline-block;
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    margin-inline-end: 8px;
    border-radius: 50%;
    background: var(--_good);
  }

  @media (forced-colors: active) {
    button.chosen,
    button[aria-selected='true'],
    button[aria-pressed='true'] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }

    input[type='checkbox']::before {
      border-color: ButtonText;
    }

    input[type='checkbox']:checked::after {
      border-color: CanvasText;
    }

    .card,
    .notice {
      border: 1px solid CanvasText;
    }
  }
`;
