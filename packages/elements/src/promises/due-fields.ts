/** Who and until when: the fields of a promise, for adding and editing. */
import type { Due, Member } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { fieldText } from '../lines/line-editing.ts';

interface DueFields {
  readonly members: readonly Member[];
  readonly self: string;
  readonly owner: string;
  readonly due: Due;
  /** What is chosen in the field *Until* just now. */
  readonly until: Until;
  readonly onUntil: (until: Until) => void;
}

export type Until = 'next' | 'day' | '';

export function untilOf(due: Due): Until {
  return due === null ? '' : due === 'next' ? 'next' : 'day';
}

/** Labelled fields `owner`, `until` (`next`, `day`, empty) and `day`. */
export function renderDueFields({ members, self, owner, due, until, onUntil }: DueFields): TemplateResult {
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
        </select>
      </label>
      <label>
        ${msg('Until')}
        <select name="until" @change=${chosen}>
          <option value="next" ?selected=${until === 'next'}>${msg('next time')}</option>
          <option value="day" ?selected=${until === 'day'}>${msg('a day')}</option>
          <option value="" ?selected=${until === ''}>${msg('no date')}</option>
        </select>
      </label>
      ${
        until === 'day'
          ? html`<label>
              ${msg('Day')}
              <input name="day" type="date" value=${due !== null && due !== 'next' ? due : nothing} />
            </label>`
          : nothing
      }
    </div>
  `;
}

/** What the fields say; a day that was left empty is no date. */
export function readDueFields(fields: FormData): { owner: string; due: Due } {
  const until = fieldText(fields, 'until');
  const day = fieldText(fields, 'day');
  return {
    owner: fieldText(fields, 'owner'),
    due: until === 'next' ? 'next' : until === 'day' && day !== '' ? day : null,
  };
}
