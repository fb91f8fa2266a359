import { css } from 'lit';

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
    gap: 20px;
    padding: 28px 44px 40px;
    max-inline-size: 860px;
  }

  @container (inline-size < 560px) {
    article {
      padding: 16px 12px 28px;
    }
  }

  h3:focus {
    outline: none;
  }

  h3:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 4px;
    border-radius: 2px;
  }

  section > h4 {
    margin: 0 0 4px;
    font-size: var(--_size-small);
    font-weight: 600;
    color: var(--_muted);
  }

  .row {
    display: grid;
    grid-template-columns: 20px minmax(0, 1fr) auto;
    gap: 0 8px;
    padding-block: 5px;
    overflow-wrap: anywhere;
  }

  .sign {
    display: grid;
    place-items: center;
    block-size: calc(1.5 * var(--_size));
    color: var(--_muted);
  }

  .sign svg.icon {
    inline-size: 15px;
    block-size: 15px;
  }

  .sign.good {
    color: var(--_good);
  }

  .end {
    font-size: var(--_size-small);
    line-height: calc(1.5 * var(--_size));
    color: var(--_muted);
    text-align: end;
  }

  @container (inline-size < 460px) {
    .row {
      grid-template-columns: 20px minmax(0, 1fr);
    }

    .end {
      grid-column: 2;
      text-align: start;
    }
  }

  .own {
    padding: 16px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_raised);
  }

  .own h4 {
    display: flex;
    gap: 6px;
    align-items: center;
    margin-block-end: 8px;
  }

  .own h4 svg.icon {
    inline-size: 15px;
    block-size: 15px;
  }

  .waiting {
    padding: 28px 44px;
    color: var(--_muted);
  }

  .problem {
    padding: 28px 44px;
  }
`;
