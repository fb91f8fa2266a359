import type { CheckResult } from '@fireside/client';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../icons/icon.ts';
import { closeIcon } from '../../icons/signs.ts';
import { checkIcon } from '../../icons/recap.ts';
import { failureWords, outcomeWords, stepName } from './check-words.ts';

const minusIcon = icon('M5 12h14');
const waitingIcon = icon(
  'M12 2v4M12 18v4M4.9 4.9l2.8 2.8M16.3 16.3l2.8 2.8M2 12h4M18 12h4M4.9 19.1l2.8-2.8M16.3 7.7l2.8-2.8',
);

const SIGNS = { running: waitingIcon, ok: checkIcon, failed: closeIcon, 'not-set-up': minusIcon } as const;

/** One line a step: its sign, its name, where, what came of it; below a failed one what it means and its code. */
export function renderSteps(results: readonly CheckResult[]): TemplateResult {
  return html`<ul>
    ${results.map(
      (result) =>
        html`<li class=${result.outcome}>
          ${SIGNS[result.outcome]}
          <span class="step"
            >${stepName(result.step)}
            ${result.host === null ? nothing : html`<span class="muted small host">${result.host}</span>`}</span
          >
          <span class="small outcome number">${outcomeWords(result)}</span>
          ${
            result.outcome === 'failed'
              ? html`<p class="small">
                  ${failureWords(result)} <span class="muted">${msg(str`Code: ${codeOf(result)}`)}</span>
                </p>`
              : nothing
          }
        </li>`,
    )}
  </ul>`;
}

const codeOf = ({ code, status }: CheckResult): string =>
  status === null ? String(code) : `${String(code)} ${status}`;
