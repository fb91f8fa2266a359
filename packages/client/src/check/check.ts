/** The connection check: every step asks for real, all at once, and nothing of it stays open. */
import { FiresideError, type ErrorCode, type Ticket } from '@fireside/protocol';
import type { CheckOptions, CheckResult } from './result.ts';
import { stepsOf, type Step } from './steps.ts';

/** Milliseconds that a step has. */
const PATIENCE = 8000;

export interface CheckedSession extends CheckOptions {
  readonly server: string;
  readonly ticket: Ticket;
}

/** Rejects with the signal's reason when that is aborted; what fails is in the results. */
export async function checkConnection(options: CheckedSession): Promise<readonly CheckResult[]> {
  const { server, ticket, onProgress, signal } = options;
  signal.throwIfAborted();
  const steps = stepsOf(server, ticket);
  let results = steps.map(begin);
  onProgress(results);
  await Promise.all(
    steps.map(async ({ ask }, index) => {
      if (!ask) return;
      const asked = performance.now();
      const error = await failureOf(ask, signal);
      if (signal.aborted) return;
      const ms = Math.round(performance.now() - asked);
      results = results.with(index, { ...results[index]!, ...error, outcome: error ? 'failed' : 'ok', ms });
      onProgress(results);
    }),
  );
  signal.throwIfAborted();
  return results;
}

function begin({ step, host, ask }: Step): CheckResult {
  return { step, host, outcome: ask ? 'running' : 'not-set-up', code: null, status: null, ms: 0 };
}

/** Why the step failed in the time that it has; null where it did not. */
async function failureOf(
  ask: NonNullable<Step['ask']>,
  signal: AbortSignal,
): Promise<{ code: ErrorCode; status: number | null } | null> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new FiresideError('unreachable')), PATIENCE);
  try {
    await ask(AbortSignal.any([signal, late.signal]));
    return null;
  } catch (error) {
    if (!(error instanceof FiresideError)) {
      if (!signal.aborted) reportError(error); // for the developer: a person can do nothing about it
      return { code: 'internal', status: null };
    }
    const { status } = error.data ?? {};
    return { code: error.code, status: typeof status === 'number' ? status : null };
  } finally {
    clearTimeout(timer);
  }
}
