/** What happened with a goal, dated: a line to write it down, the latest entries, and the earlier ones folded away. */
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { entryWords } from '../goal-entry-words.ts';
import { historyOf, type HistoryRow } from '../goal-past.ts';
import { dotted } from '../lines/dotted.ts';
import { renderLineForm } from '../lines/line-form.ts';
import { readable } from '../lines/unreadable.ts';
import type { GoalRow } from './goal-row.ts';

/** Entries that an opened goal shows at once. */
const LATEST = 3;

export function renderHistory(row: GoalRow): TemplateResult | typeof nothing {
  const { goal, writable, unfolded, unfold } = row;
  const all = historyOf(goal);
  const shown = row.open ? all.slice(0, LATEST) : [];
  const folded = all.slice(shown.length);
  if (all.length === 0 && !writable) return nothing;
  const toggled = ({ currentTarget }: Event): void => {
    if (currentTarget instanceof HTMLDetailsElement) unfold(currentTarget.open);
  };
  return html`
    <div class="below history">
      ${writable ? row.addEntry : nothing}
      ${shown.length === 0 ? nothing : renderEntries(row, shown, msg(str`What happened with “${readable(goal.title)}”`))}
      ${
        folded.length === 0
          ? nothing
          : html`<details ?open=${unfolded} @toggle=${toggled}>
              <summary>
                ${shown.length === 0 ? msg(str`What happened: ${folded.length}`) : msg(str`Earlier: ${folded.length}`)}
              </summary>
              ${unfolded ? renderEntries(row, folded, msg(str`Earlier with “${readable(goal.title)}”`)) : nothing}
            </details>`
      }
    </div>
  `;
}

function renderEntries(row: GoalRow, entries: readonly HistoryRow[], label: string): TemplateResult {
  return html`<ul aria-label=${label} role="list">
    ${repeat(
      entries,
      ({ entry }) => entry.id,
      (one) => renderEntry(row, one),
    )}
  </ul>`;
}

function renderEntry(row: GoalRow, { entry, corrected }: HistoryRow): TemplateResult {
  const { goal, writable, editing, dayOf, nameOf } = row;
  const key = `${goal.id}/history/${entry.id}`;
  const ofPeople = entry.what === 'words';
  const words = readable(entryWords(goal, entry));
  const meta = [
    ...(entry.at > 0 ? [dayOf(entry.at)] : []),
    nameOf(entry.by),
    ...(corrected ? [msg('corrected')] : []),
    ...(ofPeople && entry.corrects !== null ? [msg('a correction')] : []),
  ];
  const own = writable && ofPeople && !corrected && entry.by === row.self && entry.text !== '';
  return html`
    <li class="entry" data-row>
      ${
        editing.id === key
          ? renderLineForm(editing, { label: msg('Correction'), value: entry.text })
          : html`<p class=${ofPeople ? 'words' : 'event'}>${corrected ? html`<s>${words}</s>` : words}</p>
              <p class="meta">
                <span>${dotted(meta)}</span>
                ${own ? renderCorrect(words, () => editing.start(key, 'line')) : nothing}
              </p>`
      }
    </li>
  `;
}

function renderCorrect(words: string, correct: () => void): TemplateResult {
  return html`<button class="quiet small-target" data-home aria-label=${msg(str`Correct “${words}”`)} @click=${correct}>
    ${msg('Correct')}
  </button>`;
}
