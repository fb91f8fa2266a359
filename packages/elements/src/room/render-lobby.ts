import type { DeviceKind, FiresideSession, Tile } from '@fireside/client';
import type { ErrorCode } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { cameraIcon, cameraOffIcon, microphoneIcon, microphoneOffIcon, speakerIcon } from '../icons/room.ts';
import type { Preview } from './preview.ts';
import { renderDeviceProblem } from './render-device-problem.ts';
import { renderPresence } from './render-presence.ts';
import { renderRefused } from './render-refused.ts';
import { renderToggle } from './toggle.ts';

export interface LobbyOptions {
  readonly session: FiresideSession;
  readonly choices: Preview;
  readonly entering: boolean;
  readonly refused: ErrorCode | null;
  readonly join: (camera: boolean) => void;
  readonly playSound: () => void;
}

/** Preview, devices and *Join*. Nothing in here can keep anybody from joining. */
export function renderLobby(options: LobbyOptions): TemplateResult {
  const { session, entering, join } = options;
  return html`
    <div class="lobby">
      <fireside-tile class="preview" .tile=${previewOf(session)}></fireside-tile>
      ${renderDeviceProblem(session.call)} ${renderDevices(options)} ${renderRefused(options.refused)}
      <div class="row">
        <button class="primary large join" aria-disabled=${entering} @click=${() => join(true)}>
          ${entering ? msg('Joining…') : msg('Join')}
        </button>
        <button class="large-target" aria-disabled=${entering} @click=${() => join(false)}>
          ${msg('Join without camera')}
        </button>
        ${renderPresence(session)}
      </div>
      ${renderMissing(options)}
    </div>
  `;
}

/** A toggle tells what is on; so what *Join* will switch on is told apart. */
function renderMissing({ choices }: LobbyOptions): TemplateResult | typeof nothing {
  const { microphone, camera } = choices.missing;
  if (!microphone && !camera) return nothing;
  const words =
    microphone && camera
      ? msg('“Join” switches microphone and camera on.')
      : microphone
        ? msg('“Join” switches the microphone on.')
        : msg('“Join” switches the camera on.');
  return html`<p class="muted small">${words}</p>`;
}

function previewOf(session: FiresideSession): Tile {
  const { person } = session.status.value;
  const own = session.call.value.tiles.find((tile) => tile.self && tile.kind === 'camera');
  if (own) return own;
  const { self } = session.call.value;
  return {
    id: 'preview',
    kind: 'camera',
    person: person?.id ?? '',
    name: person?.name ?? '',
    self: true,
    video: null,
    microphone: self.microphone.on,
    speaking: false,
    away: false,
    connection: 'connected',
  };
}

function renderDevices({ session, choices, playSound }: LobbyOptions): TemplateResult {
  const { self, devices } = session.call.value;
  return html`<div class="devices">
    ${renderToggle({
      name: msg('Microphone'),
      device: self.microphone,
      icons: { on: microphoneIcon, off: microphoneOffIcon },
      press: (on) => void choices.setMicrophone(on),
    })}
    <div class="device">
      ${renderChoice(session, 'microphone')} ${self.microphone.on ? renderLevel(self.level) : nothing}
    </div>
    ${renderToggle({
      name: msg('Camera'),
      device: self.camera,
      icons: { on: cameraIcon, off: cameraOffIcon },
      press: (on) => void choices.setCamera(on),
    })}
    <div class="device">${renderChoice(session, 'camera')}</div>
    ${
      devices.speakers.length === 0
        ? nothing
        : html`<span class="device-name">${speakerIcon}${msg('Speaker')}</span>
            <div class="device">
              ${renderChoice(session, 'speaker')}
              <button class="quiet accent" @click=${playSound}>${msg('Play a sound')}</button>
            </div>`
    }
  </div>`;
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

function renderChoice(session: FiresideSession, kind: DeviceKind): TemplateResult {
  const { devices } = session.call.value;
  const list = { microphone: devices.microphones, camera: devices.cameras, speaker: devices.speakers }[kind];
  const chosen = devices.chosen[kind];
  const change = (event: Event): void =>
    void session.call.setDevice(kind, (event.currentTarget as HTMLSelectElement).value);
  return html`<select aria-label=${choiceName(kind)} ?disabled=${list.length === 0} @change=${change}>
    ${list.length === 0 ? html`<option>${msg('None found')}</option>` : nothing}
    ${list.map(
      (device, index) =>
        html`<option value=${device.id} ?selected=${device.id === chosen}>
          ${device.label || msg(str`Device ${index + 1}`)}
        </option>`,
    )}
  </select>`;
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
