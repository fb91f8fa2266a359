/** A long document: how much of the disk it takes once it rests, and how soon it is there again. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { plain, type Sample } from '../../report/row.ts';
import { edited, type Edited } from '../load/editing.ts';
import { NOTHING, savedFrame, STEP_1, STEP_2, SAVED, SYNC, syncFrame, UPDATE } from '../load/frames.ts';
import { LoadSocket } from '../load/socket.ts';
import { TEXT } from '../load/writing.ts';
import type { Door, ServerKind } from '../servers/kind.ts';
import { ours } from '../servers/ours.ts';
import { Server } from '../servers/server.ts';
import type { Row } from './row.ts';

const EDITS = 60_000;
/** What a socket may send at once; who has more to say comes again. */
const PER_VISIT = 2_000;
/** A document rests a minute after its last client has left. */
const RESTS_WITHIN_MS = 120_000;
const NO_PREFIX = new Uint8Array(0);

async function measure(kind: ServerKind): Promise<Sample> {
  const text = edited(EDITS);
  const server = await Server.start(kind);
  try {
    const door = await server.door({ document: 0, client: 0 });
    for (let from = 0; from < EDITS; from += PER_VISIT) await visit(door, text.updates.slice(from, from + PER_VISIT));
    const disk = await restOf(server, door.document);
    await server.kill();
    await server.start();
    const { ms, faults } = await load(door, text);
    return {
      figures: {
        'cold load to first sync ms': ms,
        'on disk bytes': disk.bytes,
        'newest snapshot bytes': disk.newest,
        'rows of the log left': disk.rows,
        'whole state as Yjs encodes it, bytes': text.stateBytes,
      },
      faults: disk.rows > 0 ? [...faults, 'The document was not compacted.'] : faults,
    };
  } finally {
    await server.stop();
  }
}

/** Writes some edits, waits until they are committed, and leaves. */
async function visit(door: Door, updates: readonly Uint8Array[]): Promise<void> {
  const committed = Promise.withResolvers<void>();
  const socket = new LoadSocket(door, {
    message(bytes, start) {
      if (bytes[start] === SYNC && bytes[start + 1] === STEP_1) socket.send(syncFrame(NO_PREFIX, STEP_2, NOTHING));
      if (bytes[start] === SAVED) committed.resolve();
    },
    lost: (code) => committed.reject(new Error(`The socket was closed (${code}).`)),
  });
  await socket.opened;
  for (const update of updates) socket.send(syncFrame(NO_PREFIX, UPDATE, update));
  socket.send(savedFrame(1));
  await committed.promise;
  socket.end();
}

/** What the document takes on disk once nothing of it waits in the log; after a while, what it takes as it is. */
async function restOf(server: Server, name: string): Promise<{ rows: number; bytes: number; newest: number }> {
  const db = new DatabaseSync(join(server.data, 'fireside.sqlite'), { readOnly: true });
  try {
    const log = db.prepare(
      'select count(*) as rows, coalesce(sum(length(data)), 0) as bytes from doc_update where doc = (select id from doc where name = ?)',
    );
    const snapshots = db.prepare(
      'select length(data) as bytes from doc_snapshot where doc = (select id from doc where name = ?) order by upto_seq desc',
    );
    for (const deadline = performance.now() + RESTS_WITHIN_MS; ; await wait(500)) {
      const { rows, bytes } = log.get(name) as { rows: number; bytes: number };
      const sizes = snapshots.all(name).map((row) => Number(row['bytes']));
      if (rows === 0 || performance.now() > deadline) {
        return { rows, bytes: sizes.reduce((sum, size) => sum + size, bytes), newest: sizes[0] ?? 0 };
      }
    }
  } finally {
    db.close();
  }
}

/** As a page does it: until its provider says that it is in sync. */
async function load(door: Door, { text }: Edited): Promise<{ ms: number; faults: string[] }> {
  const doc = new Y.Doc();
  const room = door.url.lastIndexOf(door.document);
  const began = performance.now();
  const provider = new WebsocketProvider(door.url.slice(0, room - 1), door.document, doc, {
    disableBc: true,
    protocols: [...door.protocols],
  });
  await new Promise<void>((resolve) => provider.once('sync', () => resolve()));
  const ms = performance.now() - began;
  provider.destroy();
  const right = doc.getText(TEXT).toString() === text;
  doc.destroy();
  return { ms, faults: right ? [] : ['The text that was loaded is not the text that was written.'] };
}

export const cold: Row = {
  name: 'cold',
  about: 'a document of 60,000 edits, compacted, in a server that has just started',
  servers: [ours],
  measure,
  figures: [
    {
      what: 'cold load to first sync',
      unit: 'ms',
      of: plain('ours', 'cold load to first sync ms'),
      must: 300,
      aim: 150,
    },
    { what: 'on disk after compaction', unit: 'kB', of: plain('ours', 'on disk bytes', 1000), must: 150, aim: 60 },
    { what: 'of that, the newest snapshot', unit: 'kB', of: plain('ours', 'newest snapshot bytes', 1000) },
    {
      what: 'whole state as Yjs encodes it',
      unit: 'kB',
      of: plain('ours', 'whole state as Yjs encodes it, bytes', 1000),
    },
  ],
};
