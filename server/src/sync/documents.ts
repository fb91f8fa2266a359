/** The documents in memory, as commands and sockets use them. One ordered queue per document; several are entered by name. */
import type * as Y from 'yjs';
import type { DocumentKey, RowWrite } from '../storage/store.ts';

/** What a command writes, all in one commit. */
export interface CommandOutcome<T> {
  /** Updates made by the server to documents of the command, in the order they apply. */
  appends: readonly { document: DocumentKey; bytes: Uint8Array; actor: string }[];
  rows: readonly RowWrite[];
  /** Documents that nobody writes to any more once this is committed, also not what waits in their queues already. */
  freezes?: readonly DocumentKey[];
  result: T;
}

export interface Documents {
  /**
   * Enters the queues of `keys` in the order of their names, waits until everything before is committed, lets `command`
   * read the documents (never change them: build updates on a scratch copy), commits what it answers, and only then
   * applies it to the documents in memory and fans it out. Until then nothing else happens in these documents, so
   * `command` must not ask `Documents` for anything.
   * @throws CommitConflict, FiresideError `storage`, and whatever `command` throws: then nothing was written
   */
  command<T>(
    keys: readonly DocumentKey[],
    command: (docs: readonly Y.Doc[]) => CommandOutcome<T> | Promise<CommandOutcome<T>>,
  ): Promise<T>;
  /** Reads one document inside its queue: everything that `read` sees is committed. */
  read<T>(key: DocumentKey, read: (doc: Y.Doc) => T): Promise<T>;
  /** Erases a document after what is in its queue, closes its sockets with `epoch-changed`, and answers the new epoch. */
  erase(key: DocumentKey): Promise<number>;
}
