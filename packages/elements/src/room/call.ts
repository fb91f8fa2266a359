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
import { withoutLevel } from './call-changes.ts';
import { callStyles } from './call.styles.ts';
import type { Following } from './call-more.ts';
import { connectionWords, refusalOf } from './call-words.ts';
import type { NoticeKind } from './notices.ts';
import { renderControls } from './render-controls.ts';
import { renderDeviceProblem } from './render-device-problem.ts';
import { renderTiles } from './render-tiles.ts';
import { TileLayout } from './tile-layout.ts';
import { toggleStyles } from './toggle.styles.ts';

/**
 * The call while this person is in the session: faces, devices, *Leave*, and in words how the connection is. It draws
 * anew when something of the call has changed, not when the own microphone is louder.
 */
export class FiresideCall extends LitElement {
  static override styles = [tokens, controls, toggleStyles, callStyles];
  static override properties = {
    takeOver: { attribute: false },
    again: { attribute: false },
    featuring: { attribute: false },
    _pinned: { state: true, attribute: false },
    _settings: { state: true, attribute: false },
  };

  /** *Use this tab instead*. */
  declare takeOver: () => void;
  /** *Rejoin*. */
  declare again: () => void;
  /** Told whether one picture is large: it needs room. */
  declare featuring: (large: boolean) => void;

  /** The tile that this person has made large for themselves. */
  declare protected _pinned: string | null;
  declare protected _settings: boolean;

  readonly #session = new SessionController(this, (one) => [withoutLevel(one.call), one.status, one.preferences]);
  readonly #widget = new WidgetController(this);
  readonly #more = new LazyPart(this, () => import('./call-more.ts'));
  readonly #settings = new LazyPart(this, () => import('./define-settings.ts'));
  readonly #say = (text: string): void => this.#widget.announce(text);
  #following: Following | null = null;
  #featured = false;
  #hadFocus = false;

  constructor() {
    super();
    this._pinned = null;
    this._settings = false;
    new TileLayout(this);
    updateWhenLocaleChanges(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#following?.stop();
    this.#featured = false;
    this.featuring(false);
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
    const large = this.#find('.tiles[data-large]') !== null;
    if (large !== this.#featured) {
      this.#featured = large;
      this.featuring(large);
    }
    // What was pressed may have gone: a notice, a call that ended.
    if (this.#hadFocus && this.renderRoot instanceof ShadowRoot && this.renderRoot.activeElement === null) this.focus();
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
    const code = refusalOf(session.call.value);
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
      ${more ? html`${more.renderPlayback(session)} ${more.renderNoPath(session)}` : nothing}
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

  #renderRefusal(session: FiresideSession, code: ErrorCode): TemplateResult {
    const more = this.#more.need();
    const wasIn = session.call.value.state === 'left';
    const leave = this.#renderLeave(session);
    if (more) return more.renderRefusal({ code, wasIn, takeOver: this.takeOver, again: this.again, leave });
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
