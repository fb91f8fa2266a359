/** One goal as a row: its words, how far it is, and, opened, its steps and what can be done with it. */
import type { Goal, GoalStatus, Milestone } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { downIcon, editIcon, parkIcon, upIcon } from '../icons/row-actions.ts';
import { closeIcon, moreIcon, retryIcon, trashIcon } from '../icons/signs.ts';
import type { LineEditing } from '../lines/line-editing.ts';
import { renderLineForm } from '../lines/line-form.ts';
import { stepsOf } from './view.ts';

export interface GoalRow {
  readonly goal: Goal;
  readonly writable: boolean;
  readonly open: boolean;
  readonly first: boolean;
  readonly last: boolean;
  /** "2 of 3 steps"; empty for a goal without steps. */
  readonly end: string;
  /** "reached 3 October", and who edits. */
  readonly meta: readonly string[];
  readonly editing: LineEditing;
  readonly addStep: TemplateResult;
  readonly does: GoalCommands;
}

export interface GoalCommands {
  setStatus(goal: Goal, status: GoalStatus): void;
  toggle(goal: Goal): void;
  step(goal: Goal, step: -1 | 1): void;
  remove(goal: Goal): void;
  tickStep(goal: Goal, step: Milestone): void;
  removeStep(goal: Goal, step: Milestone): void;
}

export function renderGoal(row: GoalRow): TemplateResult {
  const { goal, writable, open, editing, meta, does } = row;
  const { id, title, status } = goal;
  const reached = status === 'reached';
  const steps = stepsOf(goal);
  return html`
    <li class="row ${reached ? 'done' : ''} ${status === 'let-go' ? 'let-go' : ''}" data-row>
      <input
        type="checkbox"
        data-home
        aria-label=${title}
        .checked=${live(reached)}
        ?disabled=${!writable || status === 'let-go'}
        @change=${() => does.setStatus(goal, reached ? 'open' : 'reached')}
      />
      ${
        editing.id === id
          ? renderLineForm(editing, { label: msg('Goal'), value: title })
          : html`
              <span
                class="title"
                aria-hidden="true"
                ?data-editable=${writable}
                @click=${() => writable && editing.start(id, 'line')}
                >${title}</span
              >
              <span class="end number">${row.end}</span>
              ${
                writable
                  ? html`<button
                      class="more quiet icon-only small-target"
                      aria-label=${msg(str`More about “${title}”`)}
                      aria-expanded=${open ? 'true' : 'false'}
                      @click=${() => does.toggle(goal)}
                    >
                      ${moreIcon}
                    </button>`
                  : nothing
              }
            `
      }
      ${
        steps && status === 'open'
          ? html`<progress
              class="below"
              max=${steps.all}
              .value=${steps.done}
              aria-label=${msg(str`Steps of “${title}”`)}
            ></progress>`
          : nothing
      }
      ${meta.length === 0 ? nothing : html`<p class="below meta">${meta.join(' · ')}</p>`}
      ${open || !writable ? renderSteps(row) : nothing} ${open && writable ? renderActions(row) : nothing}
    </li>
  `;
}

function renderSteps({ goal, writable, editing, addStep, does }: GoalRow): TemplateResult | typeof nothing {
  if (goal.milestones.length === 0 && !writable) return nothing;
  return html`
    <div class="below steps">
      <ul aria-label=${msg(str`Steps of “${goal.title}”`)}>
        ${repeat(
          goal.milestones,
          (step) => step.id,
          (step) => html`
            <li class="row ${step.done ? 'done' : ''}" data-row>
              <input
                type="checkbox"
                data-home
                aria-label=${step.title}
                .checked=${live(step.done)}
                ?disabled=${!writable}
                @change=${() => does.tickStep(goal, step)}
              />
              ${
                editing.id === `${goal.id}/${step.id}`
                  ? renderLineForm(editing, { label: msg('Step'), value: step.title })
                  : html`
                      <span
                        class="title"
                        aria-hidden="true"
                        ?data-editable=${writable}
                        @click=${() => writable && editing.start(`${goal.id}/${step.id}`, 'line')}
                        >${step.title}</span
                      >
                      ${writable ? renderStepButtons(goal, step, editing, does) : nothing}
                    `
              }
            </li>
          `,
        )}
      </ul>
      ${writable ? addStep : nothing}
    </div>
  `;
}

function renderStepButtons(goal: Goal, step: Milestone, editing: LineEditing, does: GoalCommands): TemplateResult {
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
      @click=${() => does.removeStep(goal, step)}
    >
      ${closeIcon}
    </button>
  </span>`;
}

function renderActions({ goal, first, last, editing, does }: GoalRow): TemplateResult {
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
                @click=${() => !first && does.step(goal, -1)}
              >
                ${upIcon} ${msg('Move up')}
              </button>
              <button
                class="quiet small-target"
                aria-label=${msg(str`Move down “${title}”`)}
                aria-disabled=${last ? 'true' : 'false'}
                @click=${() => !last && does.step(goal, 1)}
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
              @click=${() => does.setStatus(goal, 'open')}
            >
              ${retryIcon} ${msg('Take up')}
            </button>`
          : html`<button
              class="quiet small-target"
              aria-label=${msg(str`Let go “${title}”`)}
              @click=${() => does.setStatus(goal, 'let-go')}
            >
              ${parkIcon} ${msg('Let go')}
            </button>`
      }
      <button class="quiet small-target" aria-label=${msg(str`Delete “${title}”`)} @click=${() => does.remove(goal)}>
        ${trashIcon} ${msg('Delete')}
      </button>
    </div>
  `;
}
