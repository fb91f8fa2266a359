/** Lines of the private notes go to the end of the shared ones. Both texts are Yjs types, so what they look like stays. */
import { plainText, readRichText } from '@fireside/protocol';
import type { EditorState } from '@tiptap/pm/state';
import * as Y from 'yjs';

/** Blocks that stand beside each other in one parent. */
interface Blocks {
  readonly parent: Y.XmlFragment;
  readonly index: number;
  readonly count: number;
}

/** The blocks that the selection touches: paragraphs, or the items of a list; null where nothing is written in them. */
export function chosenBlocks(state: EditorState, fragment: Y.XmlFragment): Blocks | null {
  const { $from, $to } = state.selection;
  const isItem = (name: string): boolean => name.endsWith('Item');
  let range = $from.blockRange($to);
  // An item goes with its box or its number.
  if (range && isItem(range.parent.type.name)) range = $from.blockRange($to, ({ type }) => !isItem(type.name));
  if (!range) return null;
  let parent: Y.XmlFragment = fragment;
  for (let depth = 0; depth < range.depth; depth += 1) {
    const child: unknown = parent.get($from.index(depth));
    if (!(child instanceof Y.XmlElement)) return null;
    parent = child;
  }
  const blocks = { parent, index: range.startIndex, count: range.endIndex - range.startIndex };
  return linesOf(blocks).length > 0 ? blocks : null;
}

function elementsOf({ parent, index, count }: Blocks): Y.XmlElement[] {
  return parent
    .toArray()
    .slice(index, index + count)
    .filter((child) => child instanceof Y.XmlElement);
}

/** Their words, line by line, for the question whether these are to be moved. */
export function linesOf(blocks: Blocks): string[] {
  const scratch = new Y.Doc().getXmlFragment('lines');
  scratch.insert(0, copiesOf(blocks));
  return plainText(readRichText(scratch))
    .split('\n')
    .filter((line) => line.trim() !== '');
}

/** Copies of the blocks, in a list of their own where they are items. */
function copiesOf(blocks: Blocks): Y.XmlElement[] {
  const copies = elementsOf(blocks).map((element) => element.clone() as Y.XmlElement);
  const { parent } = blocks;
  if (!(parent instanceof Y.XmlElement)) return copies;
  const wrapper = new Y.XmlElement(parent.nodeName);
  wrapper.insert(0, copies);
  return [wrapper];
}

/**
 * Writes them at the end of `target`, and only then takes them away. Answers how to undo both; what somebody has changed of
 * them in the shared notes since is in what comes back.
 */
export function moveBlocks(fragment: Y.XmlFragment, blocks: Blocks, target: Y.XmlFragment): () => void {
  const moved = copiesOf(blocks);
  target.doc?.transact(() => target.insert(endOf(target), moved));
  fragment.doc?.transact(() => remove(fragment, blocks));
  return () => {
    const back = moved.filter(({ _item }) => _item?.deleted === false);
    fragment.doc?.transact(() =>
      fragment.insert(
        endOf(fragment),
        back.map((element) => element.clone() as Y.XmlElement),
      ),
    );
    target.doc?.transact(() => {
      for (const element of back) target.delete(target.toArray().indexOf(element));
    });
  };
}

/** The place behind the last words. */
function endOf(fragment: Y.XmlFragment): number {
  const last: unknown = fragment.length > 0 ? fragment.get(fragment.length - 1) : null;
  const blank = last instanceof Y.XmlElement && last.nodeName === 'paragraph' && isBlank(last);
  return blank ? fragment.length - 1 : fragment.length;
}

function isBlank(element: Y.XmlElement): boolean {
  return element.toArray().every((child) => child instanceof Y.XmlText && child.length === 0);
}

/** Takes the blocks away, and the list or the quote that would be left empty. */
function remove(fragment: Y.XmlFragment, { parent, index, count }: Blocks): void {
  if (parent === fragment || count < parent.length) return parent.delete(index, count);
  const around = parent.parent;
  if (!(around instanceof Y.XmlFragment)) return;
  remove(fragment, { parent: around, index: around.toArray().indexOf(parent as Y.XmlElement), count: 1 });
}
