import type { ErrorCode } from '@fireside/protocol';
import { type CallError, type CallSnapshot, isInCall } from './port.ts';

/** The refused devices after one more command: `device` was refused with a code, or reached what was asked (null). */
export function afterOutcome(
  refusals: readonly CallError[],
  device: CallError['device'],
  code: ErrorCode | null,
): readonly CallError[] {
  const others = refusals.filter((one) => one.device !== device);
  return code ? [...others, { code, device }] : others;
}

/** What a call from browser to browser is a way around of. */
export const isOfMediaServer = (code: ErrorCode): boolean => code === 'sfu-unreachable' || code === 'sfu-refused';

/** Whether there is no call for us because there is no media server for it. */
export function refusedByMediaServer(call: CallSnapshot): boolean {
  return !isInCall(call) && call.error?.device === null && isOfMediaServer(call.error.code);
}
