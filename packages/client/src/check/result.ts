/** What a connection check finds out; `check.ts`, which finds it out, is loaded when somebody asks. */
import type { ErrorCode } from '@fireside/protocol';

/**
 * - `server`: the server answers HTTP. `documents`, `call`: its WebSockets open and answer.
 * - `sfu`: the media server answers and takes the ticket's token; only there where the call goes through one.
 * - `stun`: a server tells this browser its address from outside. `turn-…`: a relay passes a message on, reached by that transport;
 *   only where the call goes from browser to browser.
 * - `browser`: two connections inside this page find each other without any server.
 */
export type CheckStep =
  | 'server'
  | 'documents'
  | 'call'
  | 'sfu'
  | 'stun'
  | 'turn-udp'
  | 'turn-tcp'
  | 'turn-tls'
  | 'browser';

export interface CheckResult {
  readonly step: CheckStep;
  /** Name and port of the server that was asked; null where there is none. */
  readonly host: string | null;
  /** `not-set-up`: the ticket names no such server. That is no failure; within one network none is needed. */
  readonly outcome: 'running' | 'ok' | 'failed' | 'not-set-up';
  /** Why it failed. */
  readonly code: ErrorCode | null;
  /**
   * The same in numbers, where there is one: of a STUN or TURN server (RFC 8489 section 14.8), or the browser's own 701, no
   * answer; of HTTP, from the media server.
   */
  readonly status: number | null;
  /** Milliseconds that it took; 0 while it is running. */
  readonly ms: number;
}

export interface CheckOptions {
  /** All steps in their order, at the beginning and whenever one has ended. */
  readonly onProgress: (results: readonly CheckResult[]) => void;
  /** Ends the check: it rejects with the signal's reason, and nothing is left open. */
  readonly signal: AbortSignal;
}
