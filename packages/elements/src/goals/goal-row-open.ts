/** What can be done with a goal and its steps once it is opened. */
import type { Milestone } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { editIcon, parkIcon } from '../icons/row-actions.ts';
import { closeIcon, retryIcon } from '../icons/signs.ts';
import { renderDelete, renderEdit, renderMoves } from '../lines/row-actions.ts';
import { readable } from '../lines/unreadable.ts';
import type { GoalRow } from './goal-row.ts';

/** The buttons of one step. */
export function renderStepActions({ goal, editing, acts }: GoalRow, step: Milestone): TemplateResult {
  return html`<span>
    ${
      step.title === ''
        ? nothing
        : html`<button
            class="quiet icon-only small-target"
            aria-label=${msg(str`Edit “${step.title}”`)}
            title=${msg('Edit')}
            @click=${() => editing.start(`${goal.id}/${step.id}`, 'line')}
          >
            ${editIcon}
          </button>`
    }
    <button
      class="quiet icon-only small-target"
      aria-label=${msg(str`Delete “${readable(step.title)}”`)}
      title=${msg('Delete')}
      @click=${() => acts.do((goals) => goals.removeStep(goal, step))}
    >
      ${closeIcon}
    </button>
  </span>`;
}

export function renderActions(row: GoalRow): TemplateResult {
  const { goal, first, last, editing, acts } = row;
  const title = readable(goal.title);
  const broken = goal.title === '';
  const letGo = goal.status === 'let-go';
  return html`
    <div class="below actions" role="group" aria-label=${msg(str`What to do with “${title}”`)}>
      ${broken ? nothing : renderLetGo(row, letGo)}
      ${broken ? nothing : renderEdit(title, () => editing.start(goal.id, 'line'))}
      ${
        letGo || broken
          ? nothing
          : renderMoves(title, { first, last, step: (by) => acts.do((goals) => goals.step(goal, by)) })
      }
      ${renderDelete(title, () => acts.do((goals) => goals.remove(goal)))}
    </div>
  `;
}

function renderLetGo({ goal, acts }: GoalRow, letGo: boolean): TemplateResult {
  const { title } = goal;
  return letGo
    ? html`<button
        class="quiet small-target"
        aria-label=${msg(str`Take up “${title}”`)}
        @click=${() => acts.do((goals) => goals.setStatus(goal, 'open'))}
      >
        ${retryIcon} ${msg('Take up')}
      </button>`
    : html`<button
        class="quiet small-target"
        aria-label=${msg(str`Let go “${title}”`)}
        @click=${() => acts.do((goals) => goals.setStatus(goal, 'let-go'))}
      >
        ${parkIcon} ${msg('Let go')}
      </button>`;
}
