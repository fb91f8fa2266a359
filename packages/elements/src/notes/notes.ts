import type { FiresideSession, SharedDocument } from '@fireside/client';
import { isEmptyRichText, notesOf, privateNotesOf, readAgenda, readRichText } from '@fireside/protocol';
import { msg, updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type * as Y from 'yjs';
import { AboutController } from './about-controller.ts';
import { facesFirst } from './faces-first.ts';
import { LazyPart } from '../controllers/lazy-part.ts';
import { ownScreen, PrivateCover } from '../controllers/private-cover.ts';
import { SessionController } from '../controllers/session-controller.ts';
import { SharedController } from '../controllers/shared-controller.ts';
import { WidgetController } from '../controllers/widget-controller.ts';
import { lockIcon } from '../icons/recap.ts';
import { renderProblem } from '../problem.ts';
import { renderRichText } from '../rich-text/render-rich-text.ts';
import { richText } from '../rich-text/rich-text.styles.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { renderUnbound } from '../unbound.ts';
import type { NotesItem } from './editor/write-about.ts';
import { notesStyles } from './notes.styles.ts';

const TEXTS = ['shared', 'private'] as const;
type Text = (typeof TEXTS)[number];

/**
 * The notes of the session: the shared ones, and those that only this person can read. The editor is loaded when there is
 * something to write; text that may only be read is shown without it.
 *
 * @summary Live notes, shared and private.
 */
export class FiresideNotes extends LitElement {
  static override properties = { _text: { state: true, attribute: false } };
  static override styles = [tokens, controls, richText, notesStyles];

  declare protected _text: Text;

  readonly #session = new SessionController(this, (one) => [one.status, one.documents, ownScreen(one)]);
  readonly #cover = new PrivateCover(this, this.#session);
  /** A hundred milliseconds of work that would come between two people who are about to see each other. */
  readonly #editor = new LazyPart(this, async () => {
    const session = this.#session.session;
    if (session) await facesFirst(session.call);
    return import('./editor/define.ts');
  });
  #privateSeen = false;

  constructor() {
    super();
    this._text = 'shared';
    updateWhenLocaleChanges(this);
    new AboutController(this, new WidgetController(this), () => (this._text = 'shared'));
    new SharedController(this, () => {
      const document = this.#session.session?.documents.value.session;
      if (!document) return [];
      const agenda = document.doc.getMap('agenda');
      return document.writable ? [agenda] : [agenda, notesOf(document.doc)];
    });
  }

  protected override render(): TemplateResult | typeof nothing {
    const session = this.#session.session;
    if (!session) return renderUnbound(this.#session.binding);
    const { session: shared, private: own } = session.documents.value;
    const meeting = session.status.value.session;
    if (!shared || !meeting) return nothing;
    if (!own) {
      return html`<section class="single" aria-label=${msg('Notes')}>
        <div class="panel">${this.#renderShared(session, shared)}</div>
      </section>`;
    }
    this.#privateSeen ||= this._text === 'private';
    return html`
      <section aria-label=${msg('Notes')}>
        ${this.#renderTabs()}
        <div id="shared" role="tabpanel" aria-labelledby="tab-shared" ?hidden=${this._text !== 'shared'}>
          ${this.#renderShared(session, shared)}
        </div>
        <div id="private" role="tabpanel" aria-labelledby="tab-private" ?hidden=${this._text !== 'private'}>
          ${this.#privateSeen ? this.#cover.render(this.#renderPrivate(own, shared, meeting.id)) : nothing}
        </div>
      </section>
    `;
  }

  #renderTabs(): TemplateResult {
    const names: Record<Text, TemplateResult> = {
      shared: html`${msg('Shared notes')}`,
      private: html`${lockIcon} ${msg('Only for me')}`,
    };
    return html`<div role="tablist" aria-label=${msg('Which notes')} @keydown=${this.#walk}>
      ${TEXTS.map(
        (text) => html`
          <button
            role="tab"
            id="tab-${text}"
            aria-selected=${text === this._text}
            aria-controls=${text}
            tabindex=${text === this._text ? 0 : -1}
            @click=${() => (this._text = text)}
          >
            ${names[text]}
          </button>
        `,
      )}
    </div>`;
  }

  readonly #walk = (event: KeyboardEvent): void => {
    const other = this._text === 'shared' ? 'private' : 'shared';
    const to = { ArrowLeft: other, ArrowRight: other, Home: 'shared', End: 'private' }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this._text = to === 'shared' ? 'shared' : 'private';
    this.renderRoot.querySelector<HTMLElement>(`#tab-${to}`)?.focus();
  };

  #renderShared(session: FiresideSession, document: SharedDocument): TemplateResult {
    const fragment = notesOf(document.doc);
    if (!document.writable) return renderReading(fragment, document.synced);
    const together = session.status.value.mentorship?.members.length === 2;
    return this.#renderEditor(html`
      <fireside-notes-editor
        label=${msg('Notes')}
        invitation=${together ? msg('Write here; both of you see it at once.') : msg('Write here; all of you see it at once.')}
        .fragment=${fragment}
        .awareness=${document.awareness}
        .items=${itemsOf(document)}
      ></fireside-notes-editor>
    `);
  }

  #renderPrivate(document: SharedDocument, shared: SharedDocument, session: string): TemplateResult {
    const fragment = privateNotesOf(document.doc, session);
    if (!document.writable) return renderReading(fragment, document.synced);
    return this.#renderEditor(html`
      <fireside-notes-editor
        label=${msg('Private notes')}
        invitation=${msg('Only you can read this, now and later.')}
        own
        .fragment=${fragment}
        .target=${shared.writable ? notesOf(shared.doc) : null}
      ></fireside-notes-editor>
    `);
  }

  #renderEditor(editor: TemplateResult): TemplateResult {
    if (this.#editor.need()) return editor;
    return this.#editor.failed
      ? renderProblem('unreachable', () => this.#editor.retry())
      : html`<p class="waiting">${msg('Opening the notes…')}</p>`;
  }
}

function itemsOf(document: SharedDocument): NotesItem[] {
  return readAgenda(document.doc)
    .filter((item) => item.state !== 'parked')
    .map(({ id, title }) => ({ id, title }));
}

function renderReading(fragment: Y.XmlFragment, synced: boolean): TemplateResult {
  const nodes = readRichText(fragment);
  if (isEmptyRichText(nodes)) {
    return html`<p class="waiting">${synced ? msg('Nothing is written here yet.') : msg('Opening the notes…')}</p>`;
  }
  return html`<div class="rich-text reading">${renderRichText(nodes)}</div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'fireside-notes': FiresideNotes;
  }
}
