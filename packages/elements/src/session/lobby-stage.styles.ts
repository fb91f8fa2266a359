import { css } from 'lit';

/** The lobby: the room and the notes beside agenda and goals, one below the other in a narrow box. Goes with `stageStyles`. */
export const lobbyStageStyles = css`
  .notes-here {
    display: contents;
  }

  .opens-notes {
    display: flex;
    flex-wrap: wrap;
    gap: 0 8px;
    align-items: center;
  }

  .opens-notes + .notes-here {
    display: block;
    padding-block-start: 8px;
  }

  .opens-notes button {
    color: var(--_accent);
    margin-inline-start: -8px;
  }

  .opens-notes button[aria-expanded='false'] svg {
    rotate: -90deg;
  }

  .opens-notes button[aria-expanded='false']:dir(rtl) svg {
    rotate: 90deg;
  }

  /* Two columns that know nothing of each other's heights, in the order of the source. */
  @container widget (min-width: 640px) {
    .stage[data-layout='lobby'] {
      display: flow-root;
    }

    .stage[data-layout='lobby'] > * {
      padding: 0 0 24px;
    }

    .stage[data-layout='lobby'] > :is(.faces, .notes) {
      float: inline-start;
      clear: inline-start;
      inline-size: var(--_left);
    }

    .stage[data-layout='lobby'] > :is(.agenda, .goals) {
      margin-inline-start: calc(var(--_left) + var(--_gap));
    }
  }

  @container widget (min-width: 640px) and (max-width: 1023px) {
    .stage[data-layout='lobby'] {
      --_gap: 24px;
      --_left: calc((100% - var(--_gap)) / 2);
      padding: 24px;
    }
  }

  @container widget (min-width: 1024px) {
    .stage[data-layout='lobby'] {
      --_gap: 40px;
      --_left: calc((100% - var(--_gap)) * 0.535);
      padding: 32px 44px;
    }
  }
`;
