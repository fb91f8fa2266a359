import { readRichText } from '@fireside/protocol';
import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type * as Y from 'yjs';
import { renderRichText } from '../../rich-text/render-rich-text.ts';

/** Text with something in it that the editor cannot hold: shown as far as it can be read, and kept as it is until somebody decides. */
export function renderUnfit(fragment: Y.XmlFragment, makePlain: () => void): TemplateResult {
  return html`
    <div class="notice" role="alert">
      <p>${msg('Something here was not written with this editor, so it can only be read. It is kept as it is.')}</p>
      <button class="small-target" @click=${makePlain}>${msg('Make plain text of it and write on')}</button>
    </div>
    <div class="rich-text reading">${renderRichText(readRichText(fragment))}</div>
  `;
}
