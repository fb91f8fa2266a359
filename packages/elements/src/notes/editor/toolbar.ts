/** The tools above the notes: a table of what they do, and the toolbar that shows them (ARIA Authoring Practices, toolbar). */
import type { Editor } from '@tiptap/core';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { undoIcon } from '../../icons/signs.ts';
import {
  boldIcon,
  headingIcon,
  italicIcon,
  linkIcon,
  listChecksIcon,
  listIcon,
  listNumberedIcon,
  quoteIcon,
} from '../../icons/text.ts';

interface Tool {
  readonly id: string;
  readonly name: string;
  readonly icon: TemplateResult;
  /** Shown beside the icon where there is room. */
  readonly word?: string;
  readonly keys?: string;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly act: () => void;
}

export interface ToolbarView {
  readonly editor: Editor;
  /** Which tool takes the tab stop. */
  readonly current: string;
  readonly setCurrent: (id: string) => void;
  readonly linking: boolean;
  readonly openLink: () => void;
  /** What stands at the end of the bar. */
  readonly end: TemplateResult | typeof nothing;
}

function tools({ editor, linking, openLink }: ToolbarView): Tool[] {
  const run = (): ReturnType<Editor['chain']> => editor.chain().focus();
  const on = (name: string): boolean => editor.isActive(name);
  const bold = { id: 'bold', name: msg('Bold'), icon: boldIcon, keys: 'Control+B' };
  const italic = { id: 'italic', name: msg('Italic'), icon: italicIcon, keys: 'Control+I' };
  return [
    { ...bold, pressed: on('bold'), act: () => run().toggleBold().run() },
    { ...italic, pressed: on('italic'), act: () => run().toggleItalic().run() },
    {
      id: 'heading',
      name: msg('Heading'),
      icon: headingIcon,
      pressed: on('heading'),
      act: () => run().toggleHeading({ level: 2 }).run(),
    },
    {
      id: 'list',
      name: msg('List'),
      word: msg('List'),
      icon: listIcon,
      pressed: on('bulletList'),
      act: () => run().toggleBulletList().run(),
    },
    {
      id: 'numbers',
      name: msg('Numbered list'),
      icon: listNumberedIcon,
      pressed: on('orderedList'),
      act: () => run().toggleOrderedList().run(),
    },
    {
      id: 'tasks',
      name: msg('Checklist'),
      word: msg('Checklist'),
      icon: listChecksIcon,
      pressed: on('taskList'),
      act: () => run().toggleTaskList().run(),
    },
    {
      id: 'quote',
      name: msg('Quote'),
      icon: quoteIcon,
      pressed: on('blockquote'),
      act: () => run().toggleBlockquote().run(),
    },
    {
      id: 'link',
      name: msg('Link'),
      word: msg('Link'),
      icon: linkIcon,
      keys: 'Control+K',
      pressed: linking || on('link'),
      act: openLink,
    },
    {
      id: 'undo',
      name: msg('Undo'),
      icon: undoIcon,
      keys: 'Control+Z',
      disabled: !editor.can().undo(),
      act: () => run().undo().run(),
    },
    {
      id: 'redo',
      name: msg('Redo'),
      icon: html`<span class="mirrored">${undoIcon}</span>`,
      disabled: !editor.can().redo(),
      act: () => run().redo().run(),
    },
  ];
}

export function renderToolbar(view: ToolbarView): TemplateResult {
  const { current, setCurrent, end } = view;
  return html`
    <div class="tools">
      <div role="toolbar" aria-label=${msg('Text tools')} @keydown=${walk} @mousedown=${keepSelection}>
        ${tools(view).map(
          ({ id, name, icon, word, keys, pressed, disabled, act }) => html`
            <button
              class="quiet small-target ${word === undefined ? 'icon-only' : 'worded'}"
              title=${name}
              aria-keyshortcuts=${keys ?? nothing}
              aria-pressed=${pressed === undefined ? nothing : String(pressed)}
              aria-disabled=${disabled ? 'true' : nothing}
              tabindex=${id === current ? 0 : -1}
              @focus=${() => setCurrent(id)}
              @click=${() => disabled !== true && act()}
            >
              ${icon} ${word === undefined ? nothing : html`<span class="word">${word}</span>`}
            </button>
          `,
        )}
      </div>
      ${end}
    </div>
  `;
}

/** A press on a tool must not take the selection from the text. */
function keepSelection(event: MouseEvent): void {
  event.preventDefault();
}

function walk(event: KeyboardEvent): void {
  const bar = event.currentTarget as HTMLElement;
  const buttons = [...bar.querySelectorAll<HTMLElement>('button')];
  const at = buttons.indexOf(event.target as HTMLElement);
  const forward = getComputedStyle(bar).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  const backward = forward === 'ArrowRight' ? 'ArrowLeft' : 'ArrowRight';
  const to = { [forward]: at + 1, [backward]: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (to === undefined || at < 0) return;
  event.preventDefault();
  buttons[(to + buttons.length) % buttons.length]?.focus();
}
