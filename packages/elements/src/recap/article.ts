/** A saved session as one reads it, on the screen and on paper: what was agreed first, then the agenda with its notes. */
import type { Member, RichNode } from '@fireside/protocol';
import type { Recap, SessionDetail } from '@fireside/protocol/http';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { formatMinutes, type Zone } from '../format.ts';
import { checkIcon } from '../icons/recap.ts';
import { nameIn } from '../lines/people.ts';
import { renderRichText } from '../rich-text/render-rich-text.ts';
import { renderAddenda } from './addenda.ts';
import { formatLongDay, formatLongDayAndTime } from './dates.ts';
import { factsOf, withoutRecapWords } from './facts.ts';
import { renderAgenda, renderLater } from './items.ts';
import { notesByItem } from './notes-by-item.ts';
import { promiseWords, type PromisesNow } from './promise-words.ts';
import { renderRow, renderSection, type Rendered } from './rows.ts';

type Content = Recap['content'];

export interface Article {
  readonly detail: SessionDetail;
  readonly zone: Zone;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The members of today, for who was none when the recap was made. */
  readonly members: readonly Member[];
  readonly promises: PromisesNow;
}

export function titleOf({ detail, zone, now }: Pick<Article, 'detail' | 'zone' | 'now'>): string {
  const day = detail.startsAt ?? detail.wrappedUpAt;
  return day === null ? msg('A session without a date') : formatLongDay(day, zone, now);
}

export function renderFacts(detail: SessionDetail): Rendered {
  const facts = factsOf(detail);
  return facts.length === 0 ? nothing : html`<p class="muted">${facts.join(' · ')}</p>`;
}

export function renderArticle(article: Article): TemplateResult {
  const { detail, zone, now } = article;
  const { recap } = detail;
  return html`
    ${renderState(detail)} ${recap === null ? nothing : renderRecap(article, recap)}
    ${renderAddenda(detail.addenda, zone, now)}
  `;
}

/** Why nothing is to be read, where nothing is. */
function renderState(detail: SessionDetail): Rendered {
  const { recap } = detail;
  if (recap === null) return html`<p class="muted">${withoutRecapWords(detail)}</p>`;
  return isEmptyRecap(recap.content) ? html`<p class="muted">${msg('Nothing was written down.')}</p>` : nothing;
}

function isEmptyRecap({ outcomes, promises, items, notes, next }: Content): boolean {
  return outcomes.length + promises.length + items.length + notes.length === 0 && next === null;
}

function renderRecap(article: Article, { content, members }: Recap): TemplateResult {
  const name = (id: string | null): string => nameIn([...members, ...article.members], id);
  const notes = notesByItem(content.notes, content.items);
  return html`
    ${renderOutcomes(msg('Takeaways'), content, 'takeaway', name)}
    ${renderOutcomes(msg('Decisions'), content, 'decision', name)} ${renderPromises(article, content, name)}
    ${renderNext(article, content)} ${renderAgenda(content.items, notes.byItem, name)} ${renderNotes(notes.rest)}
    ${renderLater(content.items, notes.byItem, name)}
  `;
}

function renderOutcomes(
  title: string,
  { outcomes }: Content,
  kind: 'takeaway' | 'decision',
  name: (id: string | null) => string,
): Rendered {
  const rows = outcomes.filter((outcome) => outcome.kind === kind);
  return renderSection(
    title,
    rows.map(({ id, text, author }) => renderRow({ id, sign: '•', text, end: [name(author)] })),
  );
}

function renderPromises(
  { promises, zone, now }: Article,
  content: Content,
  name: (id: string | null) => string,
): Rendered {
  const rows = content.promises.map((promise) => {
    const words = promiseWords(promise, { now: promises, name, zone, today: now });
    const { id, text } = promise;
    return renderRow({
      id,
      sign: words.kept ? checkIcon : '•',
      good: words.kept,
      text,
      end: words.made,
      below: words.since,
    });
  });
  return renderSection(msg('Promises'), rows);
}

function renderNext({ zone, now }: Article, { next }: Content): Rendered {
  if (next === null) return nothing;
  return html`<section>
    <h4>${msg('Next meeting')}</h4>
    <p class="alone">${formatLongDayAndTime(next.startsAt, zone, now)} · ${formatMinutes(next.minutes)}</p>
  </section>`;
}

function renderNotes(notes: readonly RichNode[]): Rendered {
  if (notes.length === 0) return nothing;
  return html`<section>
    <h4>${msg('Notes')}</h4>
    <div class="rich-text reading">${renderRichText(notes, 5)}</div>
  </section>`;
}
