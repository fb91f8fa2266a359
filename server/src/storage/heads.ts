/**
 * Where each document's log ends, in the memory of its one writer. After a rollback it may be wrong and is forgotten; the
 * database knows.
 */
import type { DatabaseSync } from 'node:sqlite';
import { prepareAll } from './statements.ts';
import type { DocumentKey } from './store.ts';

export interface Head {
  readonly id: number;
  readonly epoch: number;
  /** The seq of the last update; the next one gets one more. */
  seq: number;
}

/** Over this many documents everything is forgotten and found again: some 2 MB. */
const KEPT = 10_000;

export class Heads {
  readonly #kept = new Map<string, Head>();
  readonly #sql;

  constructor(db: DatabaseSync) {
    this.#sql = prepareAll(db, {
      find: `select id, epoch, max(head_seq, coalesce((select max(seq) from doc_update where doc = doc.id), 0)) as seq
        from doc where tenant = ? and name = ?`,
      add: 'insert into doc (tenant, name) values (?, ?) returning id, epoch, head_seq as seq',
    });
  }

  find({ tenant, name }: DocumentKey): Head | undefined {
    const key = `${tenant}\0${name}`;
    const kept = this.#kept.get(key);
    if (kept) return kept;
    const found = this.#sql.find.get(tenant, name) as Head | undefined;
    return found && this.#keep(key, found);
  }

  /** The document's head; one that was never written gets its row. */
  ensure(document: DocumentKey): Head {
    const { tenant, name } = document;
    return this.find(document) ?? this.#keep(`${tenant}\0${name}`, this.#sql.add.get(tenant, name) as unknown as Head);
  }

  forget(): void {
    this.#kept.clear();
  }

  #keep(key: string, { id, epoch, seq }: Head): Head {
    if (this.#kept.size >= KEPT) this.#kept.clear();
    const head = { id, epoch, seq };
    this.#kept.set(key, head);
    return head;
  }
}
