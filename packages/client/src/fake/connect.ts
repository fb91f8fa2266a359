import { applyAwarenessUpdate, encodeAwarenessUpdate, type Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { SessionDocuments, SharedDocument } from '../session-port.ts';

const WIRE = Symbol('the other side');

type Holder = { readonly documents: { readonly value: SessionDocuments } };

/**
 * Two fake sessions as two people in one mentorship: what one writes or shows, the other has at once. Private documents
 * stay apart. Answers how to part them, as a lost connection would.
 */
export function connectFakes(a: Holder, b: Holder): () => void {
  const stops: (() => void)[] = [];
  for (const kind of ['mentorship', 'session'] as const) {
    const [one, other] = [a.documents.value[kind], b.documents.value[kind]];
    if (one && other) stops.push(pipe(one, other), pipe(other, one));
  }
  return () => {
    for (const stop of stops) stop();
  };
}

function pipe(from: SharedDocument, to: SharedDocument): () => void {
  const passUpdate = (update: Uint8Array, origin: unknown): void => {
    if (origin !== WIRE) Y.applyUpdate(to.doc, update, WIRE);
  };
  const passAwareness = (changes: Record<'added' | 'updated' | 'removed', number[]>, origin: unknown): void => {
    const { awareness } = to;
    if (origin === WIRE || !from.awareness || !awareness) return;
    send(from.awareness, awareness, [...changes.added, ...changes.updated, ...changes.removed]);
  };
  Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)), WIRE);
  if (from.awareness && to.awareness) send(from.awareness, to.awareness, [...from.awareness.getStates().keys()]);
  from.doc.on('update', passUpdate);
  from.awareness?.on('update', passAwareness);
  return () => {
    from.doc.off('update', passUpdate);
    from.awareness?.off('update', passAwareness);
  };
}

function send(from: Awareness, to: Awareness, clients: number[]): void {
  applyAwarenessUpdate(to, encodeAwarenessUpdate(from, clients), WIRE);
}
