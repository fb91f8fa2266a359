/** A list of Lit over a Y.Map of records: a row moves by the keyboard, by a fractional key, and is drawn again with `repeat`. */
import { generateKeyBetween } from 'fractional-indexing';
import { html, LitElement } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { openDocument } from './document.js';

const doc = await openDocument();
const items = doc.getMap('agenda');

const read = () =>
  [...items]
    .map(([id, record]) => ({ id, title: record.get('title'), order: record.get('order') }))
    .sort((a, b) => (a.order < b.order ? -1 : 1));

class BareList extends LitElement {
  connectedCallback() {
    super.connectedCallback();
    items.observeDeep(() => this.requestUpdate());
  }

  /** Puts the row behind the one that follows it. */
  down(event, id) {
    if (!event.altKey || event.key !== 'ArrowDown') return;
    event.preventDefault();
    const rows = read();
    const at = rows.findIndex((row) => row.id === id);
    this.moved = id;
    items.get(id).set('order', generateKeyBetween(rows[at + 1].order, rows[at + 2]?.order ?? null));
  }

  /** A row that is put elsewhere in the page has lost the focus, and could not be moved on. */
  updated() {
    if (this.moved) this.renderRoot.querySelector(`[data-id="${this.moved}"]`)?.focus();
    this.moved = null;
  }

  render() {
    return html`<ol>
      ${repeat(
        read(),
        ({ id }) => id,
        ({ id, title }) => html`
          <li @keydown=${(event) => this.down(event, id)}>
            <label><input type="checkbox" data-id=${id} aria-label=${title} /> ${title}</label>
          </li>
        `,
      )}
    </ol>`;
  }
}
customElements.define('bare-list', BareList);
document.querySelector('main').append(document.createElement('bare-list'));
