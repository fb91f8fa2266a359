import type { FiresideSession, Tile } from '@fireside/client';
import type { ErrorCode } from '@fireside/protocol';
import { msg } from '@lit/localize';
import { html, type nothing, type TemplateResult } from 'lit';
import { cameraIcon, cameraOffIcon, microphoneIcon, microphoneOffIcon } from '../icons/room.ts';
import type { Preview } from './preview.ts';
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
  readonly problem: TemplateResult | typeof nothing;
  readonly cancel: TemplateResult | typeof nothing;
  readonly announcements: TemplateResult;
}

/**
 * Preview, *Join*, devices. Nothing in here can keep anybody from joining, and *Join* stays where it is: whatever comes and
 * goes, comes and goes below it.
 */
export function renderLobby(options: LobbyOptions): TemplateResult {
  const { session, choices, entering, join } = options;
  return html`
    <div class="lobby">
      <fireside-tile class="preview" .tile=${previewOf(session)} .note=${cameraWords(choices)}></fireside-tile>
      <div class="row ways-in">
        <div class="row toggles">${renderToggles(options)}</div>
        <button class="primary large join" aria-busy=${entering} @click=${() => join(true)}>
          <span data-also=${entering ? msg('Join') : msg('Joining…')}>${entering ? msg('Joining…') : msg('Join')}</span>
        </button>
        <button class="large-target" aria-busy=${entering} @click=${() => join(false)}>
          ${msg('Join without camera')}
        </button>
      </div>
      <div class="words-below">
        ${renderPresence(session)}
        <p class="muted small">${nameWords(session)} ${missingWords(options)}</p>
      </div>
      ${renderRefused(options.refused)} ${options.problem} ${renderDevices(session.call, options.sound)}
      <fireside-connection-check></fireside-connection-check>
      ${options.cancel} ${options.announcements}
    </div>
  `;
}

function renderToggles({ session, choices }: LobbyOptions): TemplateResult {
  const { self } = session.call.value;
  return html`
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
  `;
}

function cameraWords({ cameraWaits }: Preview): string {
  if (cameraWaits === null) return '';
  return cameraWaits === 'device'
    ? msg('The camera is starting…')
    : msg('The browser asks whether the camera may be used');
}

function nameWords({ status }: FiresideSession): TemplateResult {
  return msg(html`The others see you as <bdi class="own-name">${status.value.person?.name ?? ''}</bdi>.`);
}

/** A toggle tells what is on; so what *Join* will switch on is told apart. Nothing is missing where there are no devices. */
function missingWords({ session, choices }: LobbyOptions): string {
  const { devices, refusals } = session.call.value;
  const refused = refusals.map(({ device }) => device);
  const microphone = choices.missing.microphone && devices.microphones.length > 0 && !refused.includes('microphone');
  const camera = choices.missing.camera && devices.cameras.length > 0 && !refused.includes('camera');
  if (microphone && camera) return msg('“Join” switches microphone and camera on.');
  if (microphone) return msg('“Join” switches the microphone on.');
  if (camera) return msg('“Join” switches the camera on.');
  const nothingThere = devices.microphones.length + devices.cameras.length === 0 && refusals.length === 0;
  return nothingThere ? msg('Without microphone and camera the others can still be heard and seen.') : '';
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
