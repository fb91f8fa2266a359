/** Lays an article out in a document of its own, for paper. */
import { render, type CSSResult, type TemplateResult } from 'lit';
import { pageCss, paperStyles } from './paper.styles.ts';

export interface Article {
  /** What is printed; custom elements in it stay empty. */
  readonly content: TemplateResult;
  /** Its styles as on a screen, `tokens` first. */
  readonly styles: readonly CSSResult[];
  /** Stands above every page but the first, and may name the file where somebody prints into one. */
  readonly title: string;
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
}

/**
 * Fills `target`, which is empty. Styles are constructed sheets of its own window: no element and no attribute has any, so
 * that a strict Content-Security-Policy takes them.
 */
export function layOut(target: Document, { content, styles, title, lang, dir }: Article): void {
  const { defaultView } = target;
  if (!defaultView) throw new Error('The document is in no window.');
  // The sheets of one document are refused by another (CSSOM section 6.2).
  const { CSSStyleSheet: Sheet } = defaultView as Window & typeof globalThis;
  const sheet = (text: string): CSSStyleSheet => {
    const made = new Sheet();
    made.replaceSync(text);
    return made;
  };
  target.title = title;
  target.documentElement.lang = lang;
  target.documentElement.dir = dir;
  target.adoptedStyleSheets = [sheet(pageCss(title))];
  const host = target.createElement('div');
  target.body.append(host);
  // A shadow root, because the styles speak of their `:host`.
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [...styles, paperStyles].map(({ cssText }) => sheet(cssText));
  render(content, root as unknown as HTMLElement, {
    creationScope: { importNode: (node, deep) => target.importNode(node, deep) },
  });
  for (const link of root.querySelectorAll('a')) markSpelledOut(link);
}

/** Where the words of a link are its address, it is not printed twice. */
function markSpelledOut(link: HTMLAnchorElement): void {
  const words = link.textContent.trim();
  const bare = (address: string): string => address.replace(/^(https?:\/\/|mailto:)/, '').replace(/\/$/, '');
  if (bare(words) === bare(link.getAttribute('href') ?? '')) link.toggleAttribute('data-spelled-out', true);
}
