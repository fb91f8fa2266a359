/** Prepared statements by name, and those of others by their text. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';

export function prepareAll<Name extends string>(
  db: DatabaseSync,
  texts: Readonly<Record<Name, string>>,
): Readonly<Record<Name, StatementSync>> {
  const entries = Object.entries<string>(texts).map(([name, text]) => [name, db.prepare(text)]);
  return Object.fromEntries(entries) as Record<Name, StatementSync>;
}

/** How many texts are kept: more than the server has, so that only made-up ones are prepared again. */
const KEPT = 256;

/** Prepares each text once; the one that was not used for longest goes first. */
export function createStatementCache(db: DatabaseSync): (text: string) => StatementSync {
  const kept = new Map<string, StatementSync>();
  return (text) => {
    const statement = kept.get(text) ?? db.prepare(text);
    kept.delete(text);
    kept.set(text, statement);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
    return statement;
  };
}
