import { msg, str, updateWhenLocaleChanges } from '@lit/localize';
import { Editor } from '@tiptap/core';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Awareness } from './awareness.ts';
import type * as Y from 'yjs';
import { richText } from '../../rich-text/rich-text.styles.ts';
import { controls } from '../../styles/controls.ts';
import { tokens } from '../../styles/tokens.ts';
import { editorStyles } from './editor.styles.ts';
import { extensionsFor } from './extensions.ts';
import { renderItemMenu } from './item-menu.ts';
import { renderLinkForm } from './link-form.ts';
import { renderToolbar } from './toolbar.ts';
import { writeAbout, type NotesItem } from './write-about.ts';

const BLANK = { type: 'doc', content: [{ type: 'paragraph' }] };

/**
 * The editor of one text. It is bound to the Y type itself: nothing of the text is kept beside it. It is only made for
 * text that may be written, because its binding takes away what its schema does not know.
 */
export class FiresideNotesEditor extends LitElement {
  static override properties = {
    fragment: { attribute: false },
    awareness: { attribute: false },
    items: { attribute: false },
    label: {},
    invitation: {},
    _linking: { state: true, attribute: false },
    _refused: { state: true, attribute: false },
    _menu: { state: true, attribute: false },
    _tool: { state: true, attribute: false },
  };
  static override styles = [tokens, controls, richText, editorStyles];

  declare fragment: Y.XmlFragment | null;
  /** Null where nobody else can be. */
  declare awareness: Awareness | null;
  /** Agenda items that can be written about. */
  declare items: readonly NotesItem[];
  /** The accessible name of the text field. */
  declare label: string;
  /** What stands there while nothing is written. */
  declare invitation: string;
  declare protected _linking: boolean;
  declare protected _refused: boolean;
  declare protected _menu: boolean;
  /** The tool that has the tab stop. */
  declare protected _tool: string;

  #editor: Editor | null = null;
  readonly #page = document.createElement('div');
  #stopListening: (() => void) | null = null;
  /** Escape was pressed: the next Tab leaves the text, also from a list. */
  #leaving = false;

  constructor() {
    super();
    this.fragment = null;
    this.awareness = null;
    this.items = [];
    this.label = '';
    this.invitation = '';
    this._linking = false;
    this._refused = false;
    this._menu = false;
    this._tool = 'bold';
    this.#page.className = 'page';
    updateWhenLocaleChanges(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate('fragment', null); // after a move in the page, the editor is made anew
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#close();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if ((changed.has('fragment') || changed.has('awareness')) && this.isConnected) this.#open();
  }

  protected override updated(): void {
    this.#describe();
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    // The binding asks its root for a range when the other writes, and a shadow root has none to give
    // (https://github.com/yjs/y-prosemirror/pull/196): without this, their words would not be shown.
    return Object.assign(root, { createRange: () => document.createRange() });
  }

  #open(): void {
    this.#close();
    const { fragment, awareness } = this;
    if (!fragment) return;
    const editor = new Editor({
      element: this.#page,
      injectCSS: false,
      content: BLANK, // the binding replaces it; an empty string would go through the HTML parser, which Trusted Types forbid
      extensions: extensionsFor({
        fragment,
        awareness,
        taskLabel: (task) => (task === '' ? msg('Empty task') : task),
      }),
      editorProps: {
        attributes: { class: 'rich-text', role: 'textbox', 'aria-multiline': 'true' },
        handleDOMEvents: { keydown: (_view, event) => this.#leaves(event) },
        handleKeyDown: (_view, event) => this.#pressed(event),
      },
    });
    editor.on('transaction', () => this.requestUpdate());
    const others = (): void => this.requestUpdate();
    awareness?.on('change', others);
    this.#stopListening = () => awareness?.off('change', others);
    this.#editor = editor;
  }

  #close(): void {
    this.#stopListening?.();
    this.#stopListening = null;
    this.#editor?.destroy();
    this.#editor = null;
    this.#page.replaceChildren();
  }

  /** Name and invitation can change with the language; the editor's attributes are not made anew for that. */
  #describe(): void {
    const field = this.#editor?.view.dom;
    if (!field) return;
    field.ariaLabel = this.label;
    field.setAttribute(
      'aria-description',
      msg('Escape and then Tab leaves the text; Alt+F10 leads to the text tools.'),
    );
    const empty = this.#editor?.isEmpty === true;
    if (empty) field.dataset.empty = this.invitation;
    else delete field.dataset.empty;
    field.ariaPlaceholder = empty ? this.invitation : null;
  }

  /** True keeps Tab from the editor, which would indent the line of a list; then the browser moves the focus. */
  #leaves({ key }: KeyboardEvent): boolean {
    const leaving = this.#leaving;
    if (key !== 'Shift') this.#leaving = key === 'Escape';
    return leaving && key === 'Tab';
  }

  #pressed(event: KeyboardEvent): boolean {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k') {
      this.#openLink();
      return true;
    }
    if (event.altKey && event.key === 'F10') {
      this.renderRoot.querySelector<HTMLElement>('[role=toolbar] [tabindex="0"]')?.focus();
      return true;
    }
    return false;
  }

  #openLink(): void {
    this._refused = false;
    this._linking = true;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLInputElement>('.link-form input')?.select());
  }

  readonly #closeLink = (): void => {
    this._linking = false;
    this._refused = false;
    this.#editor?.commands.focus();
  };

  /** The others whose caret stands in this text. */
  #others(): { client: number; name: string }[] {
    const { awareness } = this;
    if (!awareness) return [];
    return [...awareness.getStates()].flatMap(([client, state]) => {
      const user: unknown = state.user;
      const named = typeof user === 'object' && user !== null && 'name' in user && typeof user.name === 'string';
      return client !== awareness.clientID && state.cursor != null && named
        ? [{ client, name: String(user.name) }]
        : [];
    });
  }

  #jumpTo(client: number): void {
    this.#page.querySelector(`.caret[data-client="${client}"]`)?.scrollIntoView({ block: 'center' });
  }

  protected override render(): TemplateResult | typeof nothing {
    const editor = this.#editor;
    if (!editor) return nothing;
    return html`
      <div class="bars">
        ${renderToolbar({
          editor,
          current: this._tool,
          setCurrent: (id) => (this._tool = id),
          linking: this._linking,
          openLink: () => this.#openLink(),
          end: html`<div class="end">
            ${this.#others().map(
              ({ client, name }) => html`
                <button class="quiet small-target jump" @click=${() => this.#jumpTo(client)}>
                  ${msg(str`Jump to ${name}`)}
                </button>
              `,
            )}
            ${renderItemMenu({
              items: this.items,
              open: this._menu,
              setOpen: (open) => (this._menu = open),
              choose: (item) => {
                this._menu = false;
                writeAbout(editor, item);
              },
            })}
          </div>`,
        })}
        ${
          this._linking
            ? renderLinkForm({
                editor,
                refused: this._refused,
                refuse: () => (this._refused = true),
                close: this.#closeLink,
              })
            : nothing
        }
      </div>
      ${this.#page}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fireside-notes-editor': FiresideNotesEditor;
  }
}
