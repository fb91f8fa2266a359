import { isInCall, type Call, type CallError } from '@fireside/client';
import type { ErrorCode } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { closeIcon } from '../icons/signs.ts';
import { deviceProblem } from './device-words.ts';

/** Which devices are off although they were asked for, why, and what to do about it. */
export function renderDeviceProblem(call: Call): TemplateResult | typeof nothing {
  const { refusals } = call.value;
  if (refusals.length === 0) return nothing;
  const inCall = isInCall(call.value);
  const again = refusals.flatMap((refusal) => tryAgain(call, refusal) ?? []);
  return html`<div class="notice problem-notice" role="alert">
    ${codesOf(refusals).map((code) =>
      renderReason(
        refusals.filter((refusal) => refusal.code === code),
        inCall,
      ),
    )}
    <div class="row">
      ${
        again.length === 0
          ? nothing
          : html`<button class="small-target" @click=${() => again.forEach((ask) => ask())}>
              ${msg('Try again')}
            </button>`
      }
      <button class="quiet icon-only small-target" aria-label=${msg('Close')} @click=${() => call.dismissError()}>
        ${closeIcon}
      </button>
    </div>
  </div>`;
}

const codesOf = (refusals: readonly CallError[]): ErrorCode[] => [...new Set(refusals.map(({ code }) => code))];

/** Devices that are refused for the same reason share the words for what to do. */
function renderReason(refusals: readonly CallError[], inCall: boolean): TemplateResult | typeof nothing {
  const [first] = refusals;
  if (!first) return nothing;
  void import('./device-guide/define.ts').catch(() => undefined); // small print; what to do stands above it already
  return html`<p>
      ${refusals.map((refusal) => html`<strong>${deviceProblem(refusal).happened}</strong> `)}
      ${deviceProblem(first).now} ${inCall ? msg('The call goes on without it.') : msg('You can join without it.')}
      <span class="muted small">${msg(str`Code: ${first.code}`)}</span>
    </p>
    <fireside-device-guide
      .code=${first.code}
      .devices=${refusals.map(({ device }) => device)}
    ></fireside-device-guide>`;
}

function tryAgain(call: Call, { device, code }: CallError): (() => void) | null {
  if (code === 'device-blocked' || code === 'insecure-origin') return null; // only the page can change it
  if (device === 'microphone') return () => void call.setMicrophone(true);
  if (device === 'camera') return () => void call.setCamera(true);
  return null;
}
