import type { Editor } from '@tiptap/core';

/** *Enter* inside of a block: what comes behind the caret is a new block without these attributes, which are the first one's. */
export function splitWithout(editor: Editor, type: string, attributes: readonly string[]): boolean {
  return editor
    .chain()
    .command(({ commands }) =>
      commands.first([
        () => commands.splitListItem('listItem'),
        () => commands.splitListItem('taskItem'),
        () => commands.splitBlock(),
      ]),
    )
    .resetAttributes(type, [...attributes])
    .scrollIntoView()
    .run();
}
