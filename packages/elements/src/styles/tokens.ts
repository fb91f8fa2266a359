import { css } from 'lit';

/**
 * Design tokens of every element, private as `--_…`, each with a public `--fireside-…` that a host may set. Light and
 * dark follow the `color-scheme` of the page. What would be inherited from the page is set anew: the important
 * declarations of a shadow root win over any of the page (CSS Cascade 5 section 6.1). `direction` stays the page's.
 */
export const tokens = css`
  :host {
    --_surface: var(--fireside-surface, light-dark(#fffefc, #1d1916));
    --_raised: var(--fireside-raised, light-dark(#ffffff, #272220));
    --_line: var(--fireside-line, light-dark(#e6dfd7, #3a332e));
    --_edge: var(--fireside-edge, light-dark(#948a80, #857a70));
    --_text: var(--fireside-text, light-dark(#221c18, #f2ece6));
    --_muted: var(--fireside-muted, light-dark(#6a6058, #b0a59b));
    --_accent: var(--fireside-accent, light-dark(#a8431a, #ff9d6b));
    --_on-accent: var(--fireside-on-accent, light-dark(#ffffff, #2a1206));
    --_wash: var(--fireside-wash, light-dark(#fbeee6, #3a2318));
    --_good: var(--fireside-good, light-dark(#2d6a3f, #8fd19e));
    --_danger: var(--fireside-danger, light-dark(#a3262b, #ff9a96));
    --_mark: var(--fireside-mark, light-dark(#ffe2a8, #6b4a10));
    --_tile: var(--fireside-tile, light-dark(#2b2622, #0d0b0a));
    --_on-tile: #ffffff;
    --_other: var(--fireside-other, light-dark(#2563a8, #7fb2ee));
    --_radius: var(--fireside-radius, 10px);
    --_radius-control: calc(var(--_radius) * 0.8);
    --_size: var(--fireside-font-size, 15px);
    --_size-small: calc(var(--_size) * 0.8667);
    --_size-title: calc(var(--_size) * 1.3333);
    --_target: 36px;
    --_target-small: 28px;

    font-family: var(--fireside-font, system-ui, sans-serif) !important;
    font-size: var(--_size) !important;
    font-style: normal !important;
    font-weight: 400 !important;
    font-variant: normal !important;
    font-stretch: normal !important;
    font-feature-settings: normal !important;
    line-height: 1.5 !important;
    letter-spacing: normal !important;
    word-spacing: normal !important;
    text-align: start !important;
    text-indent: 0 !important;
    text-transform: none !important;
    text-shadow: none !important;
    white-space: normal !important;
    word-break: normal !important;
    overflow-wrap: break-word !important;
    hyphens: manual !important;
    quotes: auto !important;
    list-style: none !important;
    cursor: auto !important;
    color: var(--_text) !important;
    -webkit-text-fill-color: currentcolor !important;
    border-collapse: separate !important;
    caption-side: top !important;
    tab-size: 8 !important;
    accent-color: var(--_accent) !important;
  }

  @media (pointer: coarse) {
    :host {
      --_target: 44px;
      --_target-small: 44px;
    }
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  [hidden] {
    display: none !important;
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation-duration: 0.01ms !important;
      animation-iteration-count: 1 !important;
      transition-duration: 0.01ms !important;
      scroll-behavior: auto !important;
    }
  }
`;
