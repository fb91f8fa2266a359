/** The agenda of a saved session: each item with what was written about it, and in short what was left for later. */
import type { RichNode } from '@fireside/protocol';
import type { Recap } from '@fireside/protocol/http';
import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { checkIcon, chevronRightIcon } from '../icons/recap.ts';
import { parkIcon } from '../icons/row-actions.ts';
import { renderRichText } from '../rich-text/render-rich-text.ts';
import { joined, renderRow, renderSection, type Rendered } from './rows.ts';

type Item = Recap['content']['items'][number];
type Notes = ReadonlyMap<string, readonly RichNode[]>;
type Name = (person: string | null) => string;

/** What was talked about, and what was written about, in the order of the agenda. */
export function renderAgenda(items: readonly Item[], notes: Notes, name: Name): Rendered {
  const rows = items.filter((item) => item.state === 'discussed' || hasNotes(item, notes));
  return renderSection(
    msg('Agenda'),
    rows.map((item) =>
      hasNotes(item, notes)
        ? renderItem(item, notes.get(item.id) ?? [], name)
        : renderRow({ id: item.id, sign: signOf(item), good: isDone(item), text: item.title, end: endOf(item, name) }),
    ),
  );
}

/** What was parked or moved without a word about it. */
export function renderLater(items: readonly Item[], notes: Notes, name: Name): Rendered {
  const rows = items.filter((item) => item.state !== 'discussed' && !hasNotes(item, notes));
  return renderSection(
    msg('For later'),
    rows.map((item) => renderRow({ id: item.id, sign: signOf(item), text: item.title, end: endOf(item, name) })),
  );
}

function renderItem(item: Item, notes: readonly RichNode[], name: Name): TemplateResult {
  return html`<li class="row item" data-record=${item.id}>
    <span class="sign ${isDone(item) ? 'good' : ''}" aria-hidden="true">${signOf(item)}</span>
    <h5 class="text">${item.title}</h5>
    <span class="end">${joined(endOf(item, name))}</span>
    <div class="rich-text reading about">${renderRichText(notes, 6)}</div>
  </li>`;
}

const hasNotes = ({ id }: Item, notes: Notes): boolean => (notes.get(id)?.length ?? 0) > 0;
const isDone = ({ state }: Item): boolean => state === 'discussed';

function signOf({ state }: Item): TemplateResult {
  switch (state) {
    case 'discussed':
      return checkIcon;
    case 'parked':
      return parkIcon;
    case 'open':
      return chevronRightIcon;
  }
}

function endOf({ author, state }: Item, name: Name): string[] {
  return [name(author), stateWords(state)];
}

function stateWords(state: Item['state']): string {
  switch (state) {
    case 'discussed':
      return msg('discussed');
    case 'parked':
      return msg('parked');
    case 'open':
      return msg('moved to next time');
  }
}
