import { css } from 'lit';

/** Of `renderDevices` and `renderDeviceProblem`; the box around it is a container. */
export const devicesStyles = css`
  .devices {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 8px 12px;
    align-items: start;
  }

  .device-name {
    display: flex;
    gap: 8px;
    align-items: center;
    min-block-size: var(--_target);
    font-weight: 500;
  }

  .device {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    align-items: center;
    min-inline-size: 0;
    min-block-size: var(--_target);
  }

  .device select {
    flex: 1 1 160px;
    text-overflow: ellipsis;
  }

  .device-note {
    flex: 0 1 100%;
    font-size: var(--_size-small);
  }

  .device-note:not(:empty) {
    padding-block: 4px;
  }

  .device-note p {
    padding: 8px 12px;
    border-radius: var(--_radius-control);
    background: var(--_wash);
  }

  .problem-notice strong {
    display: block;
  }

  button.accent {
    color: var(--_accent);
    min-inline-size: 0;
  }

  .level {
    display: flex;
    flex: none;
    gap: 3px;
    padding-block: 4px;
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

  /* Large text in a narrow box. */
  @container (max-width: 20em) {
    .devices {
      grid-template-columns: minmax(0, 1fr);
    }
  }

  @media (forced-colors: active) {
    .level i.on {
      forced-color-adjust: none;
      background: CanvasText;
    }

    .device-note p {
      border: 1px solid CanvasText;
    }
  }
`;
