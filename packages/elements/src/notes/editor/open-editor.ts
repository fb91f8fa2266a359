import { msg } from '@lit/localize';
import { Editor, getSchema } from '@tiptap/core';
import type { Schema } from '@tiptap/pm/model';
import { contents, extensionsFor, type NotesSource } from './extensions.ts';
import { pasting } from './pasting.ts';

const BLANK = { type: 'doc', content: [{ type: 'paragraph' }] };

export interface EditorPlace extends Omit<NotesSource, 'taskLabel'> {
  readonly element: HTMLElement;
  /** True where the key is dealt with. */
  readonly pressed: (event: KeyboardEvent) => boolean;
  /** True keeps a key from the editor, and leaves it to the browser. */
  readonly passed: (event: KeyboardEvent) => boolean;
  /** A sentence about what was pasted. */
  readonly tell: (sentence: string) => void;
}

const taskLabel = (task: string): string => (task === '' ? msg('Empty task') : task);

/** Binds an editor to the text. Only for text that may be written, and that fits. */
export function openEditor({ element, pressed, passed, tell, ...source }: EditorPlace): Editor {
  return new Editor({
    element,
    injectCSS: false,
    // The binding replaces it; an empty string would go through the HTML parser, which Trusted Types forbid.
    content: BLANK,
    // Nobody listens to what is deleted, and it is looked for at every key.
    enableCoreExtensions: { delete: false },
    extensions: [...extensionsFor({ ...source, taskLabel }), pasting(tell)],
    editorProps: {
      attributes: { class: 'rich-text', role: 'textbox', 'aria-multiline': 'true' },
      handleDOMEvents: { keydown: (_view, event) => passed(event) },
      handleKeyDown: (_view, event) => pressed(event),
    },
  });
}

let schema: Schema | null = null;

/** What an editor can hold, without one. */
export function notesSchema(): Schema {
  schema ??= getSchema(contents(taskLabel));
  return schema;
}
