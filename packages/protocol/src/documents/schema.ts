import type * as Y from 'yjs';
import type { DocumentKind } from './names.ts';

/**
 * The schema that this code writes, per kind of document. Raised by every new node or field that an older client would
 * drop; a client older than the document opens it read-only.
 */
export const SCHEMA: Readonly<Record<DocumentKind, number>> = {
  mentorship: 1,
  // 2: paragraphs of the notes say what was made of them (`BECAME` in rich-text.ts).
  session: 2,
  private: 1,
};

/** Written by the server alone, once for each number; never lowers what is there. */
export function writeSchema(doc: Y.Doc, kind: DocumentKind): void {
  const schema = doc.getMap('meta').get('schema');
  if (typeof schema !== 'number' || schema < SCHEMA[kind]) doc.getMap('meta').set('schema', SCHEMA[kind]);
}

/** Whether the document was written by newer code than this. */
export function isNewer(doc: Y.Doc, kind: DocumentKind): boolean {
  const schema = doc.getMap('meta').get('schema');
  return typeof schema === 'number' && schema > SCHEMA[kind];
}
