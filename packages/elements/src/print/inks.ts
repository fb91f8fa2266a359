import { css } from 'lit';

/** The colours of `tokens` on paper: black on white, whatever the page's theme is. They go into `:host`. */
export const inks = css`
  --_surface: #fff;
  --_raised: #fff;
  --_wash: #fff;
  --_line: #999;
  --_edge: #444;
  --_text: #000;
  --_muted: #333;
  --_accent: #000;
  --_on-accent: #000;
  --_good: #000;
  --_danger: #000;
  --_mark: #fff;
`;
