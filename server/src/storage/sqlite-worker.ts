/** The thread of the one writer: an fsync must never hold up the sockets. */
import { parentPort, workerData } from 'node:worker_threads';
import { openWriter } from './connection.ts';
import { createLog } from './log.ts';
import { toWire, type Request, type Response } from './sqlite-messages.ts';

if (!parentPort) throw new Error('This is the storage worker: openSqlite starts it.');
const port = parentPort;
const db = openWriter((workerData as { path: string }).path);
const log = createLog(db, Date.now);

function answer(request: Request): unknown {
  switch (request.op) {
    case 'commit':
      return log.commit(request.commits).map((result) => (result ? toWire(result) : null));
    case 'load':
      return log.load(request.document);
    case 'epoch':
      return log.epoch(request.document);
    case 'compact':
      return log.compact(request.document);
    case 'erase':
      return log.erase(request.document);
    case 'close':
      return db.close();
  }
}

function respond(response: Response): void {
  port.postMessage(response);
}

port.on('message', (request: Request) => {
  try {
    respond({ id: request.id, value: answer(request) });
  } catch (error) {
    respond({ id: request.id, error: toWire(error) });
  }
  if (request.op === 'close') port.close();
});

// The database is open and migrated.
respond({ id: 0, value: undefined });
