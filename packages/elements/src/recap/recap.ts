import { isEmptyRichText, privateNotesOf, readPromises, readRichText, type RichNode } from '@fireside/protocol';
import { msg, updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { ownScreen, PrivateCover } from '../controllers/private-cover.ts';
import { ReadMarkController } from '../controllers/read-mark.ts';
import { SessionController } from '../controllers/session-controller.ts';
import { SharedController } from '../controllers/shared-controller.ts';
import { WidgetController } from '../controllers/widget-controller.ts';
import { lockIcon } from '../icons/recap.ts';
import { printStyles } from '../print/print.styles.ts';
import { renderProblem } from '../problem.ts';
import { renderRichText } from '../rich-text/render-rich-text.ts';
import { richText } from '../rich-text/rich-text.styles.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { renderUnbound } from '../unbound.ts';
import { AddAddendum } from './add-addendum.ts';
import { renderArticle, renderFacts, titleOf, type Article } from './article.ts';
import { articleStyles } from './article.styles.ts';
import { renderArrows, renderOnward, type Neighbours } from './neighbours.ts';
import { Reading } from './reading.ts';
import { recapStyles } from './recap.styles.ts';
import { ShownPlace } from './shown-place.ts';
import { StillOpen } from './still-open.ts';
import { Tools } from './tools.ts';
import { renderOldVersion, renderVersions, type Versions } from './versions.ts';

/**
 * What one session left behind, to be read: as the server keeps it, with what has become of its promises, and the private
 * notes of this person beside it.
 *
 * @slot answer - What this person may say to a session of which nobody has said whether it took place.
 * @summary The reading view of a saved session.
 */
export class FiresideRecap extends LitElement {
  static override properties = {
    session: {},
    words: { attribute: false },
    at: {},
  };
  static override styles = [tokens, controls, richText, articleStyles, recapStyles, printStyles];

  /** The id of the session. */
  declare session: string;
  /** Searched words, to be highlighted. */
  declare words: readonly string[];
  /** The id of a record in it that is brought into view. */
  declare at: string | null;

  readonly #session = new SessionController(this, (one) => [one.status, one.documents, ownScreen(one)]);
  readonly #widget = new WidgetController(this);
  readonly #cover = new PrivateCover(this, this.#session);
  readonly #reading = new Reading(this, this.#session, () => this.session);
  readonly #announce = (text: string): void => this.#widget.announce(text);
  readonly #place = new ShownPlace(this, () =>
    this.#reading.detail ? { session: this.session, words: this.words, at: this.at } : null,
  );
  readonly #stillOpen = new StillOpen(this, {
    announce: this.#announce,
    closed: () => {
      this.#reading.refresh();
      this.focusHeading();
    },
  });
  readonly #add = new AddAddendum(this, {
    announce: this.#announce,
    added: (session, addendum) => {
      const { detail } = this.#reading;
      if (detail?.id !== session || detail.addenda.some(({ id }) => id === addendum.id)) return;
      this.#reading.take({ ...detail, addenda: [...detail.addenda, addendum], added: detail.added + 1 });
    },
  });
  readonly #tools = new Tools(this, { announce: this.#announce, print: (withOwn) => this.#print(withOwn) });
  /** The session whose heading gets the focus as soon as it is there. */
  #focusFor: string | null = null;

  constructor() {
    super();
    this.session = '';
    this.words = [];
    this.at = null;
    updateWhenLocaleChanges(this);
    new ReadMarkController(this, this.#session, () => this.#reading.detail);
    new SharedController(this, () => {
      const { private: own, mentorship } = this.#session.session?.documents.value ?? {};
      if (this.session === '') return [];
      return [
        ...(own ? [privateNotesOf(own.doc, this.session)] : []),
        ...(mentorship ? [mentorship.doc.getMap('promises')] : []),
      ];
    });
  }

  /** Puts the focus on the heading, at once or when it is there. */
  focusHeading(): void {
    this.#focusFor = this.session;
    this.requestUpdate();
  }

  protected override updated(): void {
    const { detail, failed } = this.#reading;
    const shown = failed === null ? detail?.id : this.session;
    if (this.#focusFor === null || shown !== this.#focusFor) return;
    this.#focusFor = null;
    this.renderRoot.querySelector<HTMLElement>('.begin')?.focus({ preventScroll: this.#place.hasPlace });
  }

  protected override render(): TemplateResult | typeof nothing {
    const session = this.#session.session;
    if (!session) return renderUnbound(this.#session.binding);
    if (session.status.value.person?.role === 'observer') {
      return html`<p class="waiting">${msg('Saved notes are for the members.')}</p>`;
    }
    const { failed, detail } = this.#reading;
    if (failed !== null) {
      const words = failed === 'not-found' ? renderNotFound() : renderProblem(failed, () => this.#reading.refresh());
      return html`<div class="begin" tabindex="-1">${words}</div>`;
    }
    if (detail === null) return html`<p class="waiting soon" role="status">${msg('Opening the notes…')}</p>`;
    const article = this.#article(detail);
    const own = this.#own();
    const neighbours = this.#neighbours(article);
    const versions = this.#versions(article);
    return html`
      <article aria-labelledby="day">
        <header>
          <div class="top">
            <h3 id="day" class="begin" tabindex="-1">${titleOf(article)}</h3>
            ${renderArrows(neighbours)}
          </div>
          ${renderFacts(detail)}
          ${this.#tools.render({
            session: detail.id,
            href: this.#widget.noteHref(detail.id),
            hasOwn: !isEmptyRichText(own),
          })}
        </header>
        ${this.#renderNotices(article, versions)}
        <div class="columns">
          <div class="sections">
            ${renderArticle(article)}
            <slot name="answer"></slot>
            ${detail.state === 'archived' ? this.#add.render(session, detail.id) : nothing}
          </div>
          ${this.#renderOwn(own)}
        </div>
        <footer data-screen-only>${renderVersions(versions)} ${renderOnward(neighbours)}</footer>
      </article>
    `;
  }

  #renderNotices({ detail, zone }: Article, versions: Versions): TemplateResult {
    const session = this.#session.session;
    return html`
      ${
        detail.damaged
          ? html`<p class="notice">
              ${msg('A part of these notes cannot be read. It is kept on the server; everything else is here.')}
            </p>`
          : nothing
      }
      ${renderOldVersion(versions)}
      ${session ? this.#stillOpen.render({ session, detail, zone, open: this.#opening(detail.id) }) : nothing}
    `;
  }

  #renderOwn(own: readonly RichNode[]): TemplateResult | typeof nothing {
    if (isEmptyRichText(own)) return nothing;
    return html`<section class="own">
      <h4>${lockIcon} ${msg('Only for me')}</h4>
      ${this.#cover.render(html`<div class="rich-text reading">${renderRichText(own, 5)}</div>`)}
    </section>`;
  }

  #article(detail: Article['detail']): Article {
    const { session } = this.#session;
    const { person, mentorship } = session?.status.value ?? {};
    const shared = session?.documents.value.mentorship;
    return {
      detail,
      zone: person?.tz ?? null,
      now: session?.now() ?? Date.now(),
      members: mentorship?.members ?? [],
      // What this device has may be older than the recap until the server's state has come.
      promises: shared?.synced ? new Map(readPromises(shared.doc).map((one) => [one.id, one])) : null,
    };
  }

  /** The private notes of this person of that session. */
  #own(): readonly RichNode[] {
    const own = this.#session.session?.documents.value.private;
    return own ? readRichText(privateNotesOf(own.doc, this.session)) : [];
  }

  #versions({ detail, zone, now, members }: Article): Versions {
    const choose = (revision: number | null): void => this.#reading.choose(revision);
    const leave = (): void => {
      choose(null);
      this.focusHeading(); // the button goes
    };
    return { detail, zone, now, members, problem: this.#reading.problem, choose, leave };
  }

  #neighbours({ detail, zone, now }: Article): Neighbours {
    const going = (id: string): void => void (this.#focusFor = id);
    return { widget: this.#widget, detail, zone, now, known: (id) => this.#reading.known(id), going };
  }

  /** Null where it is open already, and where somebody would leave a call by it. */
  #opening(id: string): (() => void) | null {
    const { session } = this.#session;
    const status = session?.status.value;
    const here = status?.session?.id === id;
    if (!session || (here ? this.#widget.view.kind === 'session' : status?.entered)) return null;
    return () => {
      if (!here) session.open(id);
      this.#widget.show({ kind: 'session', writing: id });
    };
  }

  async #print(withOwn: boolean): Promise<void> {
    const { detail } = this.#reading;
    if (!detail) return;
    const { printReading } = await import('./print-reading.ts');
    await printReading(this.#article(detail), withOwn ? this.#own() : []);
  }
}

function renderNotFound(): TemplateResult {
  return html`<div class="problem" role="alert">
    <h3>${msg('These notes are not here.')}</h3>
    <p>${msg('They may have been erased, or the link may be of another mentorship.')}</p>
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'fireside-recap': FiresideRecap;
  }
}
