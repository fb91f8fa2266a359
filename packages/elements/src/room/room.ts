import type { CallPerson, CallSnapshot, FiresideSession } from '@fireside/client';
import { FiresideError, type ErrorCode } from '@fireside/protocol';
import { msg, str, updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { LazyPart } from '../controllers/lazy-part.ts';
import { SessionController } from '../controllers/session-controller.ts';
import { WidgetController } from '../controllers/widget-controller.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { renderProblem } from '../problem.ts';
import { renderUnbound } from '../unbound.ts';
import { devicesStyles } from './devices.styles.ts';
import { Preview } from './preview.ts';
import { renderLobby } from './render-lobby.ts';
import { renderMeeting } from './render-meeting.ts';
import { roomStyles } from './room.styles.ts';
import { TestSound } from './test-sound.ts';

/**
 * The call of the session: before it the lobby with preview and devices, in it the faces. By phone and in person it
 * touches no camera and no microphone.
 *
 * @summary Video room and lobby.
 */
export class FiresideRoom extends LitElement {
  static override styles = [tokens, controls, roomStyles, devicesStyles];
  static override properties = {
    _entering: { state: true, attribute: false },
    _refused: { state: true, attribute: false },
  };

  /** *Join* was pressed, and the server has not answered yet. */
  declare protected _entering: boolean;
  /** Why the last *Join* did not work. */
  declare protected _refused: ErrorCode | null;

  readonly #session = new SessionController(this, (one) => [one.status, one.presence, one.call]);
  readonly #widget = new WidgetController(this);
  /** Nobody needs it before *Join*. */
  readonly #call = new LazyPart(this, () => import('./render-call.ts'));
  readonly #sound = new TestSound(this);
  #preview: { readonly of: FiresideSession; readonly choices: Preview } | null = null;
  #said: CallSnapshot | null = null;
  readonly #muted = new Set<string>();
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
    if (session.call.value.state === 'joined') this.#preview.choices.remember();
    this.#announce(session);
  }

  protected override updated(): void {
    const session = this.#session.session;
    if (session === null) return;
    const { entered, session: meeting } = session.status.value;
    if (!entered && meeting?.mode === 'video' && isBefore(meeting.state)) this.#openPreview();
    if (entered !== this.#entered) {
      this.#entered = entered;
      this.#followFocus = this.#hadFocus; // the pressed button went with its view
    }
    const next = this.renderRoot.querySelector<HTMLElement>(entered ? '.toggle, .meeting button' : '.join');
    if (!this.#followFocus || next === null) return;
    this.#followFocus = false;
    next.focus();
  }

  #opened: Preview | null = null;

  #openPreview(): void {
    const choices = this.#preview?.choices;
    if (!choices || this.#opened === choices) return;
    this.#opened = choices;
    void choices.open();
  }

  #announce(session: FiresideSession): void {
    const now = session.call.value;
    const before = this.#said;
    this.#said = now;
    if (before === null || now.state !== 'joined') return;
    if (before.state === 'reconnecting') this.#widget.announce(msg('The connection is back'));
    const names = (people: CallSnapshot['others']): Set<string> => new Set(people.map((one) => one.name));
    const [was, is] = [names(before.others), names(now.others)];
    for (const name of is) if (!was.has(name)) this.#widget.announce(msg(str`${name} is in the call`));
    for (const name of was) if (!is.has(name)) this.#widget.announce(msg(str`${name} has left the call`));
    for (const one of now.others) this.#announceMicrophone(one, before);
  }

  /** Who mutes, and when that is over; not what comes to light with the connection itself. */
  #announceMicrophone({ id, name, microphone }: CallPerson, { others }: CallSnapshot): void {
    const was = others.find((one) => one.id === id)?.microphone ?? false;
    if (was && !microphone) {
      this.#muted.add(id);
      this.#widget.announce(msg(str`${name}: microphone off`));
    } else if (microphone && this.#muted.delete(id)) {
      this.#widget.announce(msg(str`${name}: microphone on`));
    }
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
      });
    }
    if (entered) {
      const module = this.#call.need();
      if (module === null) return this.#renderLoading(session);
      return module.renderCall({
        session,
        takeOver: () => void this.#enter(() => session.enter({ takeOver: true })),
        again: () => void this.#enter(() => session.enter()),
      });
    }
    return renderLobby({
      session,
      choices,
      entering: this._entering,
      refused: this._refused,
      join: (camera) => void this.#enter(() => choices.enter({ camera })),
      sound: this.#sound,
    });
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
