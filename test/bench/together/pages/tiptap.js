/** Tiptap with collaboration and the same hand-picked nodes as our notes, and nothing else: no toolbar, no carets, no server of its own. */
import { Editor } from '@tiptap/core';
import { Blockquote } from '@tiptap/extension-blockquote';
import { Bold } from '@tiptap/extension-bold';
import { Code } from '@tiptap/extension-code';
import { Collaboration } from '@tiptap/extension-collaboration';
import { Document } from '@tiptap/extension-document';
import { HardBreak } from '@tiptap/extension-hard-break';
import { Heading } from '@tiptap/extension-heading';
import { Italic } from '@tiptap/extension-italic';
import { BulletList, ListItem, ListKeymap, OrderedList, TaskItem, TaskList } from '@tiptap/extension-list';
import { Paragraph } from '@tiptap/extension-paragraph';
import { Strike } from '@tiptap/extension-strike';
import { Text } from '@tiptap/extension-text';
import { openDocument } from './document.js';

const doc = await openDocument();
new Editor({
  element: document.querySelector('main'),
  extensions: [
    Document,
    Paragraph,
    Text,
    Heading.configure({ levels: [1, 2, 3] }),
    HardBreak,
    Bold,
    Italic,
    Strike,
    Code,
    BulletList,
    OrderedList,
    ListItem,
    ListKeymap,
    TaskList,
    TaskItem.configure({ nested: true }),
    Blockquote,
    Collaboration.configure({ document: doc, field: 'notes' }),
  ],
  editorProps: { attributes: { role: 'textbox', 'aria-label': 'Notes', 'aria-multiline': 'true' } },
});
