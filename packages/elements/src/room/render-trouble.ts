import type { FiresideSession } from '@fireside/client';
import type { ErrorCode } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { backSoonIcon } from '../icons/call.ts';
import { microphoneIcon, speakerIcon } from '../icons/room.ts';
import { closeIcon } from '../icons/signs.ts';
import { roomWords } from './room-words.ts';
import { refusalWords } from './refusal-words.ts';
import { hasNoPath } from './call-words.ts';
import { silentWords, speakingMutedWords, type NoticeKind, type Notices } from './notices.ts';

export interface RefusalOptions {
  readonly code: ErrorCode;
  /** Whether this person was in the call before. */
  readonly wasIn: boolean;
  readonly takeOver: () => void;
  readonly again: () => void;
  /** The button that leaves the call. */
  readonly leave: TemplateResult;
}

/** Nobody can change these by pressing. */
const FINAL: readonly ErrorCode[] = ['call-over', 'not-allowed', 'not-found', 'wrong-mentorship'];

/** Why there is no call for us, in place of the faces, and the way back into it. */
export function renderRefusal({ code, wasIn, takeOver, again, leave }: RefusalOptions): TemplateResult {
  const words = refusalWords(code, wasIn);
  const elsewhere = code === 'already-in-call' || code === 'taken-over';
  return html`<div class="card trouble">
    <div role="alert">
      <p><strong>${words.happened}</strong></p>
      <p class="muted">${words.now}</p>
    </div>
    <div class="row">
      ${
        elsewhere
          ? html`<button class="primary again" @click=${takeOver}>${msg('Use this tab instead')}</button>`
          : FINAL.includes(code)
            ? nothing
            : html`<button class="primary again" @click=${again}>${wasIn ? msg('Rejoin') : msg('Try again')}</button>`
      }
      ${leave}
    </div>
    <p class="muted small">${msg(str`Code: ${code}`)}</p>
  </div>`;
}

/** In the call, and no way for sound and picture: what it means, what to do, and what the page's owner can do. */
export function renderNoPath({ call }: FiresideSession): TemplateResult | typeof nothing {
  if (!hasNoPath(call.value)) return nothing;
  const words = roomWords('no-path');
  return html`<div class="card trouble">
    <div role="alert">
      <p><strong>${words.happened}</strong></p>
      <p class="muted">${words.now}</p>
      <p class="muted">
        ${msg(
          'The people who run this page can open one: with a TURN server, or by letting the network through. The check below says which step fails; send them its report.',
        )}
      </p>
    </div>
    <fireside-connection-check></fireside-connection-check>
    <p class="muted small">${msg('It is still tried by itself.')} ${msg(str`Code: ${'no-path'}`)}</p>
  </div>`;
}

/** Browsers let sound begin only with a press on the page. */
export function renderPlayback({ call }: FiresideSession): TemplateResult | typeof nothing {
  if (call.value.playback === 'ok') return nothing;
  return html`<div class="press-to-hear" role="alert">
    <button class="primary large" @click=${() => void call.resumePlayback()}>
      ${speakerIcon}<span>${msg('Press to hear')}</span>
    </button>
    <p class="muted small">${msg('The browser holds the sound back until you press.')}</p>
  </div>`;
}

export interface NoticesOptions {
  readonly session: FiresideSession;
  readonly notices: Notices;
  readonly dismiss: (kind: NoticeKind) => void;
  readonly openSettings: () => void;
}

/** What to know about oneself: seen, not heard twice; each is said aloud once when it begins. */
export function renderNotices(options: NoticesOptions): TemplateResult {
  const { session, notices, openSettings } = options;
  const { call } = session;
  return html`
    ${
      call.value.self.away
        ? html`<div class="notice">
            ${backSoonIcon}
            <p><strong>${msg('You will be right back')}</strong> ${msg('Nobody hears or sees you until then.')}</p>
            <button class="primary small-target" @click=${() => void call.setAway(false)}>${msg('I am back')}</button>
          </div>`
        : nothing
    }
    ${
      notices.has('speaking-muted')
        ? html`<div class="notice">
            <p><strong>${speakingMutedWords()}</strong></p>
            <button class="small-target" @click=${() => void call.setMicrophone(true)}>
              ${microphoneIcon}<span>${msg('Turn the microphone on')}</span>
            </button>
            ${renderClose('speaking-muted', options)}
          </div>`
        : nothing
    }
    ${
      notices.has('silent')
        ? html`<div class="notice">
            <p><strong>${silentWords()}</strong> ${msg('It gives no sound at all; its own switch may be off.')}</p>
            <button class="small-target" @click=${openSettings}>${msg('Choose another one')}</button>
            ${renderClose('silent', options)}
          </div>`
        : nothing
    }
    ${
      call.value.audioOnly
        ? html`<div class="notice">
            <p>
              <strong>${msg('Audio only')}</strong>
              ${msg('Pictures are off to spare the line; shared screens are not.')}
            </p>
            <button class="small-target" @click=${() => void call.setAudioOnly(false)}>${msg('Pictures on')}</button>
          </div>`
        : nothing
    }
  `;
}

function renderClose(kind: NoticeKind, { dismiss }: NoticesOptions): TemplateResult {
  return html`<button class="quiet icon-only small-target" aria-label=${msg('Close')} @click=${() => dismiss(kind)}>
    ${closeIcon}
  </button>`;
}

/** While this person's own screen is seen by the others. */
export function renderOwnScreen({ call }: FiresideSession): TemplateResult | typeof nothing {
  const { self, tiles } = call.value;
  if (!self.screen.on) return nothing;
  const own = tiles.find((tile) => tile.self && tile.kind === 'screen');
  return html`<div class="notice own-screen">
    ${own ? html`<fireside-tile class="thumbnail" bare .tile=${own}></fireside-tile>` : nothing}
    <p><strong>${msg('You are sharing your screen')}</strong> ${msg('Everybody in the call sees it.')}</p>
    <button class="small-target" @click=${() => void call.setScreen(false)}>${msg('Stop sharing')}</button>
  </div>`;
}
