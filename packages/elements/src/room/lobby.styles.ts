import { css } from 'lit';

/** Of `renderLobby`. */
export const lobbyStyles = css`
  .lobby .toggles {
    flex-wrap: nowrap;
  }

  .lobby .toggles button {
    min-block-size: 44px;
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

  .lobby > :is(fireside-connection-check, .folded) {
    margin-block-start: -8px;
  }

  .folded {
    inline-size: 100%;
  }

  .folded > summary {
    inline-size: fit-content;
    min-block-size: var(--_target-small);
    align-content: center;
    border-radius: 4px;
    font-size: var(--_size-small);
    color: var(--_muted);
    cursor: pointer;
  }

  .folded > :is(fireside-announcements, fireside-cancel) {
    margin-block-start: 8px;
  }

  @container room (max-width: 30em) {
    .lobby .toggles {
      flex: 1 0 100%;
    }

    .lobby .toggles button {
      flex: 1 1 0;
      min-inline-size: 0;
    }

    .ways-in > button {
      flex: 1 1 auto;
    }
  }

  /* Large text in a narrow box. */
  @container room (max-width: 18em) {
    .lobby .toggles {
      flex-wrap: wrap;
    }

    .lobby .toggles button,
    .ways-in > button {
      flex: 1 1 100%;
    }
  }
`;
