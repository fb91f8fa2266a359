/** The way from something that is told to the session it comes from. */
import { css, html, type TemplateResult } from 'lit';
import type { WidgetController } from './controllers/widget-controller.ts';

export interface SessionPlace {
  readonly session: string;
  /** The id of a record in it. */
  readonly at?: string;
}

/** The permanent link of a session; null where the page has none. */
export function sessionHref(widget: WidgetController, session: string): string | null {
  return widget.widget?.noteHref(session) ?? null;
}

/** Shows it in the saved notes; a link that is to open elsewhere (a new tab, a download) is left to the browser. */
export function openSession(event: MouseEvent, widget: WidgetController, { session, at }: SessionPlace): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  widget.show({ kind: 'saved-notes', session, ...(at === undefined ? {} : { at }) });
}

/** `label`: the accessible name, which begins with the words that are seen. A link where the page has addresses. */
export function renderSessionLink(
  widget: WidgetController,
  place: SessionPlace,
  words: string,
  label: string,
): TemplateResult {
  const href = sessionHref(widget, place.session);
  const open = (event: MouseEvent): void => openSession(event, widget, place);
  return href === null
    ? html`<button class="session-link" aria-label=${label} @click=${open}>${words}</button>`
    : html`<a class="session-link" href=${href} aria-label=${label} @click=${open}>${words}</a>`;
}

/** Goes with `controls`. */
export const sessionLinkStyles = css`
  .session-link {
    display: inline;
    min-block-size: 0;
    padding: 3px 0;
    border: 0;
    border-radius: 4px;
    background: none;
    font: inherit;
    text-align: start;
    color: var(--_accent);
    text-decoration: underline;
    text-underline-offset: 2px;
    unicode-bidi: isolate;
    user-select: text;
  }

  @media (hover: hover) {
    .session-link.session-link:hover {
      background: none;
      text-decoration-thickness: 2px;
    }
  }

  /* The target is larger than the words. */
  @media (pointer: coarse) {
    .session-link {
      padding-block: 13px;
    }
  }
`;
