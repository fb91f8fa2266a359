import { expect } from 'chai';
import { css, html } from 'lit';
import { richText } from '../rich-text/rich-text.styles.ts';
import { tokens } from '../styles/tokens.ts';
import { type Article } from './paper.ts';
import { printArticle } from './print-article.ts';

const ARTICLE: Article = {
  content: html`<article>
    <h3>21 November</h3>
    <p class="own">
      One number. <a href="https://example.org/talk">The talk</a> <a href="https://example.org/">example.org</a>
    </p>
    <button>Print</button>
  </article>`,
  styles: [
    tokens,
    richText,
    css`
      .own {
        color: var(--_text);
      }
    `,
  ],
  title: 'Anna "and" Bo \\ </style>',
  lang: 'de',
  dir: 'rtl',
};

/** What was in a frame when the browser was asked to print it. */
interface Printed {
  readonly frame: HTMLIFrameElement;
  readonly root: ShadowRoot;
}

/** In place of the browser's dialog, which a test cannot close. */
function catchPrinting(answer: (frame: HTMLIFrameElement) => void = closeDialog): Printed[] {
  const printed: Printed[] = [];
  const observer = new MutationObserver((records) => {
    for (const node of records.flatMap((record) => [...record.addedNodes])) {
      if (!(node instanceof HTMLIFrameElement)) continue;
      node.contentWindow!.print = () => {
        const root = node.contentDocument!.body.firstElementChild!.shadowRoot!;
        printed.push({ frame: node, root });
        answer(node);
      };
    }
  });
  observer.observe(document.body, { childList: true });
  ends.push(() => observer.disconnect());
  return printed;
}
const closeDialog = (frame: HTMLIFrameElement): void =>
  void frame.contentWindow!.dispatchEvent(new Event('afterprint'));
const frames = (): number => document.querySelectorAll('iframe').length;
const ends: (() => void)[] = [];

describe('printArticle', () => {
  let before = 0;
  beforeEach(() => (before = frames()));
  afterEach(() => {
    for (const end of ends.splice(0)) end();
  });

  it('lays the article alone out on white paper, and takes everything away afterwards', async () => {
    let seen: Record<string, string> = {};
    const printed = catchPrinting((frame) => {
      const { contentDocument: doc, contentWindow: view } = frame;
      const root = doc!.body.firstElementChild!.shadowRoot!;
      const styleOf = (selector: string, pseudo?: string) =>
        view!.getComputedStyle(root.querySelector(selector)!, pseudo);
      seen = {
        lang: doc!.documentElement.lang,
        dir: doc!.documentElement.dir,
        title: doc!.title,
        color: styleOf('.own').color,
        button: styleOf('button').display,
        address: styleOf('a', '::after').content,
        spelledOut: styleOf('a:last-child', '::after').content,
        styled: String(doc!.querySelectorAll('style, [style]').length + root.querySelectorAll('style, [style]').length),
      };
      closeDialog(frame);
    });
    await printArticle(ARTICLE);
    expect(printed).to.have.lengthOf(1);
    expect(seen).to.deep.equal({
      lang: 'de',
      dir: 'rtl',
      title: ARTICLE.title,
      color: 'rgb(0, 0, 0)',
      button: 'none',
      address: '" (https://example.org/talk)"',
      spelledOut: 'none',
      styled: '0',
    });
    expect(frames()).to.equal(before);
  });

  it('takes the frame away where printing fails', async () => {
    catchPrinting(() => {
      throw new Error('no printer');
    });
    const failed = await printArticle(ARTICLE).catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(Error);
    expect(frames()).to.equal(before);
  });

  it('leaves at most one frame where the browser never says that it is over', async () => {
    catchPrinting(() => {});
    await printArticle(ARTICLE);
    await printArticle(ARTICLE);
    expect(frames()).to.equal(before + 1);
  });
});
