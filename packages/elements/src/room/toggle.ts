import type { LocalDevice } from '@fireside/client';
import { html, nothing, type TemplateResult } from 'lit';

export interface ToggleOptions {
  readonly name: string;
  readonly device: LocalDevice;
  readonly icons: { readonly on: TemplateResult; readonly off: TemplateResult };
  readonly press: (on: boolean) => void;
  /** What stands out: a microphone that is off, but a screen that is shared. */
  readonly notable?: 'on' | 'off';
  /** The key that does the same. */
  readonly key?: string;
  /** Without its label where there is little room. */
  readonly minor?: boolean;
}

/** A device's button. Its name never changes; whether it is pressed says whether the device is on. */
export function renderToggle(options: ToggleOptions): TemplateResult {
  const { name, device, icons, press, notable = 'off', key, minor = false } = options;
  return html`<button
    class="toggle ${(device.on ? 'on' : 'off') === notable ? 'notable' : ''} ${minor ? 'minor' : ''}"
    aria-pressed=${device.on}
    aria-busy=${device.pending}
    aria-keyshortcuts=${key ?? nothing}
    title=${key === undefined ? name : `${name} (${key})`}
    @click=${() => press(!device.on)}
  >
    ${device.on ? icons.on : icons.off}<span class="label">${name}</span>
  </button>`;
}
