import { layOut, type Article } from './paper.ts';

/** The frame of the last printing, where the browser never said that it is over. */
let last: HTMLIFrameElement | null = null;

/**
 * Prints an article and nothing else of the page: lays it out for paper in a hidden frame, opens the browser's own dialog,
 * and takes the frame away when that is closed. Resolves when the browser has been asked.
 */
export async function printArticle(article: Article): Promise<void> {
  last?.remove();
  const frame = hiddenFrame();
  last = frame;
  try {
    const { contentWindow, contentDocument } = await loaded(frame);
    if (!contentWindow || !contentDocument) throw new Error('The frame is gone.');
    layOut(contentDocument, article);
    await contentDocument.fonts.ready;
    contentWindow.addEventListener('afterprint', () => frame.remove(), { once: true });
    contentWindow.print();
  } catch (error) {
    frame.remove();
    throw error;
  }
}

/** Without `display: none`, which some browsers print as nothing. */
function hiddenFrame(): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.setAttribute('aria-hidden', 'true');
  frame.tabIndex = -1;
  const place = {
    position: 'fixed',
    'inset-block-end': '0',
    'inset-inline-end': '0',
    'inline-size': '0',
    'block-size': '0',
    border: '0',
    visibility: 'hidden',
  };
  for (const [property, value] of Object.entries(place)) frame.style.setProperty(property, value);
  return frame;
}

/** An empty frame is there at once in one browser, and a moment later, with another document, in the next. */
async function loaded(frame: HTMLIFrameElement): Promise<HTMLIFrameElement> {
  await new Promise((resolve) => {
    frame.addEventListener('load', resolve, { once: true });
    document.body.append(frame);
  });
  return frame;
}
