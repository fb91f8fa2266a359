import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import * as Y from 'yjs';

const TEXT_BLOCKS: readonly string[] = ['paragraph', 'heading'];

/**
 * Gives every new empty block its Y.XmlText at once. The binding makes it with the first letter: two people who begin in
 * the same empty paragraph would each make one, and its repair of two neighbours doubles letters that are under way
 * (https://github.com/yjs/y-prosemirror/issues/160). With one made beforehand, both write into the same.
 */
export function firstText(fragment: Y.XmlFragment): Extension {
  return Extension.create({
    name: 'firstText',
    addProseMirrorPlugins: () => [
      new Plugin({
        view: () => {
          const { doc } = fragment;
          const made = (transaction: Y.Transaction): void => {
            if (!doc || transaction.origin !== ySyncPluginKey) return;
            const blank = blankBlocks(fragment, transaction);
            if (blank.length === 0) return;
            // The binding is still in its own change, so it does not take this for somebody else's.
            doc.transact(() => {
              for (const block of blank) block.insert(0, [new Y.XmlText()]);
            }, ySyncPluginKey);
          };
          doc?.on('beforeObserverCalls', made);
          return { destroy: () => doc?.off('beforeObserverCalls', made) };
        },
      }),
    ],
  });
}

/** Empty text blocks of `fragment` that this transaction made. */
function blankBlocks(fragment: Y.XmlFragment, transaction: Y.Transaction): Y.XmlElement[] {
  const found: Y.XmlElement[] = [];
  for (const type of transaction.changed.keys()) {
    const inside = type instanceof Y.XmlFragment && (type === fragment || Y.isParentOf(fragment, type._item));
    if (inside) collect(type, transaction, found);
  }
  return found;
}

function collect(parent: Y.XmlFragment, transaction: Y.Transaction, found: Y.XmlElement[]): void {
  for (const child of parent.toArray()) {
    if (!(child instanceof Y.XmlElement) || !isNew(child, transaction)) continue;
    if (child.length > 0) collect(child, transaction, found);
    else if (TEXT_BLOCKS.includes(child.nodeName)) found.push(child);
  }
}

function isNew(type: Y.XmlElement, transaction: Y.Transaction): boolean {
  const id = type._item?.id;
  return id !== undefined && id.clock >= (transaction.beforeState.get(id.client) ?? 0);
}
