import { isOfMediaServer, type FiresideSession } from '@fireside/client';
import type { ErrorCode } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { formatNames } from '../format.ts';
import { backSoonIcon } from '../icons/call.ts';
import { microphoneIcon, speakerIcon } from '../icons/room.ts';
import { closeIcon } from '../icons/signs.ts';
import { troubleOf } from './call-words.ts';
import { canCallDirectly, directWords } from './direct-call.ts';
import { silentWords, speakingMutedWords, type NoticeKind, type Notices } from './notices.ts';
import { refusalWords } from './refusal-words.ts';
import { renderRefused } from './render-refused.ts';
import { roomWords } from './room-words.ts';

/** How this person comes into the call (again), and how the last try went. */
export interface WaysIn {
  readonly session: FiresideSession;
  readonly takeOver: () => void;
  readonly again: () => void;
  readonly directly: () => void;
  /** The server has not answered yet. */
  readonly entering: boolean;
  readonly refused: ErrorCode | null;
}

export interface RefusalOptions extends WaysIn {
  readonly code: ErrorCode;
  /** The button that leaves the call. */
  readonly leave: TemplateResult;
}

/** Nobody can change these by pressing. */
const FINAL: readonly ErrorCode[] = ['call-over', 'not-allowed', 'not-found', 'wrong-mentorship'];

/** Why there is no call for us, in place of the faces, and the ways back into it. */
export function renderRefusal(options: RefusalOptions): TemplateResult {
  const { session, code, refused, leave } = options;
  const words = refusalWords(code, session.call.value.state === 'left');
  const ofSfu = isOfMediaServer(code);
  return html`<div class="card trouble">
    <div role="alert">
      <p><strong>${words.happened}</strong></p>
      <p class="muted">${words.now}</p>
    </div>
    ${ofSfu ? renderDirectWords(session) : nothing} ${renderRefused(refused === code ? null : refused, roomWords)}
    <div class="row">${ofSfu ? renderDirectly(options) : nothing} ${renderAgain(options)} ${leave}</div>
    ${ofSfu ? html`<fireside-connection-check></fireside-connection-check>` : nothing}
    <p class="muted small">${msg(str`Code: ${code}`)}</p>
  </div>`;
}

function renderAgain({ session, code, takeOver, again, entering }: RefusalOptions): TemplateResult | typeof nothing {
  if (FINAL.includes(code)) return nothing;
  const elsewhere = code === 'already-in-call' || code === 'taken-over';
  const wasIn = session.call.value.state === 'left';
  const first = !isOfMediaServer(code) || !canCallDirectly(session);
  return html`<button
    class="again ${first ? 'primary' : ''}"
    aria-disabled=${entering}
    @click=${elsewhere ? takeOver : again}
  >
    ${elsewhere ? msg('Use this tab instead') : wasIn ? msg('Rejoin') : msg('Try again')}
  </button>`;
}

/** In the call, and no way for sound and picture: what it means, what to do, and what the page's owner can do. */
export function renderTrouble(options: WaysIn): TemplateResult | typeof nothing {
  const { session } = options;
  const code = troubleOf(session.call.value);
  if (code === null) return nothing;
  const words = roomWords(code);
  return html`<div class="card trouble">
    <div role="alert">
      <p><strong>${(code === 'no-path' && pathlessWords(session)) || words.happened}</strong></p>
      <p class="muted">${words.now}</p>
      ${code === 'no-path' ? html`<p class="muted">${ownersWords()}</p>` : nothing}
    </div>
    ${
      isOfMediaServer(code)
        ? html`${renderDirectWords(session)}
            <div class="row">${renderDirectly(options)}</div>`
        : nothing
    }
    <fireside-connection-check></fireside-connection-check>
    <p class="muted small">${msg('It is still tried by itself.')} <span>${msg(str`Code: ${code}`)}</span></p>
  </div>`;
}

/** Whom no path leads to, while others are seen and heard; empty where it is all of them. */
function pathlessWords({ call }: FiresideSession): string {
  const { others } = call.value;
  const cut = others.filter(({ connection }) => connection !== 'connected').map(({ name }) => name);
  if (cut.length === 0 || cut.length === others.length) return '';
  return msg(str`There is no path for sound and picture between you and ${formatNames(cut)}.`);
}

const ownersWords = (): string =>
  msg(
    'The people who run this page can open one: with a TURN server, or by letting the network through. The check below says which step fails; send them its report.',
  );

/** It is there from the beginning, with whatever it says then: what changes in it is read aloud, once. */
function renderDirectWords(session: FiresideSession): TemplateResult {
  return html`<p class="muted" aria-live="polite">${directWords(session)}</p>`;
}

function renderDirectly({ session, directly, entering }: WaysIn): TemplateResult | typeof nothing {
  if (!canCallDirectly(session)) return nothing;
  return html`<button class="primary" aria-disabled=${entering} @click=${directly}>${msg('Call directly')}</button>`;
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
