/** The parts of a recap, in the order in which they help: outcomes and promises first, then items and notes. */
import type { Recap, SessionDetail } from '@fireside/protocol/http';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { formatCalendarDay, formatDayAndTime, formatMinutes, formatNames, type Zone } from '../format.ts';
import { checkIcon, chevronRightIcon } from '../icons/recap.ts';
import { parkIcon } from '../icons/row-actions.ts';
import { renderRichText } from '../rich-text/render-rich-text.ts';

type Content = Recap['content'];

export interface RecapView {
  readonly recap: Recap;
  readonly zone: Zone;
}

export function renderSections({ recap, zone }: RecapView): TemplateResult {
  const { content, members } = recap;
  const name = (id: string | null): string => members.find((member) => member.id === id)?.name ?? '';
  return html`
    ${section(msg('Takeaways'), outcomes(content, 'takeaway', name))}
    ${section(msg('Decisions'), outcomes(content, 'decision', name))}
    ${section(msg('Promises'), promises(content, name))}
    ${
      content.next === null
        ? nothing
        : html`<section>
            <h4>${msg('Next meeting')}</h4>
            <p>${formatDayAndTime(content.next.startsAt, zone)} · ${formatMinutes(content.next.minutes)}</p>
          </section>`
    }
    ${section(msg('Agenda'), items(content, name))}
    ${
      content.notes.length === 0
        ? nothing
        : html`<section>
            <h4>${msg('Notes')}</h4>
            <div class="rich-text reading">${renderRichText(content.notes)}</div>
          </section>`
    }
  `;
}

/** Whether a recap has anything to read. */
export function isEmptyRecap({ outcomes, promises, items, notes, next }: Content): boolean {
  return outcomes.length + promises.length + items.length + notes.length === 0 && next === null;
}

interface Row {
  readonly sign: TemplateResult | string;
  readonly good?: boolean;
  readonly text: string;
  readonly end: string;
}

function section(title: string, rows: readonly Row[]): TemplateResult | typeof nothing {
  if (rows.length === 0) return nothing;
  return html`<section>
    <h4>${title}</h4>
    <ul role="list" aria-label=${title}>
      ${rows.map(
        ({ sign, good, text, end }) => html`
          <li class="row">
            <span class="sign ${good ? 'good' : ''}" aria-hidden="true">${sign}</span>
            <span>${text}</span>
            <span class="end">${end}</span>
          </li>
        `,
      )}
    </ul>
  </section>`;
}

function outcomes(content: Content, kind: 'takeaway' | 'decision', name: (id: string | null) => string): Row[] {
  return content.outcomes
    .filter((outcome) => outcome.kind === kind)
    .map((outcome) => ({ sign: '•', text: outcome.text, end: name(outcome.author) }));
}

function promises(content: Content, name: (id: string | null) => string): Row[] {
  return content.promises.map(({ text, owner, due, keptAt }) => {
    const until = keptAt !== null ? msg('kept') : untilWords(due);
    return {
      sign: keptAt === null ? '•' : checkIcon,
      good: keptAt !== null,
      text,
      end: [name(owner), until].filter((words) => words !== '').join(' · '),
    };
  });
}

function untilWords(due: string | null): string {
  if (due === null) return '';
  if (due === 'next') return msg('by next time');
  return /^\d{4}-\d{2}-\d{2}$/.test(due) ? msg(str`by ${formatCalendarDay(due)}`) : due;
}

function items(content: Content, name: (id: string | null) => string): Row[] {
  return content.items.map(({ title, state, author }) => ({
    sign: state === 'discussed' ? checkIcon : state === 'parked' ? parkIcon : chevronRightIcon,
    good: state === 'discussed',
    text: title,
    end: [name(author), stateWords(state)].filter((words) => words !== '').join(' · '),
  }));
}

function stateWords(state: 'open' | 'discussed' | 'parked'): string {
  switch (state) {
    case 'discussed':
      return msg('discussed');
    case 'parked':
      return msg('parked');
    case 'open':
      return msg('moved to next time');
  }
}

/** "48 min · video · Anna and Bo" */
export function factsOf(detail: SessionDetail): string {
  const { startedAt, wrappedUpAt, minutes, mode, recap } = detail;
  const took =
    startedAt !== null && wrappedUpAt !== null ? Math.max(1, Math.round((wrappedUpAt - startedAt) / 60_000)) : minutes;
  const names = recap ? formatNames(recap.members.map((member) => member.name)) : '';
  return [formatMinutes(took), modeWords(mode), names].filter((words) => words !== '').join(' · ');
}

function modeWords(mode: SessionDetail['mode']): string {
  switch (mode) {
    case 'video':
      return msg('video');
    case 'phone':
      return msg('by phone');
    case 'in-person':
      return msg('in person');
  }
}
