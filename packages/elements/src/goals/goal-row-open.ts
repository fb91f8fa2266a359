/** What can be done with a goal and its steps once it is opened. */
import type { Milestone } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { downIcon, editIcon, parkIcon, upIcon } from '../icons/row-actions.ts';
import { closeIcon, retryIcon, trashIcon } from '../icons/signs.ts';
import type { GoalRow } from './goal-row.ts';

/** The buttons of one step. */
export function renderStepActions({ goal, editing, acts }: GoalRow, step: Milestone): TemplateResult {
  return html`<span>
    <button
      class="quiet icon-only small-target"
      aria-label=${msg(str`Edit “${step.title}”`)}
      title=${msg('Edit')}
      @click=${() => editing.start(`${goal.id}/${step.id}`, 'line')}
    >
      ${editIcon}
    </button>
    <button
      class="quiet icon-only small-target"
      aria-label=${msg(str`Delete “${step.title}”`)}
      title=${msg('Delete')}
      @click=${() => acts.do((goals) => goals.removeStep(goal, step))}
    >
      ${closeIcon}
    </button>
  </span>`;
}

export function renderActions({ goal, first, last, editing, acts }: GoalRow): TemplateResult {
  const { title, status } = goal;
  const letGo = status === 'let-go';
  return html`
    <div class="below actions" role="group" aria-label=${msg(str`What to do with “${title}”`)}>
      <button
        class="quiet small-target"
        aria-label=${msg(str`Edit “${title}”`)}
        @click=${() => editing.start(goal.id, 'line')}
      >
        ${editIcon} ${msg('Edit')}
      </button>
      ${
        letGo
          ? nothing
          : html`
              <button
                class="quiet small-target"
                aria-label=${msg(str`Move up “${title}”`)}
                aria-disabled=${first ? 'true' : 'false'}
                @click=${() => !first && acts.do((goals) => goals.step(goal, -1))}
              >
                ${upIcon} ${msg('Move up')}
              </button>
              <button
                class="quiet small-target"
                aria-label=${msg(str`Move down “${title}”`)}
                aria-disabled=${last ? 'true' : 'false'}
                @click=${() => !last && acts.do((goals) => goals.step(goal, 1))}
              >
                ${downIcon} ${msg('Move down')}
              </button>
            `
      }
      ${
        letGo
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
            </button>`
      }
      <button
        class="quiet small-target"
        aria-label=${msg(str`Delete “${title}”`)}
        @click=${() => acts.do((goals) => goals.remove(goal))}
      >
        ${trashIcon} ${msg('Delete')}
      </button>
    </div>
  `;
}
