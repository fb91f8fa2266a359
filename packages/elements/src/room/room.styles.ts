import { css } from 'lit';

export const roomStyles = css`
  :host {
    display: block;
    min-inline-size: 0;
  }

  .room {
    container: room / inline-size;
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

  .faces {
    display: grid;
    gap: 8px;
    inline-size: 100%;
    max-inline-size: var(--_faces-size, none);
    margin-inline: auto;
    grid-template-columns: var(--fireside-tile-columns, repeat(auto-fit, minmax(min(100%, 240px), 1fr)));
  }

  .faces.alone {
    max-inline-size: var(--_alone-size, var(--_faces-size, none));
  }

  .screens {
    display: grid;
    gap: 8px;
  }

  .screens ~ .faces {
    max-inline-size: 416px;
    grid-template-columns: repeat(auto-fit, minmax(min(45%, 120px), 1fr));
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

  /* A crossed-out sign on a wash: never colour alone. */
  .toggle.notable {
    background: var(--_wash);
    border-color: transparent;
    color: var(--_accent);
  }

  .toggle[aria-busy='true'] {
    opacity: 0.6;
  }

  .refusal {
    display: grid;
    gap: 8px;
  }

  .meeting.row > .controls {
    margin-inline-start: auto;
  }

  .lobby.meeting {
    justify-items: start;
  }

  /* Little room: the sign above its label, all of one width. */
  @container room (max-width: 519px) {
    .call .controls {
      gap: 6px;
    }

    .call .controls button {
      flex: 1 1 64px;
      flex-direction: column;
      justify-content: start;
      gap: 4px;
      max-inline-size: 9.25em;
      min-block-size: 56px;
      padding: 8px 0 6px;
      font-size: calc(var(--_size) * 0.75);
      line-height: 1.2;
      hyphens: auto;
    }
  }
`;
