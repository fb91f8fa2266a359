/** What the notes can hold, hand-picked: each of these is a part of the document's schema and of the download. */
import type { Extensions } from '@tiptap/core';
import { Blockquote } from '@tiptap/extension-blockquote';
import { Bold } from '@tiptap/extension-bold';
import { Code } from '@tiptap/extension-code';
import { Collaboration } from '@tiptap/extension-collaboration';
import { Document } from '@tiptap/extension-document';
import { HardBreak } from '@tiptap/extension-hard-break';
import { Italic } from '@tiptap/extension-italic';
import { BulletList, ListItem, ListKeymap, OrderedList, TaskItem, TaskList } from '@tiptap/extension-list';
import { Strike } from '@tiptap/extension-strike';
import { Text } from '@tiptap/extension-text';
import type { Awareness } from './awareness.ts';
import type * as Y from 'yjs';
import { carets } from './carets.ts';
import { firstText } from './first-text.ts';
import { guard } from './guard.ts';
import { Heading } from './heading.ts';
import { Line } from './line.ts';
import { Link } from './link.ts';
import { MarksOfPeople } from './marks-of-people.ts';
import { Pending } from './pending.ts';
import { SlashKey } from './slash.ts';

export interface NotesSource {
  readonly fragment: Y.XmlFragment;
  /** Null where nobody else can be. */
  readonly awareness: Awareness | null;
  /** The name of the check box of a task. */
  readonly taskLabel: (task: string) => string;
  /** Others wrote what the editor cannot hold; destroy it at once. */
  readonly letGo: () => void;
}

/** The nodes and marks. */
export function contents(taskLabel: NotesSource['taskLabel']): Extensions {
  return [
    Document,
    Line,
    Text,
    Heading,
    HardBreak,
    Bold,
    Italic,
    Strike,
    Code,
    Link,
    BulletList,
    OrderedList,
    ListItem,
    ListKeymap,
    TaskList,
    TaskItem.configure({ nested: true, a11y: { checkboxLabel: (node) => taskLabel(node.textContent) } }),
    Blockquote,
  ];
}

export function extensionsFor({ fragment, awareness, taskLabel, letGo }: NotesSource): Extensions {
  return [
    ...contents(taskLabel),
    guard(fragment, letGo),
    Collaboration.configure({ fragment }),
    firstText(fragment),
    MarksOfPeople,
    Pending,
    SlashKey,
    ...(awareness ? [carets(awareness)] : []),
  ];
}
