import type { FiresideSession } from '@fireside/client';
import { msg, updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { SessionController } from '../controllers/session-controller.ts';
import { closeIcon } from '../icons/signs.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { devicesStyles } from './devices.styles.ts';
import { preferenceStyles } from './preference.styles.ts';
import { renderPreference } from './preference.ts';
import { renderDeviceProblem } from './render-device-problem.ts';
import { renderDevices } from './render-devices.ts';
import { settingsStyles } from './settings.styles.ts';
import { TestSound } from './test-sound.ts';

/** Devices and what a person likes in a call, in a dialog above the page. Everything in it holds at once. */
export class FiresideCallSettings extends LitElement {
  static override styles = [tokens, controls, devicesStyles, preferenceStyles, settingsStyles];

  readonly #session = new SessionController(this, (one) => [one.call, one.preferences]);
  readonly #sound = new TestSound(this);
  #stopWatching: (() => void) | null = null;

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopWatching?.();
  }

  protected override firstUpdated(): void {
    const call = this.#session.session?.call;
    this.#stopWatching = call?.watchLevel() ?? null;
    void call?.refreshDevices();
    this.#dialog?.showModal();
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  /** The dialog's own event does not leave the shadow tree. The browser has given the focus back by now. */
  readonly #closed = (): void => void this.dispatchEvent(new Event('close'));

  /** A press beside the dialog is one on its backdrop, which belongs to the dialog itself. */
  readonly #pressed = (event: MouseEvent): void => {
    if (event.target === this.#dialog) this.#dialog?.close();
  };

  protected override render(): TemplateResult | typeof nothing {
    const session = this.#session.session;
    if (session === null) return nothing;
    return html`<dialog aria-labelledby="title" @close=${this.#closed} @click=${this.#pressed}>
      <div class="inside">
        <div class="head">
          <h3 id="title">${msg('Settings')}</h3>
          <button class="quiet icon-only" aria-label=${msg('Close')} @click=${() => this.#dialog?.close()}>
            ${closeIcon}
          </button>
        </div>
        ${renderDevices(session.call, this.#sound)} ${renderDeviceProblem(session.call)} ${this.#renderPicture(session)}
        ${this.#renderKeys(session)}
        <section>
          <h4>${msg('Said to screen readers')}</h4>
          <fireside-announcements></fireside-announcements>
        </section>
        <section>
          <h4>${msg('Connection')}</h4>
          <fireside-connection-check></fireside-connection-check>
        </section>
        <section>
          <h4>${msg('Recording')}</h4>
          <p>${msg('Never: nothing in this room can record, neither sound nor picture.')}</p>
        </section>
      </div>
    </dialog>`;
  }

  #renderPicture(session: FiresideSession): TemplateResult {
    const { call, preferences } = session;
    return html`<section>
      <h4>${msg('Pictures')}</h4>
      ${renderPreference({
        name: msg('Audio only'),
        about: msg('Sends and shows no camera, to spare the line. Shared screens are still shown.'),
        on: call.value.audioOnly,
        change: (on) => void call.setAudioOnly(on),
      })}
      ${renderPreference({
        name: msg('Show my own picture'),
        about: msg('Only to you: the others see you as long as your camera is on.'),
        on: preferences.value.selfView,
        change: (selfView) => session.prefer({ selfView }),
      })}
    </section>`;
  }

  #renderKeys(session: FiresideSession): TemplateResult {
    return html`<section>
      <h4>${msg('Keyboard')}</h4>
      ${renderPreference({
        name: msg('Single keys for microphone and camera'),
        about: html`<kbd>M</kbd> ${msg('Microphone')} · <kbd>V</kbd> ${msg('Camera')}.
          ${msg('On the whole page while you are in the call, but never while you write.')}`,
        on: session.preferences.value.shortcuts,
        change: (shortcuts) => session.prefer({ shortcuts }),
      })}
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fireside-call-settings': FiresideCallSettings;
  }
}
