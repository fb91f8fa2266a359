import type { Transaction } from '@tiptap/pm/state';
import { ySyncPluginKey } from '@tiptap/y-tiptap';

/** Whether the document brought this change: somebody else wrote, or it was undone. */
export function isRemote(tr: Transaction): boolean {
  const change: unknown = tr.getMeta(ySyncPluginKey);
  return typeof change === 'object' && change !== null && 'isChangeOrigin' in change && change.isChangeOrigin === true;
}
