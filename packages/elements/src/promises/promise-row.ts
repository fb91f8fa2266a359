/** One promise as a row: a box for the person who owes it, the words, who and until when, and where it comes from. */
import type { Promised } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { dueWords } from '../due-words.ts';
import { moreIcon } from '../icons/signs.ts';
import { dotted } from '../lines/dotted.ts';
import type { LineEditing } from '../lines/line-editing.ts';
import { renderLineForm } from '../lines/line-form.ts';
import { readable } from '../lines/unreadable.ts';

export interface PromiseRow {
  readonly promise: Promised;
  /** Whose it is, by name. */
  readonly owner: string;
  /** Whether this person owes it: then the box is theirs to tick. */
  readonly own: boolean;
  readonly writable: boolean;
  readonly open: boolean;
  /** "from “Spring talk”", and who edits. */
  readonly meta: readonly string[];
  readonly editing: LineEditing;
  /** More fields of the form, while it is edited. */
  readonly fields: TemplateResult | undefined;
  /** What can be done with it, while it is opened. */
  readonly actions: TemplateResult | undefined;
  readonly keep: () => void;
  readonly edit: () => void;
  readonly toggle: () => void;
}

export function renderPromise(row: PromiseRow): TemplateResult {
  const { promise, own, writable, editing } = row;
  const kept = promise.keptAt !== null;
  const broken = promise.text === '';
  const ticks = own && writable && !broken;
  const edited = editing.id === promise.id;
  const words = edited ? row.meta : metaWords(row); // the form says the rest
  return html`
    <li class="row ${kept ? 'done' : ''}" data-row>
      <input
        type="checkbox"
        ?data-home=${ticks}
        aria-label=${readable(promise.text)}
        .checked=${live(kept)}
        ?disabled=${!ticks}
        @change=${row.keep}
      />
      ${
        edited
          ? renderLineForm(editing, { label: msg('Promise'), value: promise.text, more: row.fields })
          : html`
              <span
                class="title"
                aria-hidden="true"
                ?data-editable=${writable && !broken}
                @click=${() => writable && !broken && row.edit()}
                >${readable(promise.text)}</span
              >
              ${writable ? renderMore(row, !ticks) : nothing}
            `
      }
      <p class="below meta">${dotted(words)}</p>
      ${row.actions ?? nothing}
    </li>
  `;
}

function metaWords({ promise, owner, meta }: PromiseRow): string[] {
  const until = promise.keptAt === null ? dueWords(promise.due) : msg('kept');
  return [owner, ...(until === '' ? [] : [until]), ...meta];
}

/** `home`: takes the focus of the row where the box cannot. */
function renderMore({ promise, open, toggle }: PromiseRow, home: boolean): TemplateResult {
  return html`<button
    class="more quiet icon-only small-target"
    ?data-home=${home}
    aria-label=${msg(str`More about “${readable(promise.text)}”`)}
    aria-expanded=${open ? 'true' : 'false'}
    @click=${toggle}
  >
    ${moreIcon}
  </button>`;
}
