/**
 * What the editor's binding would take away: it deletes every node that its schema does not know, with all the words inside.
 * So a text is looked through before it is bound, and each change that others make while it is.
 */
import type { Schema } from '@tiptap/pm/model';
import * as Y from 'yjs';

/** Deeper than people nest lists; the binding goes down by recursion. */
const MAX_DEPTH = 40;

/** Whether the editor can hold all of `fragment`. Depth and names that only a hostile peer writes do no harm here. */
export function fits(fragment: Y.XmlFragment, schema: Schema): boolean {
  return childrenFit(fragment, schema, 0);
}

/** Whether what this transaction brought into `fragment` fits, where all of it did before. */
export function changeFits(fragment: Y.XmlFragment, transaction: Y.Transaction, schema: Schema): boolean {
  for (const type of transaction.changed.keys()) {
    if (type instanceof Y.XmlText) {
      if (depthIn(fragment, type) !== null && !marksFit(type, schema)) return false;
    } else if (type instanceof Y.XmlFragment) {
      const depth = depthIn(fragment, type);
      if (depth === null) continue;
      if (!(type === fragment ? childrenFit(type, schema, 0, transaction) : elementFits(type, schema, depth)))
        return false;
    }
  }
  return true;
}

/** How deep `type` stands in `fragment`, which itself is 0; null where it stands elsewhere or was deleted. */
function depthIn(fragment: Y.XmlFragment, type: Y.XmlText | Y.XmlFragment): number | null {
  let depth = 0;
  for (let at: Y.XmlText['parent'] = type; at !== null; at = at.parent) {
    if (at === fragment) return depth;
    if (at._item?.deleted === true) return null;
    depth += 1;
  }
  return null;
}

function childrenFit(parent: Y.XmlFragment, schema: Schema, depth: number, within?: Y.Transaction): boolean {
  return parent.toArray().every((child) => {
    if (within && child._item && !isNew(child._item, within)) return true;
    if (child instanceof Y.XmlText) return depth > 0 && marksFit(child, schema);
    return elementFits(child, schema, depth + 1);
  });
}

function isNew({ id }: Y.Item, transaction: Y.Transaction): boolean {
  return id.clock >= (transaction.beforeState.get(id.client) ?? 0);
}

function elementFits(element: unknown, schema: Schema, depth: number): boolean {
  if (!(element instanceof Y.XmlElement) || depth > MAX_DEPTH) return false;
  const type = Object.hasOwn(schema.nodes, element.nodeName) ? schema.nodes[element.nodeName] : undefined;
  if (!type || type.name === 'doc' || type.isText) return false;
  if (!childrenFit(element, schema, depth)) return false;
  // What lost its last line when two wrote at once may go; what has words may not.
  return contentFits(element, schema) || !hasWords(element);
}

function contentFits(element: Y.XmlElement, schema: Schema): boolean {
  let match = schema.nodes[element.nodeName]?.contentMatch ?? null;
  for (const child of element.toArray()) {
    if (child instanceof Y.XmlText && child.length === 0) continue;
    const type = child instanceof Y.XmlElement ? schema.nodes[child.nodeName] : schema.nodes.text;
    match = type ? (match?.matchType(type) ?? null) : null;
  }
  return match?.validEnd === true;
}

/** The binding drops a whole text for one mark that it does not know, and for whatever is no letter. */
function marksFit(text: Y.XmlText, schema: Schema): boolean {
  return (text.toDelta() as { insert?: unknown; attributes?: object }[]).every(
    ({ insert, attributes }) =>
      typeof insert === 'string' &&
      Object.keys(attributes ?? {}).every((name) =>
        Object.hasOwn(schema.marks, name.replace(/--[a-zA-Z0-9+/=]{8}$/, '')),
      ),
  );
}

function hasWords(element: Y.XmlFragment): boolean {
  return words(element).next().done !== true;
}

function letters(text: Y.XmlText): string {
  const parts = text.toDelta() as { insert?: unknown }[];
  return parts.map(({ insert }) => (typeof insert === 'string' ? insert : '')).join('');
}

/** Every text below, however deep: without recursion. */
function* words(root: unknown): Generator<string> {
  const waiting: unknown[] = [root];
  while (waiting.length > 0) {
    const at = waiting.pop();
    if (at instanceof Y.XmlFragment) waiting.push(...at.toArray().reverse());
    else if (at instanceof Y.XmlText && at.length > 0) yield letters(at);
  }
}

/** Makes a plain paragraph of each block that does not fit, in its place: every word stays, however deep it stands. */
export function makeFit(fragment: Y.XmlFragment, schema: Schema): void {
  fragment.doc?.transact(() => {
    fragment.toArray().forEach((block, index) => {
      if (elementFits(block, schema, 1)) return;
      const plain = new Y.XmlElement('paragraph');
      const lines = [...words(block)].flatMap((line) => [new Y.XmlElement('hardBreak'), new Y.XmlText(line)]);
      plain.insert(0, lines.slice(1));
      fragment.delete(index);
      fragment.insert(index, [plain]);
    });
  });
}
