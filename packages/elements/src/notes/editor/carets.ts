import { Extension } from '@tiptap/core';
import { yCursorPlugin } from '@tiptap/y-tiptap';
import type { Awareness } from './awareness.ts';
import { quietAwareness } from './quiet-awareness.ts';

const COLOR = /^#[0-9a-f]{6}$/i;

interface CaretUser {
  readonly name?: unknown;
  readonly color?: unknown;
}

/** The carets of the others, by awareness. Colours go through the style object: a strict policy forbids style attributes. */
export function carets(awareness: Awareness): Extension {
  return Extension.create({
    name: 'carets',
    addProseMirrorPlugins() {
      return [
        yCursorPlugin(
          quietAwareness(awareness, () => this.editor.state),
          {
            cursorBuilder: (user: CaretUser, client: number) => makeCaret(user, client),
            selectionBuilder: () => ({ class: 'selection' }),
          },
        ),
      ];
    },
  });
}

function makeCaret(user: CaretUser, client: number): HTMLElement {
  const caret = document.createElement('span');
  caret.className = 'caret';
  caret.dataset.client = String(client);
  caret.ariaHidden = 'true'; // a name in the middle of a sentence; who is there is told elsewhere
  if (typeof user.color === 'string' && COLOR.test(user.color)) caret.style.setProperty('--_caret', user.color);
  const name = document.createElement('span');
  name.className = 'caret-name';
  name.textContent = typeof user.name === 'string' ? user.name.slice(0, 60) : '';
  // Word joiners keep the caret on the line of the letter before it.
  caret.append('\u2060', name, '\u2060');
  return caret;
}
