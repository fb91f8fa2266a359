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
    ${renderNewer(session.documents.value)} ${renderElsewhere(elsewhere)}
    ${session.kept.value.map((kept) => renderKept(kept, answer))}
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

function renderKept(kept: KeptText, answer: (id: string, answer: KeptAnswer) => void): TemplateResult {
  const press = (choice: KeptAnswer) => () => answer(kept.id, choice);
  return html`<section class="notice" aria-label=${msg('Kept for you')}>
    <p class="grow">
      ${msg('You wrote this when the session had already been closed. It is kept on this device. Where should it go?')}
    </p>
    <ul>
      ${kept.lines.map((line) => html`<li>${line}</li>`)}
    </ul>
    <button @click=${press('backlog')}>${msg('Into the backlog')}</button>
    <button @click=${press('private-notes')}>${msg('Into my private notes')}</button>
    <button class="quiet" @click=${press('let-go')}>${msg('Let go')}</button>
  </section>`;
}
