import { css } from 'lit';

export const goalsOverTimeStyles = css`
  :host {
    display: block;
    container: over-time / inline-size;
  }

  :host([hidden]) {
    display: none;
  }

  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
  }

  h3 {
    font-size: var(--_size);
    line-height: 1.4;
    text-wrap: pretty;
  }

  h3.small {
    font-size: var(--_size-small);
    color: var(--_muted);
  }

  bdi,
  dd,
  .told {
    overflow-wrap: anywhere;
  }

  .choice {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }

  .choice button {
    font-size: var(--_size-small);
  }

  .scroll {
    overflow-x: auto;
    overflow-y: hidden;
    overscroll-behavior-x: contain;
  }

  .lanes {
    inline-size: max-content;
    min-inline-size: 100%;
  }

  .lane {
    display: grid;
    grid-template-columns: max-content;
    border-block-start: 1px solid var(--_line);
    overflow: clip;
  }

  .lane.axis {
    border: 0;
  }

  /* It stays where it is read while the line below moves. */
  .label {
    position: sticky;
    inset-inline-start: 0;
    inline-size: 100cqi;
    padding-block-start: 10px;
    background: var(--_surface);
  }

  .axis > .label {
    padding-block-start: 0;
  }

  dl {
    display: grid;
    gap: 2px;
    margin-block-start: 2px;
    color: var(--_muted);
  }

  dt,
  dd {
    display: inline;
  }

  dt {
    margin-inline-end: 6px;
    font-weight: 600;
  }

  .undated {
    padding-block: 12px;
  }

  svg.marks {
    display: block;
    overflow: visible;
  }

  .grid,
  .now {
    stroke: var(--_line);
    stroke-width: 1;
  }

  .now {
    stroke: var(--_edge);
    stroke-dasharray: 2 4;
  }

  .stretch {
    stroke: var(--_accent);
    stroke-width: 2;
    stroke-linecap: round;
  }

  .reached .stretch,
  .let-go .stretch {
    stroke: var(--_edge);
  }

  .tick,
  .beside {
    font-size: 12px;
    fill: var(--_muted);
    pointer-events: none;
  }

  .mark {
    color: inherit;
    text-decoration: none;
    outline: none;
  }

  .mark[data-leads] {
    cursor: pointer;
  }

  .hit {
    fill: transparent;
    stroke: transparent;
    stroke-width: 2;
  }

  .filled {
    fill: var(--_accent);
  }

  .hollow {
    fill: var(--_surface);
    stroke: var(--_accent);
    stroke-width: 2;
  }

  .hollow.quiet {
    stroke: var(--_muted);
  }

  .sign,
  .bar {
    fill: none;
    stroke: var(--_on-accent);
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .bar {
    stroke: var(--_muted);
  }

  .meeting {
    fill: var(--_muted);
    stroke: var(--_muted);
    stroke-width: 1.5;
  }

  .meeting.planned {
    fill: var(--_surface);
    stroke-dasharray: 2 2;
  }

  @media (hover: hover) {
    .mark[data-leads]:hover .hit {
      fill: color-mix(in oklab, transparent, var(--_text) 8%);
    }
  }

  .mark:focus-visible .hit {
    stroke: var(--_accent);
  }

  /* What is pointed at, in words; as high as two lines from the beginning, so that nothing moves. */
  .told {
    min-block-size: calc(2 * 1.5 * var(--_size-small) + 16px);
    padding-block: 8px;
    font-size: var(--_size-small);
    background: var(--_surface);
    border-block-start: 1px solid var(--_line);
  }

  /* A finger does not point: it goes to the session at once. */
  @media (hover: none) {
    .told {
      display: none;
    }
  }

  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    font-size: var(--_size-small);
    color: var(--_muted);
  }

  .legend li {
    display: inline-flex;
    gap: 4px;
    align-items: center;
  }

  .all {
    justify-self: start;
  }

  @container over-time (min-width: 720px) {
    .lane {
      grid-template-columns: 240px max-content;
      column-gap: 16px;
    }

    .label {
      inline-size: 240px;
      padding-block: 13px;
      z-index: 1;
    }

    .axis > .label {
      align-content: end;
    }

    /* In a narrow box it would cover the words. */
    .told {
      position: sticky;
      inset-block-end: 0;
      z-index: 2;
    }
  }

  @media (forced-colors: active) {
    .filled,
    .meeting {
      fill: CanvasText;
    }

    .hollow,
    .meeting.planned {
      fill: Canvas;
    }

    .hollow.hollow,
    .meeting,
    .lane .stretch,
    .bar {
      stroke: CanvasText;
    }

    .sign {
      stroke: Canvas;
    }

    .grid,
    .now {
      stroke: GrayText;
    }

    .tick,
    .beside {
      fill: CanvasText;
    }

    .mark:focus-visible .hit {
      stroke: Highlight;
    }
  }

  @media print {
    /* A container would not be divided among pages. */
    :host {
      container-type: normal;
    }

    /* What is a grid goes to the next page as a whole. */
    section {
      display: block;
    }

    .choice,
    .told,
    .all {
      display: none;
    }

    .scroll {
      overflow: visible;
    }

    .lanes {
      inline-size: auto;
    }

    .lane {
      grid-template-columns: minmax(0, 1fr);
      break-inside: avoid;
    }

    .label {
      position: static;
      inline-size: auto;
    }

    .lane > svg.marks {
      inline-size: 100%;
      block-size: auto;
    }
  }
`;
