/** What there is to do before a session beside adding items: a template, the length, and saying that one is ready. */
import type { FiresideSession } from '@fireside/client';
import {
  FiresideError,
  fitMinutes,
  readReady,
  setMinutes,
  setReady,
  type ErrorCode,
  type TemplateId,
} from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { errorWords } from '../error-words.ts';
import { formatMinutes, formatNames } from '../format.ts';
import { checkIcon } from '../icons/row-actions.ts';
import { nameOf } from '../lines/people.ts';
import type { UndoOffer } from '../widget.ts';

/** Minutes: from the checkup between two doors to a long talk. */
const LENGTHS = [10, 25, 50, 90] as const;

type Template = Exclude<TemplateId, 'none'>;
const TEMPLATES: readonly Template[] = ['first-session', 'steady', 'checkup'];

interface PreparingOptions {
  readonly host: ReactiveControllerHost;
  readonly session: () => FiresideSession | null;
  readonly announce: (text: string) => void;
  readonly offerUndo: (offer: UndoOffer) => void;
}

export class Preparing {
  readonly #options: PreparingOptions;
  /** What is asked of the server just now. */
  #asked: string | null = null;
  #failed: ErrorCode | null = null;

  constructor(options: PreparingOptions) {
    this.#options = options;
  }

  renderLength(session: FiresideSession): TemplateResult {
    const now = session.status.value.session?.minutes ?? 0;
    const lengths = LENGTHS.some((one) => one === now) ? LENGTHS : [...LENGTHS, now].sort((a, b) => a - b);
    return html`
      <div class="length" role="group" aria-label=${msg('Length of the session')}>
        <span class="muted small" aria-hidden="true">${msg('Length')}</span>
        ${lengths.map(
          (minutes) =>
            html`<button
              class="small-target number ${minutes === now ? 'chosen' : 'quiet'}"
              aria-pressed=${minutes === now ? 'true' : 'false'}
              aria-disabled=${this.#asked === null ? 'false' : 'true'}
              @click=${() => void this.#setLength(session, minutes)}
            >
              ${formatMinutes(minutes)}
            </button>`,
        )}
      </div>
      ${this.#renderFailed()}
    `;
  }

  /** What stands below the items; `empty`: there are none. */
  render(session: FiresideSession, empty: boolean): TemplateResult {
    return html`${empty ? this.#renderTemplates(session) : nothing} ${this.#renderReady(session)}`;
  }

  /** Only where none was used: the server fills in one, once. */
  #renderTemplates(session: FiresideSession): TemplateResult | typeof nothing {
    if (session.status.value.session?.template !== 'none') return nothing;
    return html`
      <div class="templates">
        <p class="muted small" id="templates">${msg('Or begin with one of these, and make it yours:')}</p>
        <div role="group" aria-labelledby="templates">
          ${TEMPLATES.map(
            (template) =>
              html`<button
                class="small-target"
                aria-disabled=${this.#asked === null ? 'false' : 'true'}
                @click=${() => void this.#fillIn(session, template)}
              >
                ${this.#asked === template ? msg('One moment…') : templateName(template)}
              </button>`,
          )}
        </div>
      </div>
    `;
  }

  #renderReady(session: FiresideSession): TemplateResult | typeof nothing {
    const { person, mentorship } = session.status.value;
    const doc = session.documents.value.session?.doc;
    if (!doc || !person) return nothing;
    const ready = readReady(doc);
    const mine = ready.includes(person.id);
    const others = (mentorship?.members ?? []).filter(({ id }) => id !== person.id && ready.includes(id));
    const names = formatNames(others.map(({ id }) => nameOf(session, id)));
    return html`
      <div class="ready">
        <button
          class=${mine ? 'chosen' : ''}
          aria-pressed=${mine ? 'true' : 'false'}
          @click=${() => setReady(doc, person.id, !mine)}
        >
          ${mine ? checkIcon : nothing} ${msg('I’m ready')}
        </button>
        ${
          others.length === 0
            ? nothing
            : html`<p class="muted small">
                ${others.length === 1 ? msg(str`${names} is ready`) : msg(str`${names} are ready`)}
              </p>`
        }
      </div>
    `;
  }

  #renderFailed(): TemplateResult | typeof nothing {
    if (this.#failed === null) return nothing;
    const { happened, now } = errorWords(this.#failed);
    return html`<p class="line-problem" role="alert">${happened} ${now}</p>`;
  }

  async #fillIn(session: FiresideSession, template: Template): Promise<void> {
    const filled = await this.#ask(template, session, { template });
    if (filled) this.#options.announce(msg(str`“${templateName(template)}” is on the agenda`));
  }

  async #setLength(session: FiresideSession, minutes: number): Promise<void> {
    const meeting = session.status.value.session;
    const document = session.documents.value.session;
    if (!meeting || !document?.writable || meeting.minutes === minutes) return;
    if (!(await this.#ask('length', session, { minutes }))) return;
    const before = fitMinutes(document.doc, minutes);
    this.#options.offerUndo({
      text: msg(str`The session takes ${formatMinutes(minutes)}`),
      undo: () => {
        setMinutes(document.doc, before);
        void this.#ask('length', session, { minutes: meeting.minutes });
      },
    });
  }

  /** Whether the server did it; one thing at a time. */
  async #ask(
    what: string,
    session: FiresideSession,
    patch: Parameters<FiresideSession['change']>[1],
  ): Promise<boolean> {
    const id = session.status.value.session?.id;
    if (this.#asked !== null || id === undefined) return false;
    this.#show(what, null);
    try {
      await session.change(id, patch);
      this.#show(null, null);
      return true;
    } catch (error) {
      if (!(error instanceof FiresideError)) throw error;
      this.#show(null, error.code);
      return false;
    }
  }

  #show(asked: string | null, failed: ErrorCode | null): void {
    this.#asked = asked;
    this.#failed = failed;
    this.#options.host.requestUpdate();
  }
}

function templateName(template: Template): string {
  switch (template) {
    case 'first-session':
      return msg('First session');
    case 'steady':
      return msg('Steady');
    case 'checkup':
      return msg('Ten-minute checkup');
  }
}
