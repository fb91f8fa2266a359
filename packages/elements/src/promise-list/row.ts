/** One promise as a row of the one list: the words, which lead to where it was made, with whom, until when and since when. */
import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { dueWords } from '../due-words.ts';
import { formatDate, formatNames, type Zone } from '../format.ts';
import { dotted } from '../lines/dotted.ts';
import { readable } from '../lines/unreadable.ts';
import { addressOf, type OwedRow } from './view.ts';

/** `href`: the page's template of an address; empty where nothing is a link. */
export function renderRow(row: OwedRow, href: string, zone: Zone): TemplateResult {
  const text = readable(row.text);
  return html`<li>
    ${
      href === ''
        ? html`<span class="text">${text}</span>`
        : html`<a class="text" href=${addressOf(href, row)}>${text}</a>`
    }
    <span class="meta">${dotted(metaWords(row, zone))}</span>
  </li>`;
}

function metaWords({ own, names, due, since, keptAt }: OwedRow, zone: Zone): string[] {
  const day = (at: number): string => formatDate(at, zone, Date.now());
  const who = formatNames(names);
  return [
    own ? msg(str`with ${who}`) : who || msg('a former member'),
    keptAt === null ? dueWords(due) : msg(str`kept on ${day(keptAt)}`),
    since === null ? '' : msg(str`since ${day(since)}`),
  ].filter((words) => words !== '');
}
