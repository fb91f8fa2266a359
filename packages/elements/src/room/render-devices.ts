/** Everything to choose about devices, the same in the lobby and in the room's settings. */
import type { Call, Device, DeviceKind } from '@fireside/client';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { errorWords } from '../error-words.ts';
import { cameraIcon, microphoneIcon, speakerIcon } from '../icons/room.ts';
import type { TestSound } from './test-sound.ts';

/**
 * The choice of microphone, camera and speaker, how loud the microphone hears, and a sound to try the speaker with. Goes
 * with `devicesStyles`. `sound` is a controller of the element that shows it.
 */
export function renderDevices(call: Call, sound: TestSound): TemplateResult {
  const { self, devices } = call.value;
  return html`<div class="devices">
    ${renderName(microphoneIcon, msg('Microphone'))}
    <div class="device">
      ${renderChoice(call, 'microphone', devices.microphones)} ${self.microphone.on ? renderLevel(self.level) : nothing}
      <div class="device-note" role="status">${self.silent ? renderSilent() : nothing}</div>
    </div>
    ${renderName(cameraIcon, msg('Camera'))}
    <div class="device">${renderChoice(call, 'camera', devices.cameras)}</div>
    ${renderName(speakerIcon, msg('Speaker'))}
    <div class="device">
      ${
        // Where the browser cannot choose one, there is nothing to choose from.
        devices.speakers.length === 0 ? nothing : renderChoice(call, 'speaker', devices.speakers)
      }
      <button class="quiet accent" aria-disabled=${sound.playing} @click=${() => sound.play(devices.chosen.speaker)}>
        ${msg('Play a sound')}
      </button>
      <div class="device-note" role="status">${renderSound(sound)}</div>
    </div>
  </div>`;
}

/** For the eye: each choice has a name of its own. */
function renderName(icon: TemplateResult, name: string): TemplateResult {
  return html`<span class="device-name" aria-hidden="true">${icon}${name}</span>`;
}

function choiceName(kind: DeviceKind): string {
  switch (kind) {
    case 'microphone':
      return msg('Which microphone');
    case 'camera':
      return msg('Which camera');
    case 'speaker':
      return msg('Which speaker');
  }
}

function renderChoice(call: Call, kind: DeviceKind, list: readonly Device[]): TemplateResult {
  const chosen = call.value.devices.chosen[kind];
  const change = (event: Event): void => void call.setDevice(kind, (event.currentTarget as HTMLSelectElement).value);
  return html`<select aria-label=${choiceName(kind)} ?disabled=${list.length === 0} @change=${change}>
    ${list.length === 0 ? html`<option>${msg('None found')}</option>` : nothing}
    ${list.map(
      (device, index) =>
        html`<option value=${device.id} .selected=${device.id === chosen}>${nameOf(device, index)}</option>`,
    )}
  </select>`;
}

/** Before the first permission the browser tells neither id nor name of what is there. */
function nameOf({ id, label }: Device, index: number): string {
  if (label !== '') return label;
  return id === '' ? msg('Chosen by the browser') : msg(str`Device ${index + 1}`);
}

const BARS = Array.from({ length: 12 }, (_, index) => index / 12);

/** How loud the microphone hears, as twelve bars. */
function renderLevel(level: number): TemplateResult {
  return html`<span
    class="level"
    role="meter"
    aria-label=${msg('Microphone level')}
    aria-valuemin="0"
    aria-valuemax="100"
    aria-valuenow=${Math.round(level * 100)}
    >${BARS.map((from) => html`<i class=${level > from ? 'on' : ''}></i>`)}</span
  >`;
}

function renderSilent(): TemplateResult {
  return html`<p>
    <strong>${msg('Nobody can hear this microphone.')}</strong>
    ${msg('Choose another one, or look for a switch on the headset, its cable or the computer that mutes it.')}
  </p>`;
}

function renderSound({ playing, failed }: TestSound): string | typeof nothing {
  if (playing) return msg('Playing…');
  if (failed === 'unreachable') return errorWords(failed).happened;
  return failed ? msg('This speaker could not be used. Choose another one.') : nothing;
}
