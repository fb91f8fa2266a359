import type { Call, CallError } from '@fireside/client';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { closeIcon } from '../icons/signs.ts';
import { deviceProblem } from './device-words.ts';

/** Why a device is off although it was asked for, and what to do about it. */
export function renderDeviceProblem(call: Call): TemplateResult | typeof nothing {
  const { error } = call.value;
  if (error === null || error.device === null) return nothing;
  const words = deviceProblem(error);
  const again = tryAgain(call, error);
  return html`<div class="notice problem-notice" role="alert">
    <p>
      <strong>${words.happened}</strong> ${words.now}
      <span class="muted small">${msg(str`Code: ${error.code}`)}</span>
    </p>
    <div class="row">
      ${again ? html`<button class="small-target" @click=${again}>${msg('Try again')}</button>` : nothing}
      <button class="quiet icon-only small-target" aria-label=${msg('Close')} @click=${() => call.dismissError()}>
        ${closeIcon}
      </button>
    </div>
  </div>`;
}

function tryAgain(call: Call, { device, code }: CallError): (() => void) | null {
  if (code === 'device-blocked' || code === 'insecure-origin') return null; // only the page can change it
  if (device === 'microphone') return () => void call.setMicrophone(true);
  if (device === 'camera') return () => void call.setCamera(true);
  return null;
}
