import type { Preferences } from '@fireside/client';
import { msg, updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { SessionController } from '../controllers/session-controller.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { preferenceStyles } from './preference.styles.ts';
import { renderPreference } from './preference.ts';

const styles = css`
  :host {
    display: grid;
    gap: 8px;
    justify-items: start;
  }
`;

/** What is said to screen readers of what happens by itself, to be silenced one by one. With or without a call. */
export class FiresideAnnouncements extends LitElement {
  static override styles = [tokens, controls, preferenceStyles, styles];

  readonly #session = new SessionController(this, (one) => [one.preferences]);

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  protected override render(): TemplateResult | typeof nothing {
    const session = this.#session.session;
    if (session === null) return nothing;
    const { announce } = session.preferences.value;
    const check = (which: keyof Preferences['announce'], name: string): TemplateResult =>
      renderPreference({
        name,
        on: announce[which],
        change: (on) => session.prefer({ announce: { ...session.preferences.value.announce, [which]: on } }),
      });
    return html`
      ${check('people', msg('Who comes, goes and is away'))}
      ${check('microphones', msg('Whose microphone is turned off and on'))}
      ${check('agenda', msg('What the others change in the agenda'))}
      ${check('promises', msg('What the others change in promises and goals'))}
      ${check('notes', msg('Who writes in the notes'))}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fireside-announcements': FiresideAnnouncements;
  }
}
