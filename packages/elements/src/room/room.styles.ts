import { css } from 'lit';

export const roomStyles = css`
  :host {
    display: block;
    min-inline-size: 0;
  }

  /* The space below is inside: what sticks to the bottom of a box that scrolls would stand above its padding. */
  .room {
    container: room / inline-size;
    padding-block-end: var(--_faces-end, 0);
  }

  .lobby,
  .call {
    display: grid;
    gap: 16px;
    align-content: start;
  }

  .call {
    gap: 12px;
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 12px;
    align-items: center;
  }

  .presence {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
  }

  .large-target {
    min-block-size: 44px;
  }

  .controls {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    justify-content: center;
  }

  .words {
    text-align: center;
  }

  .meeting.row > .controls {
    margin-inline-start: auto;
  }

  .lobby.meeting {
    justify-items: start;
  }
`;
