/** What the main thread and the storage worker say to each other. Errors travel as data: a clone forgets its class. */
import { CommitConflict, type Commit, type DocumentKey } from './store.ts';

export type Ask =
  | { op: 'commit'; commits: readonly Commit[] }
  | { op: 'load' | 'epoch' | 'compact' | 'erase'; document: DocumentKey }
  | { op: 'close' };

export interface WireError {
  conflict: boolean;
  message: string;
  code: string | null;
}

export type Request = Ask & { id: number };
export type Response = { id: number; value: unknown } | { id: number; error: WireError };

export function toWire(error: unknown): WireError {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
  const message = error instanceof Error ? error.message : String(error);
  return { conflict: error instanceof CommitConflict, message, code };
}

export function fromWire({ conflict, message, code }: WireError): Error {
  return conflict ? new CommitConflict(message) : Object.assign(new Error(message), code === null ? {} : { code });
}
