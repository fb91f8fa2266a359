import { css } from 'lit';

/** Of `renderLobby`. */
export const lobbyStyles = css`
  .lobby .toggles {
    flex-wrap: nowrap;
  }

  /* As wide as the longer of its two words: what is beside it does not move when they change. */
  .lobby .join > span::after {
    content: attr(data-also);
    display: block;
    block-size: 0;
    overflow: hidden;
    visibility: hidden;
  }

  .words-below {
    display: grid;
    gap: 4px;
  }

  .own-name {
    color: var(--_text);
    overflow-wrap: anywhere;
  }

  .problem-notice .reason {
    flex: 1 1 100%;
    display: grid;
    gap: 4px;
  }

  @container room (max-width: 30em) {
    .lobby .toggles {
      flex: 1 0 100%;
    }

    .lobby .toggles button {
      flex: 1 1 0;
      min-inline-size: 0;
    }
  }

  /* Large text in a narrow box. */
  @container room (max-width: 18em) {
    .lobby .toggles {
      flex-wrap: wrap;
    }

    .lobby .row > button {
      flex: 1 1 100%;
    }
  }
`;
