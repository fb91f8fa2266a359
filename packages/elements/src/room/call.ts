import { isInCall, type CallSnapshot, type FiresideSession } from '@fireside/client';
import type { ErrorCode } from '@fireside/protocol';
import { msg, updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { LazyPart } from '../controllers/lazy-part.ts';
import { SessionController } from '../controllers/session-controller.ts';
import { WidgetController } from '../controllers/widget-controller.ts';
import { showIcon } from '../icons/call.ts';
import { leaveIcon } from '../icons/room.ts';
import { renderProblem } from '../problem.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { whoIsHere, withoutLevel } from './call-changes.ts';
import { callStyles } from './call.styles.ts';
import type { Following } from './call-more.ts';
import { connectionWords, refusalOf } from './call-words.ts';
import type { NoticeKind } from './notices.ts';
import { renderControls } from './render-controls.ts';
import { renderDeviceProblem } from './render-device-problem.ts';
import { renderTiles } from './render-tiles.ts';
import type { WaysIn } from './render-trouble.ts';
import { TileLayout } from './tile-layout.ts';
import { toggleStyles } from './toggle.styles.ts';

/** What of the pictures needs more room than a pair. */
export interface Shown {
  /** One is large. */
  readonly large: boolean;
  /** There are more than four. */
  readonly many: boolean;
}

const NOTHING_SPECIAL: Shown = { large: false, many: false };

/**
 * The call while this person is in the session: faces, devices, *Leave*, and in words how the connection is. It draws
 * anew when something of the call has changed, not when the own microphone is louder.
 */
export class FiresideCall extends LitElement {
  static override styles = [tokens, controls, toggleStyles, callStyles];
  static override properties = {
    takeOver: { attribute: false },
    again: { attribute: false },
    directly: { attribute: false },
    entering: { attribute: false },
    refused: { attribute: false },
    featuring: { attribute: false },
    _pinned: { state: true, attribute: false },
    _settings: { state: true, attribute: false },
  };

  /** *Use this tab instead*. */
  declare takeOver: () => void;
  /** *Rejoin*. */
  declare again: () => void;
  /** *Call directly*. */
  declare directly: () => void;
  /** One of these was pressed, and the server has not answered yet. */
  declare entering: boolean;
  /** Why the last of these did not work. */
  declare refused: ErrorCode | null;
  /** Told what of the pictures needs more room. */
  declare featuring: (shown: Shown) => void;

  /** The tile that this person has made large for themselves. */
  declare protected _pinned: string | null;
  declare protected _settings: boolean;

  readonly #session = new SessionController(this, (one) => [
    withoutLevel(one.call),
    one.status,
    one.preferences,
    whoIsHere(one),
  ]);
  readonly #widget = new WidgetController(this);
  readonly #more = new LazyPart(this, () => import('./call-more.ts'));
  readonly #settings = new LazyPart(this, () => import('./define-settings.ts'));
  readonly #say = (text: string): void => this.#widget.announce(text);
  #following: Following | null = null;
  #shown: Shown = NOTHING_SPECIAL;
  #hadFocus = false;

  constructor() {
    super();
    this.entering = false;
    this.refused = null;
    this._pinned = null;
    this._settings = false;
    new TileLayout(this);
    updateWhenLocaleChanges(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#following?.stop();
    this.#show(NOTHING_SPECIAL);
  }

  /** The first thing of a call that one may want to press. */
  override focus(): void {
    void this.updateComplete.then(() => this.#find('.toggle, .again')?.focus());
  }

  protected override willUpdate(): void {
    this.#hadFocus = this.matches(':focus-within');
    const session = this.#session.session;
    if (session === null) return;
    const call = session.call.value;
    this.#follow(session);
    if (!call.tiles.some((tile) => tile.id === this._pinned)) this._pinned = null;
  }

  protected override updated(): void {
    this.#show({
      large: this.#find('.tiles[data-large]') !== null,
      many: this.#find('fireside-tile:nth-of-type(5)') !== null,
    });
    // What was pressed may have gone: a notice, a call that ended.
    if (this.#hadFocus && this.renderRoot instanceof ShadowRoot && this.renderRoot.activeElement === null) this.focus();
  }

  #show(shown: Shown): void {
    const { large, many } = this.#shown;
    if (shown.large === large && shown.many === many) return;
    this.#shown = shown;
    this.featuring(shown);
  }

  #follow({ call: { value: call }, preferences }: FiresideSession): void {
    const more = facesAreThere(call) ? this.#more.need() : null;
    if (more && !this.#following) {
      this.#following = new more.Following(this.#say, () => this.requestUpdate());
      new more.Shortcuts(this, () => this.#shortcuts());
    }
    this.#following?.tell(call, preferences.value.announce);
  }

  #find(selector: string): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(selector);
  }

  #shortcuts(): Readonly<Record<string, () => void>> | null {
    const session = this.#session.session;
    if (!session?.preferences.value.shortcuts) return null;
    const { call } = session;
    if (!isInCall(call.value)) return null;
    return {
      m: () => void call.setMicrophone(!call.value.self.microphone.on).then(() => this.#sayMicrophone(session)),
      v: () => void call.setCamera(!call.value.self.camera.on).then(() => this.#sayCamera(session)),
    };
  }

  /** Nobody sees the focus move when a key is pressed. A refusal is an alert of its own. */
  #sayMicrophone({ call }: FiresideSession): void {
    this.#say(call.value.self.microphone.on ? msg('Microphone on') : msg('Microphone off'));
  }

  #sayCamera({ call }: FiresideSession): void {
    this.#say(call.value.self.camera.on ? msg('Camera on') : msg('Camera off'));
  }

  readonly #openSettings = (): void => {
    this.#settings.need();
    this._settings = true;
  };

  readonly #closeSettings = (): void => {
    this._settings = false;
  };

  readonly #dismiss = (kind: NoticeKind): void => {
    this.#following?.notices.dismiss(kind);
    this.requestUpdate();
  };

  protected override render(): TemplateResult | typeof nothing {
    const session = this.#session.session;
    if (session === null) return nothing;
    const code = this.#refusal(session.call.value);
    return html`
      ${code === null ? this.#renderInside(session) : this.#renderRefusal(session, code)}
      ${renderDeviceProblem(session.call)}
      ${
        code === null
          ? html`<div class="controls">
                ${renderControls(session, this.#openSettings)} ${this.#renderLeave(session)}
              </div>
              ${this.#renderWords(session)}`
          : nothing
      }
      ${this.#renderSettings()}
    `;
  }

  #renderLeave(session: FiresideSession): TemplateResult {
    return html`<button class="danger" @click=${() => void session.leave()}>
      ${leaveIcon}<span class="label">${msg('Leave')}</span>
    </button>`;
  }

  #renderInside(session: FiresideSession): TemplateResult {
    const call = session.call.value;
    const { selfView } = session.preferences.value;
    const more = this.#following && this.#more.need();
    return html`
      ${more ? html`${more.renderPlayback(session)} ${more.renderTrouble(this.#ways(session))}` : nothing}
      ${renderTiles({
        call,
        pinned: this._pinned,
        selfView,
        pin: (tile) => (this._pinned = tile),
        hideSelf: () => session.prefer({ selfView: false }),
      })}
      ${
        more && this.#following
          ? html`${more.renderOwnScreen(session)}
            ${more.renderNotices({
              session,
              notices: this.#following.notices,
              dismiss: this.#dismiss,
              openSettings: this.#openSettings,
            })}`
          : nothing
      }
    `;
  }

  /** What the call says itself, or what the last press on a way into it has met. */
  #refusal(call: CallSnapshot): ErrorCode | null {
    const outside = call.state === 'left' || call.state === 'idle';
    return refusalOf(call) ?? (outside ? this.refused : null);
  }

  #ways(session: FiresideSession): WaysIn {
    const { takeOver, again, directly, entering, refused } = this;
    return { session, takeOver, again, directly, entering, refused };
  }

  #renderRefusal(session: FiresideSession, code: ErrorCode): TemplateResult {
    const more = this.#more.need();
    const leave = this.#renderLeave(session);
    if (more) return more.renderRefusal({ ...this.#ways(session), code, leave });
    return html`${
        this.#more.failed
          ? renderProblem('unreachable', () => this.#more.retry())
          : html`<p class="muted words">${msg('One moment…')}</p>`
      }
      <div class="row">${leave}</div>`;
  }

  #renderWords(session: FiresideSession): TemplateResult {
    const { selfView } = session.preferences.value;
    const back = this.#following?.notices.has('back') ? `${msg('The connection is back')} · ` : '';
    return html`<div class="words">
      <p class="muted small">${back + connectionWords(session)}</p>
      ${
        selfView
          ? nothing
          : html`<button class="quiet small-target" @click=${() => session.prefer({ selfView: true })}>
              ${showIcon}<span>${msg('Show my picture to me')}</span>
            </button>`
      }
    </div>`;
  }

  #renderSettings(): TemplateResult | typeof nothing {
    if (!this._settings) return nothing;
    if (this.#settings.failed) return renderProblem('unreachable', () => this.#settings.retry());
    if (this.#settings.need() === null) return nothing;
    return html`<fireside-call-settings @close=${this.#closeSettings}></fireside-call-settings>`;
  }
}

/** Or will not come: nobody waits for them. */
function facesAreThere({ state, others, error, playback }: CallSnapshot): boolean {
  if (state === 'idle' || state === 'joining') return error !== null;
  return error !== null || playback === 'blocked' || others.every(({ connection }) => connection !== 'connecting');
}

declare global {
  interface HTMLElementTagNameMap {
    'fireside-call': FiresideCall;
  }
}
