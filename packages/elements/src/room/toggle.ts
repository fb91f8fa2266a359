import type { LocalDevice } from '@fireside/client';
import { html, type TemplateResult } from 'lit';

export interface ToggleOptions {
  readonly name: string;
  readonly device: LocalDevice;
  readonly icons: { readonly on: TemplateResult; readonly off: TemplateResult };
  readonly press: (on: boolean) => void;
  /** What stands out: a microphone that is off, but a screen that is shared. */
  readonly notable?: 'on' | 'off';
}

/** A device's button. Its name never changes; whether it is pressed says whether the device is on. */
export function renderToggle({ name, device, icons, press, notable = 'off' }: ToggleOptions): TemplateResult {
  return html`<button
    class="toggle ${(device.on ? 'on' : 'off') === notable ? 'notable' : ''}"
    aria-pressed=${device.on}
    aria-busy=${device.pending}
    @click=${() => press(!device.on)}
  >
    ${device.on ? icons.on : icons.off}<span class="label">${name}</span>
  </button>`;
}
