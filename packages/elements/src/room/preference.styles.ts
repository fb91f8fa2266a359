import { css } from 'lit';

/** Of `renderPreference`. */
export const preferenceStyles = css`
  .check {
    display: flex;
    gap: 10px;
    align-items: start;
    cursor: pointer;
  }

  .check > span > .muted {
    display: block;
  }
`;
