/** What can be undone: this person's own changes, whatever others write around them. */
import type { Editor } from '@tiptap/core';
import { yUndoPluginKey } from '@tiptap/y-tiptap';
import type * as Y from 'yjs';

/** Asked of the manager itself: the plugin's own state is a step behind it. */
export function historyOf({ state }: Editor): { canUndo: boolean; canRedo: boolean } {
  const { undoStack, redoStack } = managerOf(state);
  return { canUndo: undoStack.length > 0, canRedo: redoStack.length > 0 };
}

/** One step of *Undo* by itself: words typed just before or after stay. */
export function alone(editor: Editor, act: () => void): void {
  const manager = managerOf(editor.state);
  manager.stopCapturing();
  act();
  manager.stopCapturing();
}

function managerOf(state: Editor['state']): Y.UndoManager {
  return (yUndoPluginKey.getState(state) as { undoManager: Y.UndoManager }).undoManager;
}
