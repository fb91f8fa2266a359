/**
 * What comes from the clipboard, or is dropped from elsewhere. The browser's parser reports a violation of a strict policy
 * for every style attribute that it meets, also in a document that nobody shows: so ProseMirror gets no HTML from elsewhere.
 */
import { msg } from '@lit/localize';
import { Extension } from '@tiptap/core';
import { Plugin, Selection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { linkSelection } from './link.ts';

/** Characters. A whole year of notes is a tenth of it. */
const MOST_TEXT = 1_000_000;
/** The markup of an office program is many times its text. */
const MOST_HTML = 10_000_000;

/** What ProseMirror itself has copied and nobody has touched; its own parser knows how much of the blocks was meant. */
const OWN = /data-pm-slice/;
const SUSPICIOUS = /<(?:script|style|img|svg|iframe|template)|[\s"'/](?:style|on[a-z]+|src)\s*=/i;

// A heading, a quote, a list, a fence; then emphasis, code and links.
const MARKDOWN =
  /^ {0,3}(?:#{1,6} \S|> ?\S|[-*+] \S|```)|^ {0,3}\d{1,9}[.)] \S.*\n+ {0,3}\d{1,9}[.)] \S|\*\*\S.*?\S?\*\*|~~\S.*?~~|`[^`\n]+`|\[[^\]\n]+\]\(\S+\)/m;

export function pasting(tell: (sentence: string) => void): Extension {
  let plain = false;
  const take = (view: EditorView, data: DataTransfer | null): boolean => {
    const text = data?.getData('text/plain') ?? '';
    const html = data?.getData('text/html') ?? '';
    if (text.length > MOST_TEXT || (text === '' && html.length > MOST_HTML)) {
      tell(
        msg('This is too much for the notes at once, so nothing of it was pasted. Take a part of it, or a link to it.'),
      );
      return true;
    }
    if (plain) return false;
    if (linkSelection(view, text)) return true;
    if (html !== '' && html.length <= MOST_HTML) {
      if (OWN.test(html) && !SUSPICIOUS.test(html)) return false;
      paste(view, { html, text });
      return true;
    }
    if (!MARKDOWN.test(text) || inCode(view)) {
      if (html !== '') pasteWords(view, text);
      return html !== '';
    }
    paste(view, { html: '', text });
    return true;
  };
  const paste = (view: EditorView, { html, text }: { html: string; text: string }): void => {
    import('./paste/paste.ts').then(
      ({ pasteHtml, pasteMarkdown }) => {
        if (view.isDestroyed) return;
        if (!(html === '' ? pasteMarkdown(view, text) : pasteHtml(view, html))) pasteWords(view, text);
      },
      () => pasteWords(view, text), // without its structure, but there; the browser has logged why
    );
  };
  return Extension.create({
    name: 'pasting',
    addProseMirrorPlugins: () => [
      new Plugin({
        props: {
          handleDOMEvents: {
            keydown: (_view, { key, shiftKey }) => {
              plain = shiftKey && key.toLowerCase() === 'v'; // "Paste without formatting"
              return false;
            },
            drop: (view, event) => {
              const { dataTransfer } = event;
              const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
              if (view.dragging || !at || !dataTransfer?.types.includes('text/html')) return false;
              event.preventDefault();
              view.focus();
              view.dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(at.pos))));
              plain = false;
              return take(view, dataTransfer);
            },
            paste: (view, event) => {
              if (!take(view, event.clipboardData)) return false;
              event.preventDefault();
              return true;
            },
          },
        },
      }),
    ],
  });
}

function pasteWords(view: EditorView, text: string): void {
  if (!view.isDestroyed && text !== '') view.pasteText(text);
}

function inCode({ state }: EditorView): boolean {
  return state.selection.$from.marks().some(({ type }) => type.name === 'code');
}
