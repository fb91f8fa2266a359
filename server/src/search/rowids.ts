/**
 * Statements of a database whose rowids are larger than a JavaScript number takes. Every `run` answers the last one, whatever
 * it wrote: all that write, and all that read one, speak bigints.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { prepareAll } from '../storage/statements.ts';

export function prepareWithRowids<Name extends string>(
  db: DatabaseSync,
  texts: Readonly<Record<Name, string>>,
): Readonly<Record<Name, StatementSync>> {
  const statements = prepareAll(db, texts);
  for (const statement of Object.values<StatementSync>(statements)) statement.setReadBigInts(true);
  return statements;
}
