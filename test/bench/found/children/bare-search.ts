/** The bare query on the very file, with SQLite and nothing else, in a process of its own; answers how long each took. */
import { DatabaseSync } from 'node:sqlite';
import process from 'node:process';

export interface BareQuestion {
  readonly match: string;
  readonly limit: number;
}

const db = new DatabaseSync(process.argv[2]!, { readOnly: true });
db.exec('pragma cache_size = -32000');
const query = db.prepare(`select rowid as id, snippet(words, 1, '[', ']', '…', 32) as text
  from words where words match ? order by rowid desc limit ?`);
query.setReadBigInts(true);

process.on('message', ({ match, limit }: BareQuestion) => {
  const began = performance.now();
  const rows = query.all(match, limit).length;
  process.send?.({ ms: performance.now() - began, rows });
});
process.send?.('ready');
