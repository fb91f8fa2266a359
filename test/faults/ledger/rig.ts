/** What the ledger needs of a server: to start it, to read and write with real clients, to kill it. */
import type { Book } from './book.ts';

/** Where the server dies; `random` is a moment of nobody's choosing. */
export type Failpoint =
  | 'random'
  | 'during-commit'
  | 'after-commit'
  | 'during-compaction'
  /** A snapshot stands next to the rows that it covers. */
  | 'half-compacted'
  | 'during-load'
  | 'during-erase'
  | 'after-erase'
  /** Of the next server on the folder, while it takes up what this one left. */
  | 'during-start';

export interface Rig {
  readonly name: string;
  readonly failpoints: readonly Failpoint[];
  /** The kinds of clients that write; each must have been told something. */
  readonly clients: readonly string[];
  open(folder: string): Life;
}

/** What one data folder lives through. */
export interface Life {
  start(random: () => number): Promise<Running>;
  /** Ends what was prepared for the next start. */
  end(): Promise<void>;
}

export interface Running {
  /** What the server itself says has gone wrong. */
  readonly complaints: readonly string[];
  /** Lets fresh clients, which remember nothing, read every document of the folder. */
  check(book: Book): Promise<void>;
  /** Starts clients that write until the server is gone; where it shall die loading, they leave something to load. */
  write(book: Book, failpoint: Failpoint): Promise<void>;
  /** Ends the server by SIGKILL there, and forgets every client. Answers where it really died. */
  strike(failpoint: Failpoint, book: Book): Promise<string>;
}
