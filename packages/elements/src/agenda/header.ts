import type { FiresideSession } from '@fireside/client';
import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { AgendaDetails } from './details.ts';

/** The title and how the planned minutes stand to the length. `prepared`: before the session, where one may write. */
export function renderHeader(
  session: FiresideSession,
  planned: number,
  prepared: boolean,
  details: AgendaDetails | null,
): TemplateResult {
  const { session: meeting, mentorship } = session.status.value;
  const length = meeting?.minutes ?? 0;
  const plan =
    planned === 0
      ? ''
      : planned <= length
        ? msg(str`${planned} of ${length} minutes planned`)
        : msg(str`${planned} minutes planned for a session of ${length}`);
  if (!prepared) {
    return html`<header>
      <h2>${msg('Agenda')}</h2>
      <p class="muted small number">${plan}</p>
    </header>`;
  }
  const invitation = mentorship?.members.length === 2 ? msg('Both of you can add.') : msg('All of you can add.');
  return html`<header class="inviting">
    <h2>${msg('What you bring today')}</h2>
    <p class="muted number">${plan === '' ? invitation : `${invitation} ${plan}.`}</p>
    ${details?.preparing.renderLength(session)}
  </header>`;
}
