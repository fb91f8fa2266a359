import { html, nothing, type TemplateResult } from 'lit';

export interface Way {
  /** The permanent link; null where the page has none. */
  readonly href: string | null;
  readonly open: () => void;
  readonly content: TemplateResult;
  readonly className: string;
  /** For finding it again: the session it leads to. */
  readonly session?: string;
  readonly current?: boolean;
}

/** A row that leads somewhere: a link where it has an address, so that it can be opened in a new tab, else a button. */
export function renderWay({ href, open, content, className, session, current }: Way): TemplateResult {
  const mark = current === undefined ? nothing : current ? 'true' : 'false';
  const data = session ?? nothing;
  return href === null
    ? html`<button class=${className} data-session=${data} aria-current=${mark} @click=${open}>${content}</button>`
    : html`<a
        class=${className}
        href=${href}
        data-session=${data}
        aria-current=${mark}
        @click=${(event: MouseEvent) => follow(event, open)}
        >${content}</a
      >`;
}

/** A link that is to open elsewhere (a new tab, a download) is left to the browser. */
function follow(event: MouseEvent, open: () => void): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  open();
}
