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
    justify-content: center;
    grid-template-columns: var(--fireside-tile-columns, repeat(auto-fit, minmax(min(100%, 240px), 1fr)));
  }

  .screens {
    display: grid;
    gap: 8px;
  }

  .screens ~ .faces {
    grid-template-columns: repeat(auto-fit, minmax(min(45%, 120px), 200px));
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 12px;
    align-items: center;
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

  .devices {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 8px 12px;
    align-items: center;
  }

  .devices .toggle,
  .device-name {
    justify-content: start;
  }

  .device-name {
    display: flex;
    gap: 8px;
    align-items: center;
    padding-inline: 15px;
    font-weight: 500;
  }

  .device {
    display: flex;
    gap: 12px;
    align-items: center;
    min-inline-size: 0;
  }

  .device select {
    flex: 1 1 auto;
  }

  button.accent {
    color: var(--_accent);
    flex: none;
  }

  .level {
    display: flex;
    flex: none;
    gap: 3px;
  }

  .level i {
    inline-size: 5px;
    block-size: 16px;
    border-radius: 2px;
    background: var(--_line);
  }

  .level i.on {
    background: var(--_good);
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

  @container room (max-width: 479px) {
    .devices {
      grid-template-columns: minmax(0, 1fr);
    }
  }

  /* Little room: the sign above its label, all of one width. */
  @container room (max-width: 519px) {
    .call .controls {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(64px, 1fr));
      gap: 6px;
    }

    .call .controls button {
      flex-direction: column;
      justify-content: start;
      gap: 4px;
      min-block-size: 56px;
      padding: 8px 2px 6px;
      font-size: calc(var(--_size) * 0.8);
      line-height: 1.2;
      overflow-wrap: anywhere;
      hyphens: auto;
    }
  }

  @media (forced-colors: active) {
    .level i.on {
      forced-color-adjust: none;
      background: CanvasText;
    }
  }
`;
