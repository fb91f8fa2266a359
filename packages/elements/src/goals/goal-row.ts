/** One goal as a row: its words, how far it is, and, opened, its steps and what can be done with it. */
import type { Goal, Milestone } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { LazyActs } from '../controllers/lazy-acts.ts';
import { moreIcon } from '../icons/signs.ts';
import { dotted } from '../lines/dotted.ts';
import type { LineEditing } from '../lines/line-editing.ts';
import { renderLineForm } from '../lines/line-form.ts';
import { readable } from '../lines/unreadable.ts';
import type { GoalActs } from './acts.ts';
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
  /** Writes down what happened. */
  readonly addEntry: TemplateResult;
  /** Whether the earlier history is shown. */
  readonly unfolded: boolean;
  readonly unfold: (open: boolean) => void;
  readonly self: string;
  readonly nameOf: (person: string) => string;
  readonly dayOf: (at: number) => string;
  readonly toggle: () => void;
  readonly acts: LazyActs<GoalActs>;
}

export function renderGoal(row: GoalRow): TemplateResult {
  const { goal, writable, open, editing, toggle, acts } = row;
  const { id, status } = goal;
  const title = readable(goal.title);
  const editable = writable && goal.title !== '';
  const reached = status === 'reached';
  const steps = stepsOf(goal);
  const words = row.end === '' ? row.meta : [row.end, ...row.meta];
  return html`
    <li class="row ${reached ? 'done' : ''} ${status === 'let-go' ? 'let-go' : ''}" data-row>
      <input
        type="checkbox"
        data-home
        aria-label=${title}
        .checked=${live(reached)}
        ?disabled=${!editable || status === 'let-go'}
        @change=${() => acts.do((goals) => goals.setStatus(goal, reached ? 'open' : 'reached'))}
      />
      ${
        editing.id === id
          ? renderLineForm(editing, { label: msg('Goal'), value: title })
          : html`
              <span
                class="title"
                aria-hidden="true"
                ?data-editable=${editable}
                @click=${() => editable && acts.do(() => editing.start(id, 'line'))}
                >${title}</span
              >
              ${
                writable
                  ? html`<button
                      class="more quiet icon-only small-target"
                      aria-label=${msg(str`More about “${title}”`)}
                      aria-expanded=${open ? 'true' : 'false'}
                      @click=${toggle}
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
      ${words.length === 0 ? nothing : html`<p class="below meta number">${dotted(words)}</p>`}
      ${
        open || !writable
          ? html`${writable ? acts.here?.renderActions(row) : nothing} ${renderSteps(row)}
            ${acts.here?.renderHistory(row)}`
          : nothing
      }
    </li>
  `;
}

function renderSteps(row: GoalRow): TemplateResult | typeof nothing {
  const { goal, writable, addStep } = row;
  if (goal.milestones.length === 0 && !writable) return nothing;
  return html`
    <div class="below steps">
      <ul aria-label=${msg(str`Steps of “${readable(goal.title)}”`)}>
        ${repeat(
          goal.milestones,
          (step) => step.id,
          (step) => renderStep(row, step),
        )}
      </ul>
      ${writable ? addStep : nothing}
    </div>
  `;
}

function renderStep(row: GoalRow, step: Milestone): TemplateResult {
  const { goal, writable, editing, acts } = row;
  const key = `${goal.id}/${step.id}`;
  const title = readable(step.title);
  const editable = writable && step.title !== '';
  return html`
    <li class="row ${step.done ? 'done' : ''}" data-row>
      <input
        type="checkbox"
        data-home
        aria-label=${title}
        .checked=${live(step.done)}
        ?disabled=${!editable}
        @change=${() => acts.do((goals) => goals.tickStep(goal, step))}
      />
      ${
        editing.id === key
          ? renderLineForm(editing, { label: msg('Step'), value: step.title })
          : html`
              <span
                class="title"
                aria-hidden="true"
                ?data-editable=${editable}
                @click=${() => editable && acts.do(() => editing.start(key, 'line'))}
                >${title}</span
              >
              ${writable ? acts.here?.renderStepActions(row, step) : nothing}
            `
      }
    </li>
  `;
}
