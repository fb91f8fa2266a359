/** Who, until when and from which item: the fields of a promise, for adding and editing. */
import { isDay, type Due, type Member } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { fieldText } from '../lines/line-editing.ts';
import { RefusedField } from '../lines/line-problem.ts';
import { laterDay } from '../zoned-time.ts';

interface DueFields {
  readonly members: readonly Member[];
  readonly self: string;
  readonly owner: string;
  readonly due: Due;
  /** What is chosen in the field *Until* just now. */
  readonly until: Until;
  readonly onUntil: (until: Until) => void;
  /** The agenda items that it may come from, with the one that is talked about; left out where that is settled. */
  readonly from?: { readonly items: readonly { id: string; title: string }[]; readonly current: string | null };
}

export type Until = 'next' | 'week' | 'day' | '';

const WEEK = 7;

export function untilOf(due: Due): Until {
  return due === null ? '' : due === 'next' ? 'next' : 'day';
}

/** Labelled fields `owner`, `until` (`next`, `week`, `day`, empty), `day`, and `item`. */
export function renderDueFields(fields: DueFields): TemplateResult {
  const { members, self, owner, due, until, onUntil } = fields;
  const chosen = (event: Event): void => {
    if (event.target instanceof HTMLSelectElement) onUntil(event.target.value as Until);
  };
  return html`
    <div class="due">
      <label>
        ${msg('Who')}
        <select name="owner">
          ${members.map(
            ({ id, name }) =>
              html`<option value=${id} ?selected=${id === owner}>
                ${id === self ? msg(str`${name} (you)`) : name}
              </option>`,
          )}
          ${
            members.some(({ id }) => id === owner)
              ? nothing
              : html`<option value=${owner} selected>${msg('a former member')}</option>`
          }
        </select>
      </label>
      <label>
        ${msg('Until')}
        <select name="until" @change=${chosen}>
          <option value="next" ?selected=${until === 'next'}>${msg('next time')}</option>
          <option value="week" ?selected=${until === 'week'}>${msg('in a week')}</option>
          <option value="day" ?selected=${until === 'day'}>${msg('a day')}</option>
          <option value="" ?selected=${until === ''}>${msg('no date')}</option>
        </select>
      </label>
      ${
        until === 'day'
          ? html`<label>
              ${msg('Day')}
              <input name="day" type="date" max="9999-12-31" value=${due !== null && due !== 'next' ? due : nothing} />
            </label>`
          : nothing
      }
      ${renderFrom(fields.from)}
    </div>
  `;
}

function renderFrom(from: DueFields['from']): TemplateResult | typeof nothing {
  if (!from || from.items.length === 0) return nothing;
  return html`<label>
    ${msg('From')}
    <select name="item">
      <option value="" ?selected=${from.current === null}>${msg('no topic')}</option>
      ${from.items.map(({ id, title }) => html`<option value=${id} ?selected=${id === from.current}>${title}</option>`)}
    </select>
  </label>`;
}

interface ReadFields {
  readonly owner: string;
  readonly due: Due;
  /** Left out where nobody was asked. */
  readonly item?: string | null;
}

/**
 * What the fields say. `today`: the day it is for this person (`YYYY-MM-DD`), from which a week is counted.
 * @throws RefusedField for a day that was left empty or does not exist
 */
export function readDueFields(fields: FormData, today: string): ReadFields {
  const item = fieldText(fields, 'item');
  return {
    owner: fieldText(fields, 'owner'),
    due: readDue(fieldText(fields, 'until') as Until, fieldText(fields, 'day'), today),
    ...(fields.has('item') ? { item: item === '' ? null : item } : {}),
  };
}

function readDue(until: Until, day: string, today: string): Due {
  if (until === 'next') return 'next';
  if (until === 'week') return laterDay(today, WEEK);
  if (until !== 'day') return null;
  // A date field holds nothing while what stands in it is no date, such as 31 February.
  if (!isDay(day)) throw new RefusedField(msg('Please choose a day that exists, or “no date”.'));
  return day;
}
