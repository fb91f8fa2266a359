import { isNewer, writeSchema, type Access, type DocumentKind } from '@fireside/protocol';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { SharedDocument } from '../session-port.ts';

/** A real Y.Doc in the state that the server would have made it, without a network. */
export function fakeDocument(kind: DocumentKind, name: string, access: Access): SharedDocument {
  const doc = new Y.Doc();
  writeSchema(doc, kind);
  const awareness = kind === 'private' ? null : new Awareness(doc);
  awareness?.setLocalState(null);
  const newer = isNewer(doc, kind);
  return { kind, name, doc, awareness, access, writable: access === 'rw' && !newer, synced: true, newer };
}
