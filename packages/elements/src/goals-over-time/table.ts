/** Goals over time in words: a row for everything that happened, with the session it belongs to. */
import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { WidgetController } from '../controllers/widget-controller.ts';
import { entryWords } from '../goal-entry-words.ts';
import { readable } from '../lines/unreadable.ts';
import { renderSessionLink } from '../session-link.ts';
import type { Lane, Mark } from './lanes.ts';
import { nowWords, sessionWords, thenWords, type DayOf } from './words.ts';

export interface TableView {
  readonly lanes: readonly Lane[];
  readonly widget: WidgetController;
  readonly dayOf: DayOf;
  readonly nameOf: (person: string) => string;
}

export function renderTable(view: TableView): TemplateResult {
  return html`<table>
    <caption class="visually-hidden">
      ${msg('Goals over time, the first thing first')}
    </caption>
    <thead>
      <tr>
        <th scope="col">${msg('When')}</th>
        <th scope="col">${msg('What happened')}</th>
        <th scope="col">${msg('Session')}</th>
      </tr>
    </thead>
    ${repeat(
      view.lanes,
      ({ goal }) => goal.id,
      (lane) => renderGoal(view, lane),
    )}
  </table>`;
}

function renderGoal(view: TableView, { goal, marks }: Lane): TemplateResult {
  const { dayOf } = view;
  return html`<tbody>
    <tr class="goal">
      <th scope="rowgroup" colspan="3">
        <h3><bdi>${readable(goal.title)}</bdi></h3>
        <p class="small">${msg('Then')}: ${thenWords(goal, dayOf)}</p>
        <p class="small">${msg('Now')}: ${nowWords(goal, dayOf)}</p>
      </th>
    </tr>
    ${
      marks.length === 0
        ? html`<tr>
            <td colspan="3">${msg('Nothing of it has a date.')}</td>
          </tr>`
        : marks.flatMap((mark) => renderMark(view, goal, mark))
    }
  </tbody>`;
}

function renderMark({ dayOf, nameOf, widget }: TableView, goal: Lane['goal'], mark: Mark): TemplateResult[] {
  return mark.entries.map((entry) => {
    const what = readable(entryWords(goal, entry));
    const words = sessionWords(mark, dayOf);
    return html`<tr>
      <td class="when">${dayOf(entry.at)}</td>
      <td>
        <span class="what">${what}</span>
        ${entry.by === '' ? '' : html`<span class="muted small"><bdi>${nameOf(entry.by)}</bdi></span>`}
      </td>
      <td>
        ${
          mark.session === null
            ? msg('before the first')
            : renderSessionLink(widget, { session: mark.session.id, at: goal.id }, words, `${words}: ${what}`)
        }
      </td>
    </tr>`;
  });
}
