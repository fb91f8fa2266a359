import type { Became } from '@fireside/protocol';
import type { Editor } from '@tiptap/core';
import type { Awareness } from './awareness.ts';
import { historyOf } from './history.ts';
import { pendingOf } from './pending.ts';
import { slashOf, type Slash } from './slash.ts';

/** Somebody else whose caret stands in this text. */
export interface Other {
  readonly client: number;
  readonly name: string;
}

/** What is shown around the text, of what an editor knows. */
export interface Look {
  /** Nothing is written. */
  readonly empty: boolean;
  /** Names of the marks and blocks at the caret. */
  readonly active: readonly string[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly slash: Slash | null;
  readonly pending: Became | null;
  readonly others: readonly Other[];
}

const MARKS = ['bold', 'italic', 'link'] as const;

export function lookAt(editor: Editor, awareness: Awareness | null): Look {
  const { state } = editor;
  const { doc, selection } = state;
  const blocks: string[] = [];
  for (let depth = selection.$from.depth; depth > 0; depth -= 1) blocks.push(selection.$from.node(depth).type.name);
  return {
    empty: doc.childCount === 1 && doc.firstChild?.type.name === 'paragraph' && doc.firstChild.content.size === 0,
    active: [...MARKS.filter((mark) => editor.isActive(mark)), ...blocks],
    ...historyOf(editor),
    slash: slashOf(state),
    pending: pendingOf(state),
    others: awareness ? othersIn(awareness) : [],
  };
}

function othersIn(awareness: Awareness): Other[] {
  return [...awareness.getStates()].flatMap(([client, state]) => {
    const user: unknown = state.user;
    const named = typeof user === 'object' && user !== null && 'name' in user && typeof user.name === 'string';
    return client !== awareness.clientID && state.cursor != null && named ? [{ client, name: String(user.name) }] : [];
  });
}

/**
 * Follows an editor at most once per frame, and tells only of what is shown: a key that changes no tool must cost nothing
 * around the text. Answers how to stop.
 */
export function watchEditor(editor: Editor, awareness: Awareness | null, changed: (look: Look) => void): () => void {
  let frame = 0;
  let shown = '';
  const look = (): void => {
    frame = 0;
    const now = lookAt(editor, awareness);
    const words = JSON.stringify(now);
    if (words === shown) return;
    shown = words;
    changed(now);
  };
  const soon = (): void => {
    frame ||= requestAnimationFrame(look);
  };
  editor.on('transaction', soon);
  awareness?.on('change', soon);
  look();
  return () => {
    cancelAnimationFrame(frame);
    editor.off('transaction', soon);
    awareness?.off('change', soon);
  };
}
