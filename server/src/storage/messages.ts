/** What the main thread and the threads of the storage say to each other. Errors travel as data: a clone forgets its class. */
import type { DocumentLog } from './log.ts';
import type { Batch } from './packing.ts';
import type { DocumentReading } from './reading.ts';
import { CommitConflict } from './store.ts';

/** The calls of the writer's thread: those of the log, with commits packed. */
export interface WriterCalls extends Omit<DocumentLog, 'commit'> {
  /** What failed of a batch, by the index of its commit, and whether the write-ahead log has grown enough to be copied. */
  commit(batch: Batch): { failed: [number, WireError][]; grown: boolean };
  /** Copies the rest of the write-ahead log, so that it begins anew. */
  checkpoint(): void;
}

/** The calls of the reader's thread. */
export interface ReaderCalls extends DocumentReading {
  /** Copies the write-ahead log into the file, beside the writer. */
  checkpoint(): void;
}

export const WRITER_CALLS = [
  'commit',
  'putAside',
  'addSnapshot',
  'dropCovered',
  'erase',
  'rewrite',
  'cutLog',
  'needsRewrite',
  'checkpoint',
] as const satisfies readonly (keyof WriterCalls)[];

export const READER_CALLS = ['load', 'plan', 'proves', 'checkpoint'] as const satisfies readonly (keyof ReaderCalls)[];

export interface WireError {
  readonly conflict: boolean;
  readonly message: string;
  readonly code: string | null;
}

export type Request = { readonly id: number; readonly call: string; readonly args: readonly unknown[] };
export type Response = { readonly id: number } & ({ readonly value: unknown } | { readonly error: WireError });

export function toWire(error: unknown): WireError {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
  const message = error instanceof Error ? error.message : String(error);
  return { conflict: error instanceof CommitConflict, message, code };
}

export function fromWire({ conflict, message, code }: WireError): Error {
  return conflict ? new CommitConflict(message) : Object.assign(new Error(message), code === null ? {} : { code });
}
