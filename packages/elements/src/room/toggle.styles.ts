import { css } from 'lit';

/** Of `renderToggle`. */
export const toggleStyles = css`
  /* A crossed-out sign on a wash, or a name that says it: never colour alone. */
  .toggle.notable {
    background: var(--_wash);
    border-color: transparent;
    color: var(--_accent);
  }

  .toggle[aria-busy='true'] {
    opacity: 0.6;
  }
`;
