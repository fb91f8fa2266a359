import type { CallSnapshot, FiresideSession } from '@fireside/client';
import type { ErrorCode } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { errorWords } from '../error-words.ts';
import { cameraIcon, cameraOffIcon, leaveIcon, microphoneIcon, microphoneOffIcon, speakerIcon } from '../icons/room.ts';
import { screenIcon, screenOffIcon } from '../icons/screen.ts';
import { renderDeviceProblem } from './render-device-problem.ts';
import { renderToggle } from './toggle.ts';

export interface CallOptions {
  readonly session: FiresideSession;
  /** *Use this tab instead*. */
  readonly takeOver: () => void;
  readonly again: () => void;
}

/** The call while this person is in the session: faces, devices, *Leave*, and in words how the connection is. */
export function renderCall(options: CallOptions): TemplateResult {
  const { session } = options;
  const { value: call } = session.call;
  const refused = refusalOf(call);
  return html`
    <div class="call">
      ${refused === null ? renderTiles(call) : renderRefusal(refused, options)} ${renderPlayback(session, call)}
      ${renderDeviceProblem(session.call)}
      <div class="controls">
        ${refused === null ? renderToggles(session, call) : nothing}
        <button class="danger" @click=${() => void session.leave()}>
          ${leaveIcon}<span class="label">${msg('Leave')}</span>
        </button>
      </div>
      ${refused === null ? html`<p class="muted small words">${connectionWords(session, call)}</p>` : nothing}
    </div>
  `;
}

/** Why there is no call for us although we are in the session; null while there is one, or it is on its way. */
function refusalOf(call: CallSnapshot): ErrorCode | null {
  if (call.state === 'left' && call.leaveReason !== null && call.leaveReason !== 'left') return call.leaveReason;
  if (call.state !== 'joined' && call.error !== null && call.error.device === null) return call.error.code;
  return null;
}

function renderTiles(call: CallSnapshot): TemplateResult {
  const faces = call.tiles.filter((tile) => tile.kind === 'camera');
  const screens = call.tiles.filter((tile) => tile.kind === 'screen');
  const group = (name: string, tiles: typeof faces): TemplateResult | typeof nothing =>
    tiles.length === 0
      ? nothing
      : html`<div class="${name} ${tiles.length === 1 ? 'alone' : ''}">
          ${repeat(
            tiles,
            (tile) => tile.id,
            (tile) => html`<fireside-tile call .tile=${tile}></fireside-tile>`,
          )}
        </div>`;
  return html`${group('screens', screens)} ${group('faces', faces)}`;
}

function renderToggles(session: FiresideSession, { self }: CallSnapshot): TemplateResult {
  const { call } = session;
  return html`
    ${renderToggle({
      name: msg('Microphone'),
      device: self.microphone,
      icons: { on: microphoneIcon, off: microphoneOffIcon },
      press: (on) => void call.setMicrophone(on),
    })}
    ${renderToggle({
      name: msg('Camera'),
      device: self.camera,
      icons: { on: cameraIcon, off: cameraOffIcon },
      press: (on) => void call.setCamera(on),
    })}
    ${
      canShare()
        ? renderToggle({
            name: msg('Share screen'),
            device: self.screen,
            icons: { on: screenOffIcon, off: screenIcon },
            press: (on) => void call.setScreen(on),
            notable: 'on',
          })
        : nothing
    }
  `;
}

/** Phones have no screen capture (Screen Capture, section 5.1). */
function canShare(): boolean {
  const { mediaDevices } = navigator as Navigator & { mediaDevices?: MediaDevices };
  return mediaDevices !== undefined && 'getDisplayMedia' in mediaDevices;
}

function renderRefusal(code: ErrorCode, { takeOver, again }: CallOptions): TemplateResult {
  const words = errorWords(code);
  const elsewhere = code === 'already-in-call' || code === 'taken-over';
  return html`<div class="card refusal">
    <p><strong>${words.happened}</strong></p>
    <p class="muted">${words.now}</p>
    <div class="row">
      ${
        elsewhere
          ? html`<button class="primary" @click=${takeOver}>${msg('Use this tab instead')}</button>`
          : html`<button @click=${again}>${msg('Try again')}</button>`
      }
      <span class="muted small">${msg(str`Code: ${code}`)}</span>
    </div>
  </div>`;
}

/** Browsers let sound begin only with a press on the page. */
function renderPlayback(session: FiresideSession, call: CallSnapshot): TemplateResult | typeof nothing {
  if (call.playback === 'ok') return nothing;
  return html`<button class="primary large" @click=${() => void session.call.resumePlayback()}>
    ${speakerIcon}${msg('Press to hear')}
  </button>`;
}

function connectionWords(session: FiresideSession, call: CallSnapshot): string {
  if (call.state === 'joining' || call.state === 'idle') return msg('Joining the call…');
  if (call.state === 'reconnecting') return msg('Reconnecting… agenda and notes go on.');
  if (call.others.length === 0) return waitingWords(session);
  if (call.signal === 'lost') return msg('The server is out of reach; you still hear each other.');
  switch (call.quality) {
    case 'good':
      return call.others.length === 1 ? msg('Good connection · just the two of you') : msg('Good connection');
    case 'weak':
      return msg('Weak connection: the picture gives way to the sound');
    case 'lost':
      return msg('Nothing comes through just now; it is tried again');
    case 'unknown':
      return msg('In the call');
  }
}

function waitingWords(session: FiresideSession): string {
  const { mentorship, person } = session.status.value;
  const others = (mentorship?.members ?? []).filter((member) => member.id !== person?.id);
  const [only] = others;
  return others.length === 1 && only
    ? msg(str`${only.name} is not in the call yet`)
    : msg('Nobody else is in the call yet');
}
