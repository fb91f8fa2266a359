/** Rich text of notes: the one XmlFragment of a session and the private ones of a person, and how to read them as data. */
import * as Y from 'yjs';

/** What the roots of private notes begin with. */
const PRIVATE = 'notes/';

/** The shared notes of a session (document `session/{id}`). */
export function notesOf(doc: Y.Doc): Y.XmlFragment {
  return doc.getXmlFragment('notes');
}

/** Private notes of one session (document `private/{mentorship}/{person}`). A root of its own, so that two tabs offline never replace each other's. */
export function privateNotesOf(doc: Y.Doc, session: string): Y.XmlFragment {
  return doc.getXmlFragment(PRIVATE + session);
}

/** The sessions that have a root among somebody's private notes. */
export function privateNotesSessions(doc: Y.Doc): string[] {
  return [...doc.share.keys()].filter((name) => name.startsWith(PRIVATE)).map((name) => name.slice(PRIVATE.length));
}

/** A node of rich text as plain data, in the manner of ProseMirror's JSON; safe to store and to render node by node. */
export interface RichNode {
  type: string;
  attrs?: Record<string, string | number | boolean | null>;
  content?: RichNode[];
  text?: string;
  marks?: RichMark[];
}
export interface RichMark {
  type: string;
  attrs?: Record<string, string | number | boolean | null>;
}

/**
 * What a paragraph of the notes became: attributes `became` and `record` of the node. The record holds what counts from
 * then on; the paragraph stays as it was written.
 */
export const BECAME = ['takeaway', 'decision', 'promise', 'item'] as const;
export type Became = (typeof BECAME)[number];

type Plain = string | number | boolean | null;

const MAX_DEPTH = 40;

function plainAttributes(attributes: Readonly<Record<string, unknown>>): Record<string, Plain> | undefined {
  const plain: [string, Plain][] = [];
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      plain.push([key, value]);
    }
  }
  return plain.length > 0 ? Object.fromEntries(plain) : undefined;
}

function readMarks(attributes: unknown): RichMark[] | undefined {
  if (typeof attributes !== 'object' || attributes === null) return undefined;
  const marks: RichMark[] = [];
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null) continue; // an attribute that was taken away again
    // y-prosemirror hashes marks that may overlap: `link--abcd1234`
    const type = name.replace(/--[a-zA-Z0-9+/=]{8}$/, '');
    const attrs = typeof value === 'object' ? plainAttributes(value as Record<string, unknown>) : undefined;
    marks.push(attrs ? { type, attrs } : { type });
  }
  return marks.length > 0 ? marks : undefined;
}

function readText(text: Y.XmlText): RichNode[] {
  const nodes: RichNode[] = [];
  for (const part of text.toDelta() as { insert?: unknown; attributes?: unknown }[]) {
    if (typeof part.insert !== 'string' || part.insert === '') continue;
    const marks = readMarks(part.attributes);
    nodes.push(marks ? { type: 'text', text: part.insert, marks } : { type: 'text', text: part.insert });
  }
  return nodes;
}

function readChildren(parent: Y.XmlFragment, depth: number): RichNode[] {
  if (depth > MAX_DEPTH) return []; // deeper than any editor of ours writes; a hostile peer must not end our stack
  const nodes: RichNode[] = [];
  for (const child of parent.toArray()) {
    if (child instanceof Y.XmlElement) {
      const node: RichNode = { type: child.nodeName };
      const attrs = plainAttributes(child.getAttributes() as Record<string, unknown>);
      if (attrs) node.attrs = attrs;
      const content = readChildren(child, depth + 1);
      if (content.length > 0) node.content = content;
      nodes.push(node);
    } else if (child instanceof Y.XmlText) {
      nodes.push(...readText(child));
    }
  }
  return nodes;
}

/** Reads a fragment without changing it. */
export function readRichText(fragment: Y.XmlFragment): RichNode[] {
  return readChildren(fragment, 0);
}

/** The words alone, one line per block. */
export function plainText(nodes: readonly RichNode[]): string {
  return nodes
    .map((node) => {
      if (node.text !== undefined) return node.text;
      if (node.type === 'hardBreak') return '\n';
      const inner = node.content ?? [];
      return inner.every(isInline) ? inner.map((one) => plainText([one])).join('') : plainText(inner);
    })
    .join(nodes.every(isInline) ? '' : '\n');
}

function isInline(node: RichNode): boolean {
  return node.text !== undefined || node.type === 'hardBreak';
}

/** Whether anything was written: an editor leaves an empty paragraph in a fragment that nobody wrote in. */
export function isEmptyRichText(nodes: readonly RichNode[]): boolean {
  return plainText(nodes).trim() === '';
}
