import type { ErrorCode } from '@fireside/protocol';
import type { CallError } from './port.ts';

/** The refused devices after one more command: `device` was refused with a code, or reached what was asked (null). */
export function afterOutcome(
  refusals: readonly CallError[],
  device: CallError['device'],
  code: ErrorCode | null,
): readonly CallError[] {
  const others = refusals.filter((one) => one.device !== device);
  return code ? [...others, { code, device }] : others;
}
