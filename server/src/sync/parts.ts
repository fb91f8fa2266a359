/**
 * A large state in several updates. A client hears nothing of a message before the whole of it is in, and y-websocket gives
 * up after 30 s of silence: on a slow line one large message would be loaded again and again (yjs/yhub#55).
 */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

/** Structs of one client, one after the other. */
interface Run {
  readonly client: number;
  readonly clock: number;
  count: number;
  readonly body: Y.UpdateEncoderV1;
}

const sizeOf = ({ body }: Run): number => encoding.length(body.restEncoder);

export interface State {
  /** Valid in any order. */
  readonly before: readonly Uint8Array[];
  /** The rest, deletions included. */
  readonly last: Uint8Array;
}

/**
 * What a client with `stateVector` lacks: one update where that has at most about `bytes`; else `before`, each of about
 * `bytes` (of one struct more where that is larger), and `last`.
 */
export function stateInParts(doc: Y.Doc, stateVector: Uint8Array, bytes: number): State {
  const whole = Y.encodeStateAsUpdate(doc, stateVector);
  if (whole.byteLength <= bytes) return { before: [], last: whole };
  const before: Uint8Array[] = [];
  let runs: Run[] = [];
  let size = 0;
  for (const run of runsOf(doc, Y.decodeStateVector(stateVector), bytes)) {
    runs.push(run);
    size += sizeOf(run);
    if (size < bytes) continue;
    before.push(updateOf(runs));
    runs = [];
    size = 0;
  }
  if (runs.length > 0) before.push(updateOf(runs));
  return { before, last: Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc)) };
}

/** Higher ids first, as Yjs does: that is easier on its resolution of conflicts. */
function* runsOf(doc: Y.Doc, known: ReadonlyMap<number, number>, bytes: number): Generator<Run> {
  const clients = [...doc.store.clients].sort(([a], [b]) => b - a);
  for (const [client, structs] of clients) {
    const from = known.get(client) ?? 0;
    let run: Run | null = null;
    for (const struct of structs) {
      const end = struct.id.clock + struct.length;
      if (end <= from) continue;
      const clock = Math.max(from, struct.id.clock);
      run ??= { client, clock, count: 0, body: new Y.UpdateEncoderV1() };
      struct.write(run.body, clock - struct.id.clock);
      run.count += 1;
      if (sizeOf(run) < bytes) continue;
      yield run;
      run = null;
    }
    if (run) yield run;
  }
}

/** Update format v1: runs of structs, then the deletions (none). */
function updateOf(runs: readonly Run[]): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, runs.length);
  for (const { client, clock, count, body } of runs) {
    encoding.writeVarUint(encoder, count);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
    encoding.writeUint8Array(encoder, encoding.toUint8Array(body.restEncoder));
  }
  encoding.writeVarUint(encoder, 0);
  return encoding.toUint8Array(encoder);
}
