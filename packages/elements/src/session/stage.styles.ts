import { css } from 'lit';

/**
 * The three layouts, by the width of the widget. Visual order follows the order of the source: faces,
 * notes, agenda, goals.
 */
export const stageStyles = css`
  .stage {
    display: grid;
    min-block-size: 560px;
  }

  .stage > * {
    min-inline-size: 0;
    padding: 16px 20px;
  }

  .faces {
    grid-area: faces;
  }

  .notes {
    grid-area: notes;
  }

  .agenda {
    grid-area: agenda;
  }

  .goals {
    grid-area: goals;
  }

  /* What the main view shows has its own margins. */
  .stage.stage[data-main] {
    gap: 0;
    padding: 0;
  }

  .stage.stage > .main {
    grid-area: main;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    padding: 0;
    outline: none;
  }

  .tabs {
    display: none;
  }

  /* From 1024 px: side by side. */
  @container widget (min-width: 1024px) {
    .stage[data-layout='live'] {
      grid-template:
        'faces notes agenda' auto
        'faces notes goals' 1fr / 392px minmax(0, 1fr) 348px;
    }

    .stage[data-layout='live'] > .faces,
    .stage[data-main] > .faces {
      position: sticky;
      inset-block-start: 0;
      align-self: start;
      padding: 16px 16px 0;
      max-block-size: 100dvh;
      overflow-y: auto;
      scroll-padding-block-end: 130px; /* the call's buttons stay in view */

      --_faces-size: calc(100dvh - 288px);
      --_faces-end: 16px;
    }

    .stage[data-layout='live'] > .notes,
    .stage[data-layout='live'] > .agenda,
    .stage[data-layout='live'] > .goals {
      border-inline-start: 1px solid var(--_line);
    }

    .stage.stage[data-main] {
      grid-template: 'faces main' 1fr / 392px minmax(0, 1fr);
    }

    .stage[data-main]:not([data-alone]) > .main {
      border-inline-start: 1px solid var(--_line);
    }

    /* Two beside each other, and not tiny. */
    .stage[data-layout='live']:not([data-main]):has(> .faces:state(many)) {
      grid-template-columns: clamp(392px, 36%, 520px) minmax(0, 1fr) 348px;
    }

    /* What is large needs the room; notes stay beside it. */
    .stage[data-layout='live']:not([data-main]):has(> .faces:state(large)) {
      grid-template:
        'faces notes' auto
        'faces agenda' auto
        'faces goals' 1fr / minmax(0, 1fr) 400px;
    }

    .stage[data-layout='live'][data-faceless] {
      grid-template:
        'faces faces' auto
        'notes agenda' auto
        'notes goals' 1fr / minmax(0, 1fr) 380px;
    }

    .stage[data-layout='live'][data-faceless] > .notes {
      border-inline-start: 0;
    }

    .stage[data-layout='live'][data-faceless] > .faces {
      position: static;
      align-self: stretch;
      max-block-size: none;
      border-block-end: 1px solid var(--_line);
    }
  }

  /* From 640 px: faces above, one panel beside another. */
  @container widget (min-width: 640px) and (max-width: 1023px) {
    .stage[data-layout='live'] {
      grid-template:
        'faces faces' auto
        'notes agenda' auto
        'notes goals' 1fr / minmax(0, 1fr) minmax(280px, 330px);
    }

    .stage[data-layout='live'] > .faces,
    .stage[data-main] > .faces {
      border-block-end: 1px solid var(--_line);
    }

    .stage[data-layout='live'] > .agenda,
    .stage[data-layout='live'] > .goals {
      border-inline-start: 1px solid var(--_line);
    }

    .stage.stage[data-main] {
      grid-template: 'faces' auto 'main' 1fr / minmax(0, 1fr);
    }

    .stage[data-layout='live'] > .faces,
    .stage[data-main] > .faces {
      --_faces-size: 42dvh;
    }

    .stage > .faces:state(large) {
      --_faces-size: 60dvh;
    }
  }

  /* Below: faces as a strip, the panels as tabs. What is hidden leaves the accessibility tree as well. */
  @container widget (max-width: 639px) {
    .stage {
      display: block;
      min-block-size: 0;
    }

    .stage > * {
      padding: 12px;
    }

    .stage[data-layout='live'] > .faces,
    .stage[data-main] > .faces {
      --_faces-size: 24dvh;
      --_faces-end: 12px;

      padding-block-end: 0;
      position: sticky;
      inset-block-start: 0;
      z-index: 1;
      max-block-size: 70dvh;
      overflow-y: auto;
      background: var(--_surface);
      border-block-end: 1px solid var(--_line);
    }

    .stage > .faces:state(large) {
      --_faces-size: 42dvh;
    }

    .stage > .clock {
      padding: 12px 12px 4px;
    }

    .stage[data-layout='live'] > .tabs {
      display: flex;
      padding: 0;
      border-block-end: 1px solid var(--_line);
    }

    .tabs button {
      flex: 1;
      min-block-size: 44px;
      padding-inline: 4px;
      border: 0;
      border-radius: 0;
      background: none;
      color: var(--_muted);
    }

    .tabs button:focus-visible {
      outline-offset: -3px;
    }

    .tabs button[aria-selected='true'] {
      color: var(--_accent);
      box-shadow: inset 0 -2px var(--_accent);
    }

    @media (forced-colors: active) {
      .tabs button[aria-selected='true'] {
        background: Highlight;
        color: HighlightText;
      }
    }

    .stage[data-layout='live'][data-tab='agenda'] > :is(.notes, .goals),
    .stage[data-layout='live'][data-tab='notes'] > :is(.agenda, .goals),
    .stage[data-layout='live'][data-tab='goals'] > :is(.agenda, .notes) {
      display: none;
    }
  }

  /* The main view (wrap-up, recap, saved notes) takes the place of the panels; what was begun in them stays. */
  .stage[data-main] > :is(.notes, .agenda, .goals, .tabs, .clock) {
    display: none !important;
  }

  .stage.stage[data-main][data-alone] {
    display: block;
  }
`;
