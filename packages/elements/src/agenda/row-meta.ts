import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { commentWords } from './item-words.ts';

export interface RowMeta {
  readonly title: string;
  readonly words: readonly string[];
  readonly comments: number;
  /** Whether a first comment may be begun from here. */
  readonly commentable: boolean;
  /** The comments are shown. */
  readonly open: boolean;
  readonly toggle: () => void;
  /** Goes to what was written about it; null where nothing was. */
  readonly notes: (() => void) | null;
}

/** The quiet line below a title. Each part stands by itself: a name from right to left must not turn its neighbours round. */
export function renderMeta({ title, words, comments, commentable, open, toggle, notes }: RowMeta): TemplateResult {
  const label = comments > 0 ? commentWords(comments) : msg('Comment');
  const parts = [
    ...words.map((word) => html`<bdi>${word}</bdi>`),
    ...(comments > 0 || commentable
      ? [
          html`<button
            class="inline"
            aria-label=${msg(str`${label} on “${title}”`)}
            aria-expanded=${open ? 'true' : 'false'}
            @click=${toggle}
          >
            ${label}
          </button>`,
        ]
      : []),
    ...(notes
      ? [
          html`<button class="inline" aria-label=${msg(str`Notes about “${title}”`)} @click=${notes}>
            ${msg('notes')}
          </button>`,
        ]
      : []),
  ];
  return html`<p class="below meta">${parts.map((part, i) => html`${i === 0 ? nothing : ' · '}${part}`)}</p>`;
}
