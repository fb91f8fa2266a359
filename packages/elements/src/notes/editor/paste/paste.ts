/** Pasting with structure, loaded when somebody pastes. */
import { Fragment, Slice } from '@tiptap/pm/model';
import type { EditorView } from '@tiptap/pm/view';
import { sliceOfHtml } from './from-html.ts';
import { nodesOfMarkdown } from './from-markdown.ts';

/** Characters. Longer than this it is a file, and its lines are enough; the parser's time grows faster than the text. */
const MOST_MARKDOWN = 200_000;

/** False where nothing of it could be read. */
export function pasteHtml(view: EditorView, html: string): boolean {
  const slice = sliceOfHtml(html, view.state.schema);
  if (slice === null || slice.size === 0) return false;
  insert(view, slice.content);
  return true;
}

/** False where it is too much to look for structure in it. */
export function pasteMarkdown(view: EditorView, markdown: string): boolean {
  if (markdown.length > MOST_MARKDOWN) return false;
  const { schema } = view.state;
  const content = Fragment.fromArray(nodesOfMarkdown(markdown).map((node) => schema.nodeFromJSON(node)));
  content.forEach((node) => node.check());
  if (content.size === 0) return false;
  insert(view, content);
  return true;
}

function insert(view: EditorView, content: Fragment): void {
  const only = content.childCount === 1 ? content.firstChild : null;
  // One paragraph is words for the line with the caret.
  const slice = only?.type.name === 'paragraph' ? new Slice(content, 1, 1) : Slice.maxOpen(content);
  const { tr } = view.state;
  view.dispatch(tr.replaceSelection(slice).scrollIntoView().setMeta('paste', true).setMeta('uiEvent', 'paste'));
  view.focus();
}
