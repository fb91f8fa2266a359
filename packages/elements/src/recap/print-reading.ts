import type { RichNode } from '@fireside/protocol';
import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { formatNames } from '../format.ts';
import { direction, language } from '../localize.ts';
import { printArticle } from '../print/print-article.ts';
import { renderRichText } from '../rich-text/render-rich-text.ts';
import { richText } from '../rich-text/rich-text.styles.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { renderArticle, renderFacts, titleOf, type Article } from './article.ts';
import { articleStyles } from './article.styles.ts';

const onPaper = css`
  :host {
    --_on-accent: #000;
  }

  header {
    margin-block-end: 20pt;
  }

  header > h3 {
    font-size: 18pt;
  }

  /* A browser prints no backgrounds: the tick stands on none. */
  input[type='checkbox']::before {
    background: none !important;
  }

  /* What was written about an item may be longer than a page. */
  .row.item {
    break-inside: auto;
  }
`;

/** Prints a saved session as it is read, without what can be pressed; `own`: private notes to be printed with it. */
export async function printReading(article: Article, own: readonly RichNode[]): Promise<void> {
  // Paper outlives its year: every date has it.
  const dated = { ...article, now: 0 };
  const names = formatNames(article.members.map(({ name }) => name));
  await printArticle({
    content: renderPaper(dated, names, own),
    styles: [tokens, controls, richText, articleStyles, onPaper],
    title: [names, titleOf(dated)].filter((words) => words !== '').join(', '),
    lang: language(),
    dir: direction(),
  });
}

function renderPaper(article: Article, names: string, own: readonly RichNode[]): TemplateResult {
  return html`<article>
    <header>
      <p class="muted">${names}</p>
      <h3>${titleOf(article)}</h3>
      ${renderFacts(article.detail)}
    </header>
    <div class="sections">
      ${renderArticle(article)}
      ${
        own.length === 0
          ? nothing
          : html`<section>
              <h4>${msg('Only for me')}</h4>
              <div class="rich-text reading">${renderRichText(own, 5)}</div>
            </section>`
      }
    </div>
  </article>`;
}
