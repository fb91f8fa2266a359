/** The parts of Tiptap that our notes are made of, with collaboration and carets, and nothing around them. */
export { Editor, Extension, InputRule, Mark, markPasteRule } from '@tiptap/core';
export { Blockquote } from '@tiptap/extension-blockquote';
export { Bold } from '@tiptap/extension-bold';
export { Code } from '@tiptap/extension-code';
export { Collaboration } from '@tiptap/extension-collaboration';
export { Document } from '@tiptap/extension-document';
export { HardBreak } from '@tiptap/extension-hard-break';
export { Heading } from '@tiptap/extension-heading';
export { Italic } from '@tiptap/extension-italic';
export { BulletList, ListItem, ListKeymap, OrderedList, TaskItem, TaskList } from '@tiptap/extension-list';
export { Paragraph } from '@tiptap/extension-paragraph';
export { Strike } from '@tiptap/extension-strike';
export { Text } from '@tiptap/extension-text';
export { yCursorPlugin } from '@tiptap/y-tiptap';
