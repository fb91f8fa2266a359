/** Places in the text as Yjs keeps them, which stay where they are while others write, and as the editor counts them. */
import type { EditorState } from '@tiptap/pm/state';
import {
  absolutePositionToRelativePosition,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
} from '@tiptap/y-tiptap';
import * as Y from 'yjs';

/** What somebody has selected, as awareness tells it. */
export interface Selected {
  readonly anchor: Y.RelativePosition;
  readonly head: Y.RelativePosition;
}

export interface Place {
  readonly anchor: number;
  readonly head: number;
}

interface Bound {
  readonly doc: Y.Doc;
  readonly type: Y.XmlFragment;
  readonly binding: { readonly mapping: Parameters<typeof relativePositionToAbsolutePosition>[3] } | null;
}

const boundIn = (state: EditorState): Bound | undefined => ySyncPluginKey.getState(state) as Bound | undefined;

/** The selection of this editor; null before it is bound. */
export function selectionIn(state: EditorState): Selected | null {
  const bound = boundIn(state);
  if (!bound?.binding) return null;
  const { mapping } = bound.binding;
  const relative = (at: number): Y.RelativePosition =>
    beforeNext(absolutePositionToRelativePosition(at, bound.type, mapping) as Y.RelativePosition, bound.doc);
  return { anchor: relative(state.selection.anchor), head: relative(state.selection.head) };
}

/**
 * The same place by the letter behind it, or the end of its text. By the letter before it, it would be another place after
 * every key, to be told to everybody.
 */
function beforeNext(place: Y.RelativePosition, doc: Y.Doc): Y.RelativePosition {
  const at = Y.createAbsolutePositionFromRelativePosition(place, doc);
  if (!(at?.type instanceof Y.XmlText) || at.index === 0) return place; // the beginning of a text is told as that
  return Y.createRelativePositionFromTypeIndex(at.type, at.index, 0);
}

/** `said`: what awareness has of somebody, whoever wrote it. */
export function sameSelection(said: unknown, now: Selected): boolean {
  const ends = endsOf(said);
  return (
    ends !== null &&
    Y.compareRelativePositions(ends.anchor, now.anchor) &&
    Y.compareRelativePositions(ends.head, now.head)
  );
}

/** Where that is in this text; null where it is not in it. */
export function placeOf(said: unknown, state: EditorState): Place | null {
  const bound = boundIn(state);
  const ends = endsOf(said);
  if (!bound?.binding || !ends) return null;
  const { mapping } = bound.binding;
  const last = Math.max(state.doc.content.size - 1, 0);
  const [anchor, head] = [ends.anchor, ends.head].map((end) => {
    const at = relativePositionToAbsolutePosition(bound.doc, bound.type, end, mapping);
    return at === null ? null : Math.min(at, last);
  });
  return anchor == null || head == null ? null : { anchor, head };
}

function endsOf(said: unknown): Selected | null {
  if (typeof said !== 'object' || said === null) return null;
  const { anchor, head } = said as { anchor?: unknown; head?: unknown };
  if (typeof anchor !== 'object' || anchor === null || typeof head !== 'object' || head === null) return null;
  return { anchor: Y.createRelativePositionFromJSON(anchor), head: Y.createRelativePositionFromJSON(head) };
}
