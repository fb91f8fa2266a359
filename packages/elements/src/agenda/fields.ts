/** The fields of an item beside its title: what kind it is, and how long it may take. */
import { ITEM_KINDS, type ItemKind } from '@fireside/protocol';
import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { fieldText } from '../lines/line-editing.ts';
import { RefusedField } from '../lines/line-problem.ts';
import { kindWord } from './kinds.ts';

export function renderFields({ kind, minutes }: { kind: ItemKind; minutes: number | null }): TemplateResult {
  return html`
    <div class="fields">
      <label>
        ${msg('Minutes')}
        <input name="minutes" type="text" inputmode="numeric" maxlength="20" value=${minutes ?? ''} />
      </label>
      <label>
        ${msg('Kind')}
        <select name="kind">
          ${ITEM_KINDS.map((one) => html`<option value=${one} ?selected=${one === kind}>${kindWord(one)}</option>`)}
        </select>
      </label>
    </div>
  `;
}

/** What the fields say; no minutes where the field is empty. @throws RefusedField */
export function readFields(fields: FormData): { kind: ItemKind; minutes: number | null } {
  const kind = fieldText(fields, 'kind');
  const text = fieldText(fields, 'minutes').trim();
  const minutes = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  if (text !== '' && !(minutes >= 1 && minutes <= 600)) {
    throw new RefusedField(msg('Minutes are a whole number from 1 to 600.'));
  }
  return { kind: ITEM_KINDS.find((one) => one === kind) ?? 'topic', minutes: text === '' ? null : minutes };
}
