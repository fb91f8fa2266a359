/**
 * What a person last looked at, in their own document `private/{mentorship}/{person}`: of each document a state vector of Yjs.
 * What lies beyond it was written while they were not looking. Two devices that look at once keep the later write; then
 * something may be listed twice, never left out.
 */
import * as Y from 'yjs';
import { objectOrNull, type Fields } from './records.ts';

export interface Looked {
  /** How far each client had written. */
  readonly state: ReadonlyMap<number, number>;
  /** clientIDs with which this person wrote beyond it. */
  readonly own: ReadonlySet<number>;
}

const OWN = 'own/';

function lookedOf(doc: Y.Doc): Fields {
  return doc.getMap('looked');
}

/** `name`: of the document that was looked at. Null where they never did. */
export function readLooked(own: Y.Doc, name: string): Looked | null {
  const root = lookedOf(own);
  const state = objectOrNull(root, name)?.state;
  if (!(state instanceof Uint8Array)) return null;
  const prefix = `${OWN}${name}/`;
  const clients = [...root.keys()]
    .filter((key) => key.startsWith(prefix))
    .map((key) => Number(key.slice(prefix.length)));
  try {
    return { state: Y.decodeStateVector(state), own: new Set(clients.filter(Number.isSafeInteger)) };
  } catch {
    return null; // not what we wrote
  }
}

/** Notes that this person has seen all of `seen` now. */
export function setLooked(own: Y.Doc, name: string, seen: Y.Doc): void {
  own.transact(() => {
    const root = lookedOf(own);
    root.set(name, { state: Y.encodeStateVector(seen) });
    const prefix = `${OWN}${name}/`;
    for (const key of [...root.keys()]) {
      if (key.startsWith(prefix) && key !== prefix + String(seen.clientID)) root.delete(key);
    }
  });
}

/** Notes that `client` is this person, before what they write is looked at. */
export function setOwnClient(own: Y.Doc, name: string, client: number): void {
  const key = `${OWN}${name}/${client}`;
  if (lookedOf(own).get(key) !== true) own.transact(() => lookedOf(own).set(key, true));
}
