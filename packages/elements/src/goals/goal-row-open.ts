/** What can be done with a goal and its steps once it is opened. */
import type { Milestone } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { downIcon, editIcon, parkIcon, upIcon } from '../icons/row-actions.ts';
import { closeIcon, retryIcon, trashIcon } from '../icons/signs.ts';
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
      ${
        broken
          ? nothing
          : html`<button
              class="quiet small-target"
              title=${msg('Edit')}
              aria-label=${msg(str`Edit “${title}”`)}
              @click=${() => editing.start(goal.id, 'line')}
            >
              ${editIcon} <span class="word">${msg('Edit')}</span>
            </button>`
      }
      ${
        letGo || broken
          ? nothing
          : html`
              <button
                class="quiet small-target"
                title=${msg('Move up')}
                aria-label=${msg(str`Move up “${title}”`)}
                aria-disabled=${first ? 'true' : 'false'}
                @click=${() => !first && acts.do((goals) => goals.step(goal, -1))}
              >
                ${upIcon} <span class="word">${msg('Move up')}</span>
              </button>
              <button
                class="quiet small-target"
                title=${msg('Move down')}
                aria-label=${msg(str`Move down “${title}”`)}
                aria-disabled=${last ? 'true' : 'false'}
                @click=${() => !last && acts.do((goals) => goals.step(goal, 1))}
              >
                ${downIcon} <span class="word">${msg('Move down')}</span>
              </button>
            `
      }
      <button
        class="quiet small-target"
        title=${msg('Delete')}
        aria-label=${msg(str`Delete “${title}”`)}
        @click=${() => acts.do((goals) => goals.remove(goal))}
      >
        ${trashIcon} <span class="word">${msg('Delete')}</span>
      </button>
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
