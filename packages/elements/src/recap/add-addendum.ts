import type { FiresideSession } from '@fireside/client';
import { FiresideError, MAX_ADDENDUM, newId, type ErrorCode } from '@fireside/protocol';
import type { Addendum } from '@fireside/protocol/http';
import { msg, str } from '@lit/localize';
import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { errorWords } from '../error-words.ts';

/** From here on, characters are counted. */
const NEAR = MAX_ADDENDUM - 400;

interface Draft {
  text: string;
  /** The id under which `sent` was sent: the same words again add nothing twice. */
  id: string;
  sent: string | null;
}

/** What was typed and not sent yet, by session: it outlives the form. */
const drafts = new WeakMap<FiresideSession, Map<string, Draft>>();

interface AddAddendumOptions {
  readonly announce: (text: string) => void;
  readonly added: (session: string, addendum: Addendum) => void;
}

/** A form that adds a note to a session whose notes are closed. */
export class AddAddendum implements ReactiveController {
  readonly #host: LitElement;
  readonly #options: AddAddendumOptions;
  /** The session to which something is just being added. */
  #busy: string | null = null;
  #problem: { readonly session: string; readonly code: ErrorCode } | null = null;

  constructor(host: LitElement, options: AddAddendumOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {}

  /** `id`: of the session. */
  render(session: FiresideSession, id: string): TemplateResult {
    const { text } = draftOf(session, id);
    const busy = this.#busy === id;
    const problem =
      text.length > MAX_ADDENDUM ? 'too-large' : this.#problem?.session === id ? this.#problem.code : null;
    const submit = (event: Event): void => {
      event.preventDefault();
      void this.#submit(session, id);
    };
    return html`<form class="add-note" data-screen-only autocomplete="off" @submit=${submit}>
      <label for="add-note">${msg('Add a note')}</label>
      <textarea
        id="add-note"
        rows="3"
        .value=${live(text)}
        aria-invalid=${problem === null ? nothing : 'true'}
        aria-describedby="add-note-hint add-note-count add-note-problem"
        @input=${(event: InputEvent) => this.#typed(session, id, event)}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event);
        }}
      ></textarea>
      <div class="foot">
        <p id="add-note-hint" class="small muted grow">
          ${msg('With your name and the date; the others can read it.')}
        </p>
        <p id="add-note-count" class="small muted number">
          ${text.length < NEAR ? nothing : msg(str`${text.length} of ${MAX_ADDENDUM} characters`)}
        </p>
        <button aria-disabled=${busy || text.trim() === '' ? 'true' : 'false'}>
          ${busy ? msg('One moment…') : msg('Add')}
        </button>
      </div>
      <p id="add-note-problem" class="line-problem" role="alert">
        ${problem === null ? nothing : html`${problemWords(problem)}`}
      </p>
    </form>`;
  }

  #typed(session: FiresideSession, id: string, { currentTarget }: InputEvent): void {
    if (!(currentTarget instanceof HTMLTextAreaElement)) return;
    draftOf(session, id).text = currentTarget.value;
    this.#problem = null;
    this.#host.requestUpdate();
  }

  async #submit(session: FiresideSession, id: string): Promise<void> {
    const draft = draftOf(session, id);
    const { text } = draft;
    if (this.#busy !== null || text.trim() === '' || text.length > MAX_ADDENDUM) return this.#focus();
    if (draft.sent !== text) Object.assign(draft, { id: newId(), sent: text });
    this.#busy = id;
    this.#problem = null;
    this.#host.requestUpdate();
    try {
      const addendum = await session.saved.add(id, { id: draft.id, text });
      if (draft.text === text) draft.text = '';
      this.#options.announce(msg('Your note is added.'));
      this.#options.added(id, addendum);
    } catch (error) {
      if (!(error instanceof FiresideError)) throw error;
      this.#problem = { session: id, code: error.code };
    } finally {
      this.#busy = null;
      this.#host.requestUpdate();
    }
    this.#focus();
  }

  #focus(): void {
    this.#host.renderRoot.querySelector<HTMLElement>('#add-note')?.focus();
  }
}

function draftOf(session: FiresideSession, id: string): Draft {
  const known = drafts.get(session) ?? new Map<string, Draft>();
  drafts.set(session, known);
  const draft = known.get(id) ?? { text: '', id: '', sent: null };
  known.set(id, draft);
  return draft;
}

/** What was typed is still there. */
function problemWords(code: ErrorCode): string {
  if (code === 'too-large')
    return msg(str`This is longer than ${MAX_ADDENDUM} characters. Shorten it, or make two of it.`);
  if (code === 'unreachable') return msg('The server cannot be reached. Your words stay here; try again in a moment.');
  const { happened, now } = errorWords(code);
  return `${happened} ${now}`;
}
