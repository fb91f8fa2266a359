import { msg } from '@lit/localize';
import type { Editor } from '@tiptap/core';
import { html, nothing, type TemplateResult } from 'lit';
import { typedHref } from '../../rich-text/safe-href.ts';

export interface LinkFormView {
  readonly editor: Editor;
  /** The address was refused. */
  readonly refused: boolean;
  readonly refuse: () => void;
  readonly close: () => void;
}

/** Asks for an address and links what is selected; without a selection, the address itself is written. */
export function renderLinkForm({ editor, refused, refuse, close }: LinkFormView): TemplateResult {
  const linked = editor.isActive('link');
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget as HTMLFormElement).get('address');
    const href = typeof typed === 'string' ? typedHref(typed) : null;
    if (href === null) return refuse();
    setLink(editor, href);
    close();
  };
  const escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  };
  return html`
    <form class="link-form" novalidate autocomplete="off" @submit=${submit} @keydown=${escape}>
      <input
        name="address"
        type="url"
        inputmode="url"
        aria-label=${msg('Address of the link')}
        placeholder="https://"
        aria-invalid=${refused ? 'true' : nothing}
        value=${String(editor.getAttributes('link').href ?? '')}
      />
      <button class="primary">${msg('Link it')}</button>
      ${
        linked
          ? html`<button
              type="button"
              @click=${() => {
                editor.chain().focus().extendMarkRange('link').unsetMark('link').run();
                close();
              }}
            >
              ${msg('Remove the link')}
            </button>`
          : nothing
      }
      <button type="button" class="quiet" @click=${close}>${msg('Cancel')}</button>
      ${refused ? html`<p class="line-problem" role="alert">${msg('Only addresses of the web or of mail can be linked.')}</p>` : nothing}
    </form>
  `;
}

function setLink(editor: Editor, href: string): void {
  if (editor.state.selection.empty && !editor.isActive('link')) {
    editor
      .chain()
      .insertContent({ type: 'text', text: href.replace(/^mailto:/, ''), marks: [{ type: 'link', attrs: { href } }] })
      .run();
  } else {
    editor.chain().extendMarkRange('link').setMark('link', { href }).run();
  }
}
