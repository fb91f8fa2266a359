import type { EnterOptions, FiresideSession } from '@fireside/client';
import { FiresideError, type ErrorCode } from '@fireside/protocol';
import { msg, updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { LazyPart } from '../controllers/lazy-part.ts';
import { SessionController } from '../controllers/session-controller.ts';
import { WidgetController } from '../controllers/widget-controller.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { renderProblem } from '../problem.ts';
import { renderUnbound } from '../unbound.ts';
import type { Shown } from './call.ts';
import { callOfRoom } from './call-changes.ts';
import { devicesStyles } from './devices.styles.ts';
import { lobbyStyles } from './lobby.styles.ts';
import { Preview } from './preview.ts';
import { renderAnnouncements } from './render-announcements.ts';
import { renderCancel } from './render-cancel.ts';
import { renderLobby } from './render-lobby.ts';
import { renderMeeting } from './render-meeting.ts';
import { roomStyles } from './room.styles.ts';
import { TestSound } from './test-sound.ts';
import { toggleStyles } from './toggle.styles.ts';

/**
 * The call of the session: before it the lobby with preview and devices, in it the faces. By phone and in person it
 * touches no camera and no microphone.
 *
 * @summary Video room and lobby.
 * @cssstate large - A shared screen or a pinned person is shown large: the room can use more width.
 * @cssstate many - More than four pictures are shown: the room can use some more width.
 */
export class FiresideRoom extends LitElement {
  static override styles = [tokens, controls, toggleStyles, roomStyles, lobbyStyles, devicesStyles];
  static override properties = {
    _entering: { state: true, attribute: false },
    _refused: { state: true, attribute: false },
  };

  /** *Join* was pressed, and the server has not answered yet. */
  declare protected _entering: boolean;
  /** Why the last *Join*, or another way into the call, did not work. */
  declare protected _refused: ErrorCode | null;

  readonly #session = new SessionController(this, (one) => [one.status, one.presence, callOfRoom(one)]);
  readonly #widget = new WidgetController(this, { follow: true });
  /** Nobody needs it before *Join*, or before a device is refused. */
  readonly #call = new LazyPart(this, () => import('./define-call.ts'));
  readonly #announcements = new LazyPart(this, () => import('./define-announcements.ts'));
  readonly #cancel = new LazyPart(this, () => import('./cancel/define.ts'));
  readonly #sound = new TestSound(this);
  readonly #states = this.attachInternals().states;
  #preview: { readonly of: FiresideSession; readonly choices: Preview } | null = null;
  #entered = false;
  #hadFocus = false;
  #followFocus = false;
  constructor() {
    super();
    this._entering = false;
    this._refused = null;
    updateWhenLocaleChanges(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    const preview = this.#preview;
    queueMicrotask(() => {
      if (this.isConnected) return; // moved, not removed
      preview?.choices.close();
      this.#preview = null;
    });
  }

  protected override willUpdate(): void {
    this.#hadFocus = this.matches(':focus-within');
    const session = this.#session.session;
    if (session === null) return;
    if (this.#preview?.of !== session) this.#preview = { of: session, choices: new Preview(session) };
    if (session.call.value.state !== 'joined') return;
    this.#preview.choices.remember();
    this._refused = null;
  }

  protected override updated(): void {
    const session = this.#session.session;
    if (session === null) return;
    const { entered, session: meeting } = session.status.value;
    const reading = this.#widget.view.kind === 'saved-notes'; // whoever came to read is asked for no camera
    if (!entered && !reading && meeting?.mode === 'video' && isBefore(meeting.state)) this.#openPreview();
    if (entered !== this.#entered) {
      this.#entered = entered;
      this.#followFocus = this.#hadFocus; // the pressed button went with its view
    }
    const next = this.renderRoot.querySelector<HTMLElement>(entered ? 'fireside-call, .meeting button' : '.join');
    if (!this.#followFocus || next === null) return;
    this.#followFocus = false;
    next.focus();
  }

  #opened: Preview | null = null;

  #openPreview(): void {
    const choices = this.#preview?.choices;
    if (!choices || this.#opened === choices) return;
    this.#opened = choices;
    // The call's own code comes at rest, before *Join* is pressed.
    void choices.open().then(() => this.#call.need());
  }

  readonly #takeOver = (): void => this.#enterAgain({ takeOver: true });
  readonly #again = (): void => this.#enterAgain();
  readonly #directly = (): void => this.#enterAgain({ direct: true });
  readonly #feature = (shown: Shown): void => {
    for (const state of ['large', 'many'] as const) {
      if (shown[state]) this.#states.add(state);
      else this.#states.delete(state);
    }
  };

  #enterAgain(options?: EnterOptions): void {
    void this.#enter(async () => this.#session.session?.enter(options));
  }

  async #enter(enter: () => Promise<void>): Promise<void> {
    if (this._entering) return;
    this._entering = true;
    this._refused = null;
    try {
      await enter();
    } catch (error) {
      if (!(error instanceof FiresideError)) throw error;
      this._refused = error.code;
    } finally {
      this._entering = false;
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const session = this.#session.session;
    if (session === null) return renderUnbound(this.#session.binding);
    const { session: meeting, entered, person } = session.status.value;
    if (!meeting || person?.role === 'observer') return nothing;
    if (!entered && !isBefore(meeting.state)) return nothing;
    return html`<section class="room" aria-label=${msg('Call')}>${this.#renderInside(session)}</section>`;
  }

  #renderInside(session: FiresideSession): TemplateResult {
    const { entered, session: meeting } = session.status.value;
    const choices = this.#preview?.choices;
    if (meeting?.mode !== 'video' || !choices) {
      return renderMeeting({
        session,
        entering: this._entering,
        refused: this._refused,
        join: () => void this.#enter(() => session.enter()),
        cancel: renderCancel(session, this.#cancel),
        announcements: renderAnnouncements(this.#announcements),
      });
    }
    if (entered) {
      if (this.#call.need() === null) return this.#renderLoading(session);
      return html`<fireside-call
        .takeOver=${this.#takeOver}
        .again=${this.#again}
        .directly=${this.#directly}
        .entering=${this._entering}
        .refused=${this._refused}
        .featuring=${this.#feature}
      ></fireside-call>`;
    }
    return renderLobby({
      session,
      choices,
      entering: this._entering,
      refused: this._refused,
      join: (camera) => void this.#enter(() => choices.enter({ camera })),
      sound: this.#sound,
      problem: this.#renderProblem(session),
      cancel: renderCancel(session, this.#cancel),
      announcements: renderAnnouncements(this.#announcements),
    });
  }

  #renderProblem({ call }: FiresideSession): TemplateResult | typeof nothing {
    if (call.value.refusals.length === 0) return nothing;
    if (this.#call.failed) return renderProblem('unreachable', () => this.#call.retry());
    return this.#call.need()?.renderDeviceProblem(call) ?? nothing;
  }

  /** The sound is on already; only the faces are on their way. Leaving never waits. */
  #renderLoading(session: FiresideSession): TemplateResult {
    return html`<div class="call">
      ${
        this.#call.failed
          ? renderProblem('unreachable', () => this.#call.retry())
          : html`<p class="muted words">${msg('Joining the call…')}</p>`
      }
      <div class="controls"><button class="danger" @click=${() => void session.leave()}>${msg('Leave')}</button></div>
    </div>`;
  }
}

function isBefore(state: string): boolean {
  return state === 'scheduled' || state === 'live';
}

declare global {
  interface HTMLElementTagNameMap {
    'fireside-room': FiresideRoom;
  }
}
