/** The tools above the notes: a table of what they do. */
import type { Editor } from '@tiptap/core';
import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { undoIcon } from '../../icons/signs.ts';
import {
  boldIcon,
  headingIcon,
  italicIcon,
  linkIcon,
  listChecksIcon,
  listIcon,
  listNumberedIcon,
  moveIcon,
  promiseIcon,
  quoteIcon,
  stampIcon,
  writersIcon,
} from '../../icons/text.ts';
import type { Look } from './watch.ts';

export interface Tool {
  readonly id: string;
  readonly name: string;
  readonly icon: TemplateResult;
  /** Shown beside the icon where there is room. */
  readonly word?: string;
  /** Held with Control, or Command on a Mac. */
  readonly key?: string;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly act: () => void;
}

/** What the editor's element does for its tools; null where there is no such thing. */
export interface ToolActs {
  readonly linking: boolean;
  readonly openLink: () => void;
  readonly promise: (() => void) | null;
  readonly stamp: (() => void) | null;
  readonly writers: { readonly on: boolean; readonly toggle: () => void } | null;
  readonly move: { readonly on: boolean; readonly open: () => void } | null;
}

export function toolsOf(editor: Editor, look: Look, acts: ToolActs): Tool[] {
  return [...formats(editor, look, acts), ...additions(acts), ...history(editor, look)];
}

function formats(editor: Editor, { active }: Look, { linking, openLink }: ToolActs): Tool[] {
  const run = (): ReturnType<Editor['chain']> => editor.chain().focus();
  const on = (name: string): boolean => active.includes(name);
  const bold = { id: 'bold', name: msg('Bold'), icon: boldIcon, key: 'B' };
  const italic = { id: 'italic', name: msg('Italic'), icon: italicIcon, key: 'I' };
  const heading = { id: 'heading', name: msg('Heading'), icon: headingIcon };
  const list = { id: 'list', name: msg('List'), word: msg('List'), icon: listIcon };
  const numbers = { id: 'numbers', name: msg('Numbered list'), icon: listNumberedIcon };
  const tasks = { id: 'tasks', name: msg('Checklist'), word: msg('Checklist'), icon: listChecksIcon };
  const quote = { id: 'quote', name: msg('Quote'), icon: quoteIcon };
  const link = { id: 'link', name: msg('Link'), word: msg('Link'), icon: linkIcon, key: 'K' };
  return [
    { ...bold, pressed: on('bold'), act: () => run().toggleBold().run() },
    { ...italic, pressed: on('italic'), act: () => run().toggleItalic().run() },
    { ...heading, pressed: on('heading'), act: () => run().toggleHeading({ level: 2 }).run() },
    { ...list, pressed: on('bulletList'), act: () => run().toggleBulletList().run() },
    { ...numbers, pressed: on('orderedList'), act: () => run().toggleOrderedList().run() },
    { ...tasks, pressed: on('taskList'), act: () => run().toggleTaskList().run() },
    { ...quote, pressed: on('blockquote'), act: () => run().toggleBlockquote().run() },
    { ...link, pressed: linking || on('link'), act: openLink },
  ];
}

function additions({ promise, stamp, writers, move }: ToolActs): Tool[] {
  const tools: (Tool | null)[] = [
    promise && {
      id: 'promise',
      name: msg('Promise'),
      word: msg('Promise'),
      icon: promiseIcon,
      key: 'Enter',
      act: promise,
    },
    stamp && { id: 'stamp', name: msg('Time stamp'), icon: stampIcon, key: ';', act: stamp },
    writers && {
      id: 'writers',
      name: msg('Who wrote what'),
      icon: writersIcon,
      pressed: writers.on,
      act: writers.toggle,
    },
    move && {
      id: 'move',
      name: msg('Move to the shared notes…'),
      icon: moveIcon,
      pressed: move.on,
      act: move.open,
    },
  ];
  return tools.filter((tool) => tool !== null);
}

function history(editor: Editor, { canUndo, canRedo }: Look): Tool[] {
  const mirrored = html`<span class="mirrored">${undoIcon}</span>`;
  return [
    {
      id: 'undo',
      name: msg('Undo'),
      icon: undoIcon,
      key: 'Z',
      disabled: !canUndo,
      act: () => editor.chain().focus().undo().run(),
    },
    {
      id: 'redo',
      name: msg('Redo'),
      icon: mirrored,
      disabled: !canRedo,
      act: () => editor.chain().focus().redo().run(),
    },
  ];
}
