/** The process of the bare relay: what arrives is logged, committed every 5 ms, and then passed on as it came. */
import { createServer } from 'node:http';
import process from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import { WebSocketServer, type WebSocket } from 'ws';

const COMMIT_EVERY_MS = 5;
const SYNC = 0;
const [STEP_1, UPDATE] = [0, 2];
/** Step 1 of a server that has nothing, and the step 2 that says "that is all". */
const ASK = Uint8Array.of(SYNC, STEP_1, 1, 0);
const DONE = Uint8Array.of(SYNC, 1, 2, 0, 0);
/** A client's step 2 of nothing, which is no news. */
const EMPTY_STEP_2 = 5;

const db = new DatabaseSync(process.env['DATABASE']!);
db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
db.exec('CREATE TABLE IF NOT EXISTS log (seq INTEGER PRIMARY KEY, document TEXT NOT NULL, message BLOB NOT NULL)');
db.exec('CREATE INDEX IF NOT EXISTS by_document ON log (document, seq)');
const append = db.prepare('INSERT INTO log (document, message) VALUES (?, ?)');
const read = db.prepare('SELECT message FROM log WHERE document = ? ORDER BY seq');

const rooms = new Map<string, Set<WebSocket>>();
let waiting: { document: string; message: Uint8Array }[] = [];

setInterval(() => {
  if (waiting.length === 0) return;
  const batch = waiting;
  waiting = [];
  db.exec('BEGIN');
  for (const { document, message } of batch) append.run(document, message);
  db.exec('COMMIT');
  for (const { document, message } of batch) for (const socket of rooms.get(document)!) socket.send(message);
}, COMMIT_EVERY_MS);

const http = createServer((_, response) => response.end('ok'));
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
sockets.on('connection', (socket, request) => {
  const document = request.url!;
  const room = rooms.get(document) ?? new Set();
  rooms.set(document, room.add(socket));
  socket.on('close', () => room.delete(socket));
  socket.on('message', (message: Buffer) => {
    if (message[0] !== SYNC) return;
    if (message[1] === STEP_1) {
      for (const row of read.all(document)) socket.send(row['message'] as Uint8Array);
      socket.send(DONE);
    } else if (message.length > EMPTY_STEP_2) {
      message[1] = UPDATE; // also a step 2: to the others it is an update like any other
      waiting.push({ document, message });
    }
  });
  socket.send(ASK);
});
http.listen(Number(process.env['PORT']), '127.0.0.1');
