import type { CallError } from '@fireside/client';
import type { ErrorCode } from '@fireside/protocol';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { browserFamily, inFrame, system } from './where.ts';

/** Where to press, or what the page must send, for devices that were all refused for the same reason. */
export function renderGuide(code: ErrorCode, devices: readonly CallError['device'][]): TemplateResult | typeof nothing {
  if (code === 'device-denied') return html`<p class="small">${browserWords()}</p>`;
  if (code === 'device-denied-by-system') return html`<p class="small">${systemWords()}</p>`;
  if (code === 'device-blocked') return renderForHost(policyWords(devices));
  return code === 'insecure-origin' ? renderForHost(html`<code>https://</code>`) : nothing;
}

function browserWords(): string {
  switch (browserFamily()) {
    case 'firefox':
      return msg('In Firefox: press the crossed-out camera or microphone beside the address, and take the block away.');
    case 'safari':
      return msg(
        'In Safari: open the settings for this website (menu “Safari”, or the sign beside the address on a phone), and choose “Allow”.',
      );
    case 'chromium':
      return msg(
        'In Chrome, Edge and their relatives: press the sign beside the address, and switch camera and microphone on there.',
      );
  }
}

function systemWords(): string {
  switch (system()) {
    case 'mac':
      return msg(
        'On a Mac: System Settings, Privacy & Security, then Camera and Microphone: switch the browser on there. It may want to be started again.',
      );
    case 'windows':
      return msg(
        'On Windows: Settings, Privacy & security, then Camera and Microphone: let apps, and desktop apps, use them.',
      );
    case 'other':
      return msg('You find camera and microphone in the settings of the system, mostly under “Privacy”.');
  }
}

/** The features of Permissions-Policy that the devices need (Media Capture and Streams section 14, Screen Capture section 8). */
function policyWords(devices: readonly CallError['device'][]): TemplateResult {
  const features = devices.flatMap((device) => (device === 'screen' ? 'display-capture' : (device ?? [])));
  const header = `Permissions-Policy: ${features.map((feature) => `${feature}=(self)`).join(', ')}`;
  return html`<code>${header}</code>
    ${inFrame() ? html`<code>${`<iframe allow="${features.join('; ')}">`}</code>` : nothing}`;
}

function renderForHost(what: TemplateResult): TemplateResult {
  return html`<p class="small muted">${msg('For the people who run this page, it must be sent with:')} ${what}</p>`;
}
