import { updateWhenLocaleChanges } from '@lit/localize';
import type { Became } from '@fireside/protocol';
import type { Editor } from '@tiptap/core';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type * as Y from 'yjs';
import { SessionController } from '../../controllers/session-controller.ts';
import { SharedController } from '../../controllers/shared-controller.ts';
import { WidgetController } from '../../controllers/widget-controller.ts';
import { richText } from '../../rich-text/rich-text.styles.ts';
import { controls } from '../../styles/controls.ts';
import { tokens } from '../../styles/tokens.ts';
import type { Awareness } from './awareness.ts';
import { barStyles } from './bar.styles.ts';
import { renderBars } from './bars.ts';
import { describeField, nameLabels } from './describe.ts';
import { editorStyles } from './editor.styles.ts';
import { fits, makeFit } from './fitting.ts';
import { LeavingKeys, meantBy } from './keys.ts';
import { LineActs } from './line-acts.ts';
import { Linking } from './linking.ts';
import { Moving } from './move.ts';
import { notesSchema, openEditor } from './open-editor.ts';
import { setPending } from './pending.ts';
import { canBecome } from './records.ts';
import { Slashing } from './slashing.ts';
import { elapsedOf } from './stamp.ts';
import { toolsOf, type ToolActs } from './tools.ts';
import { renderUnfit } from './unfit.ts';
import { watchEditor, type Look } from './watch.ts';
import { WhoWrote } from './who-wrote.ts';
import { writeAbout, type NotesItem } from './write-about.ts';

/**
 * The editor of one text. It is bound to the Y type itself: nothing of the text is kept beside it. It is only made for
 * text that may be written, because its binding takes away what its schema does not know.
 */
export class FiresideNotesEditor extends LitElement {
  static override properties = {
    fragment: { attribute: false },
    awareness: { attribute: false },
    items: { attribute: false },
    target: { attribute: false },
    own: { type: Boolean },
    label: {},
    invitation: {},
    _look: { state: true, attribute: false },
    _menu: { state: true, attribute: false },
    _tool: { state: true, attribute: false },
    _said: { state: true, attribute: false },
  };
  static override styles = [tokens, controls, richText, editorStyles, barStyles];

  declare fragment: Y.XmlFragment | null;
  /** Null where nobody else can be. */
  declare awareness: Awareness | null;
  /** Agenda items that can be written about. */
  declare items: readonly NotesItem[];
  /** The shared notes, where lines of these can be moved to. */
  declare target: Y.XmlFragment | null;
  /** Only this person can read it: nothing in it becomes anything that others see. */
  declare own: boolean;
  /** The accessible name of the text field. */
  declare label: string;
  /** What stands there while nothing is written. */
  declare invitation: string;
  /** What the editor shows around its text; null while the text does not fit into one. */
  declare protected _look: Look | null;
  declare protected _menu: boolean;
  /** The tool that has the tab stop. */
  declare protected _tool: string;
  /** A sentence about what could not be done. */
  declare protected _said: string;

  readonly #session = new SessionController(this, (one) => [one.status, one.documents]);
  readonly #widget = new WidgetController(this);
  readonly #lines = new LineActs(
    () => this.#session.session,
    this.#widget,
    (sentence) => (this._said = sentence),
  );
  readonly #writers = new WhoWrote(this);
  readonly #linking = new Linking(this);
  readonly #moving = new Moving(this, this.#widget);
  readonly #slashing = new Slashing(this, {
    canBecome: (became) => this.#canBecome(became),
    become: (became) => void (this.#editor && this.#become(this.#editor, became)),
  });
  readonly #leaving = new LeavingKeys();
  readonly #page = document.createElement('div');
  #editor: Editor | null = null;
  #stopWatching: (() => void) | null = null;

  constructor() {
    super();
    this.fragment = null;
    this.awareness = null;
    this.items = [];
    this.target = null;
    this.own = false;
    this.label = '';
    this.invitation = '';
    this._look = null;
    this._menu = false;
    this._tool = 'bold';
    this._said = '';
    this.#page.className = 'page';
    updateWhenLocaleChanges(this);
    new SharedController(this, () => (this._look === null && this.fragment ? [this.fragment] : []));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate('fragment', null); // after a move in the page, the editor is made anew
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#close();
  }

  /** Puts the caret where this item of the agenda is written about. */
  writeAbout(item: NotesItem): void {
    if (this.#editor) writeAbout(this.#editor, item);
  }

  protected override willUpdate(changed: PropertyValues): void {
    // While the text does not fit, each change of it may have mended that.
    const anew = changed.has('fragment') || changed.has('awareness') || !this.#editor;
    if (anew && this.isConnected) this.#open();
    this.#slashing.follow(this.#editor, this._look?.slash ?? null);
  }

  protected override updated(): void {
    const editor = this.#editor;
    if (!editor || !this._look) return;
    describeField(editor.view.dom, {
      label: this.label,
      invitation: this._look.empty && this._look.pending === null ? this.invitation : null,
      choice: this.#slashing.chosen,
    });
    nameLabels(this.#page);
    this.#slashing.place(this.#page);
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
    if (!fragment || !fits(fragment, notesSchema())) return;
    const editor = openEditor({
      element: this.#page,
      fragment,
      awareness,
      letGo: () => this.#close(),
      tell: (sentence) => (this._said = sentence),
      passed: (event) => this.#leaving.leaves(event),
      pressed: (event) => this.#pressed(editor, event),
    });
    this.#editor = editor;
    this.#stopWatching = watchEditor(editor, awareness, (look) => {
      this._look = look;
      this._said = '';
    });
  }

  #close(): void {
    this.#writers.stop();
    this.#moving.close();
    this.#linking.close();
    this.#stopWatching?.();
    this.#stopWatching = null;
    this.#editor?.destroy();
    this.#editor = null;
    this._look = null;
    this.#page.replaceChildren();
  }

  #pressed(editor: Editor, event: KeyboardEvent): boolean {
    this._said = '';
    if (event.isComposing || editor.view.composing) return false;
    return this.#slashing.pressed(event) || this.#commanded(editor, event);
  }

  #commanded(editor: Editor, event: KeyboardEvent): boolean {
    switch (meantBy(event)) {
      case 'link':
        this.#linking.ask(editor);
        return true;
      case 'tools':
        this.renderRoot.querySelector<HTMLElement>('[role=toolbar] [tabindex="0"]')?.focus();
        return true;
      case 'promise':
        return this.#become(editor, 'promise');
      case 'stamp':
        return this.#lines.stamp(editor);
      case 'enter':
        return this.#lines.entered(editor);
      case 'escape':
        if (this._look?.pending != null) setPending(editor.view, null);
        return false;
      case null:
        return false;
    }
  }

  #canBecome(became: Became): boolean {
    return !this.own && canBecome(this.#session.session, became);
  }

  /** False where that cannot be made here. */
  #become(editor: Editor, became: Became): boolean {
    const can = this.#canBecome(became);
    if (can) this.#lines.become(editor, became);
    return can;
  }

  #toolActs(editor: Editor): ToolActs {
    const { session } = this.#session;
    const { fragment, awareness, target } = this;
    return {
      linking: this.#linking.asking,
      openLink: () => this.#linking.ask(editor),
      promise: this.#canBecome('promise') ? () => this.#become(editor, 'promise') : null,
      stamp: elapsedOf(session) === null ? null : () => this.#lines.stamp(editor),
      writers:
        session && fragment && awareness && !this.own
          ? {
              on: this.#writers.on,
              toggle: () =>
                this.#writers.on ? this.#writers.stop() : this.#writers.start({ editor, fragment, awareness, session }),
            }
          : null,
      move:
        fragment && target ? { on: this.#moving.asking, open: () => this.#moving.ask(editor, fragment, target) } : null,
    };
  }

  protected override render(): TemplateResult | typeof nothing {
    const { fragment } = this;
    const [editor, look] = [this.#editor, this._look];
    if (!fragment) return nothing;
    if (!editor || !look) {
      return renderUnfit(fragment, () => {
        makeFit(fragment, notesSchema());
        this.requestUpdate('fragment', null);
      });
    }
    const about = {
      items: this.items,
      open: this._menu,
      setOpen: (open: boolean) => void (this._menu = open),
      choose: (item: NotesItem) => {
        this._menu = false;
        writeAbout(editor, item);
      },
    };
    return html`
      ${renderBars({
        tools: toolsOf(editor, look, this.#toolActs(editor)),
        current: this._tool,
        setCurrent: (id) => (this._tool = id),
        others: look.others,
        jumpTo: ({ client }) => this.#jumpTo(client),
        about,
        below: [this.#linking.render(), this.#moving.render(), this.#writers.render()],
        said: this._said,
      })}
      <div class="place">${this.#page} ${this.#slashing.render()}</div>
    `;
  }

  #jumpTo(client: number): void {
    this.#page.querySelector(`.caret[data-client="${client}"]`)?.scrollIntoView({ block: 'center' });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fireside-notes-editor': FiresideNotesEditor;
  }
}
