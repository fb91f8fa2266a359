import type { FiresideSession, Tile } from '@fireside/client';
import type { ErrorCode } from '@fireside/protocol';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { cameraIcon, cameraOffIcon, microphoneIcon, microphoneOffIcon } from '../icons/room.ts';
import type { Preview } from './preview.ts';
import { renderDeviceProblem } from './render-device-problem.ts';
import { renderDevices } from './render-devices.ts';
import { renderPresence } from './render-presence.ts';
import { renderRefused } from './render-refused.ts';
import type { TestSound } from './test-sound.ts';
import { renderToggle } from './toggle.ts';

export interface LobbyOptions {
  readonly session: FiresideSession;
  readonly choices: Preview;
  readonly entering: boolean;
  readonly refused: ErrorCode | null;
  readonly join: (camera: boolean) => void;
  readonly sound: TestSound;
}

/** Preview, devices and *Join*. Nothing in here can keep anybody from joining. */
export function renderLobby(options: LobbyOptions): TemplateResult {
  const { session, choices, entering, join } = options;
  const { self } = session.call.value;
  return html`
    <div class="lobby">
      <fireside-tile class="preview" .tile=${previewOf(session)}></fireside-tile>
      <div class="row">
        ${renderToggle({
          name: msg('Microphone'),
          device: self.microphone,
          icons: { on: microphoneIcon, off: microphoneOffIcon },
          press: (on) => void choices.setMicrophone(on),
        })}
        ${renderToggle({
          name: msg('Camera'),
          device: self.camera,
          icons: { on: cameraIcon, off: cameraOffIcon },
          press: (on) => void choices.setCamera(on),
        })}
        <button class="primary large join" aria-disabled=${entering} @click=${() => join(true)}>
          ${entering ? msg('Joining…') : msg('Join')}
        </button>
        <button class="large-target" aria-disabled=${entering} @click=${() => join(false)}>
          ${msg('Join without camera')}
        </button>
      </div>
      ${renderPresence(session)} ${renderMissing(options)} ${renderRefused(options.refused)}
      ${renderDeviceProblem(session.call)} ${renderDevices(session.call, options.sound)}
      <fireside-connection-check></fireside-connection-check>
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
