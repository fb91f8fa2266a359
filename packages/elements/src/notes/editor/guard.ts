import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import type * as Y from 'yjs';
import { changeFits } from './fitting.ts';

/**
 * Calls `letGo` when others write what this editor cannot hold, before its binding sees that and takes it away: the editor
 * is to be destroyed in there.
 */
export function guard(fragment: Y.XmlFragment, letGo: () => void): Extension {
  return Extension.create({
    name: 'guard',
    addProseMirrorPlugins: () => [
      new Plugin({
        view: ({ state: { schema } }) => {
          const look = (transaction: Y.Transaction): void => {
            if (transaction.origin !== ySyncPluginKey && !changeFits(fragment, transaction, schema)) letGo();
          };
          fragment.doc?.on('beforeObserverCalls', look);
          return { destroy: () => fragment.doc?.off('beforeObserverCalls', look) };
        },
      }),
    ],
  });
}
