import type { FiresideSession, KeptAnswer, KeptText, SessionDocuments, SharedDocument } from '@fireside/client';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { formatNames } from '../format.ts';
import { retryIcon } from '../icons/signs.ts';

/** What the person should know or decide, whatever the moment is. */
export function renderNotices(
  session: FiresideSession,
  elsewhere: readonly string[],
  answer: (id: string, answer: KeptAnswer) => void,
): TemplateResult {
  return html`<div class="notices">
    ${renderNewer(session.documents.value)} ${renderElsewhere(elsewhere)} ${renderAllKept(session, answer)}
  </div>`;
}

function renderNewer(documents: SessionDocuments): TemplateResult | typeof nothing {
  const all: (SharedDocument | null)[] = [documents.mentorship, documents.session, documents.private];
  if (!all.some((document) => document?.newer)) return nothing;
  return html`<div class="notice">
    <p class="grow">${msg('This was written with a newer version of this page. Here it can only be read.')}</p>
    <button class="primary" @click=${() => location.reload()}>${retryIcon}${msg('Reload to update')}</button>
  </div>`;
}

function renderElsewhere(names: readonly string[]): TemplateResult | typeof nothing {
  if (names.length === 0) return nothing;
  const words = msg(str`What you wrote in ${formatNames(names)} still waits on this device. It goes up by itself.`);
  return html`<div class="notice"><p>${words}</p></div>`;
}

/** What the server did not take. Without access there is no place for it any more, only the words. */
export function renderAllKept(
  { kept, status }: FiresideSession,
  answer: (id: string, answer: KeptAnswer) => void,
): TemplateResult[] {
  return kept.value.map((one) => renderKept(one, status.value.phase === 'ready' && one.lines.length > 0, answer));
}

function renderKept(
  kept: KeptText,
  hasPlaces: boolean,
  answer: (id: string, answer: KeptAnswer) => void,
): TemplateResult {
  const press = (choice: KeptAnswer) => () => answer(kept.id, choice);
  return html`<section class="notice" aria-label=${msg('Kept for you')}>
    <p class="grow">
      ${keptBecause(kept)}
      ${kept.stored ? msg('It is kept on this device.') : msg('It is kept in this page only: decide before you close it.')}
      ${hasPlaces ? msg('Where should it go?') : nothing}
    </p>
    ${
      kept.lines.length === 0
        ? html`<p>${msg('There are no words in it: something was moved, ticked or deleted.')}</p>`
        : html`<ul>
            ${kept.lines.map((line) => html`<li>${line}</li>`)}
          </ul>`
    }
    ${
      hasPlaces
        ? html`<button @click=${press('backlog')}>${msg('Into the backlog')}</button>
            <button @click=${press('private-notes')}>${msg('Into my private notes')}</button>`
        : nothing
    }
    <button class="quiet" @click=${press('let-go')}>${msg('Let go')}</button>
  </section>`;
}

function keptBecause({ code }: KeptText): string {
  if (code === 'read-only') return msg('You wrote this when the session had already been closed.');
  if (code === 'too-large') return msg('The server did not take this: the text had become too large.');
  return msg('The server did not take this.');
}
