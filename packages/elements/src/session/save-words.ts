import { msg, str } from '@lit/localize';
import type { SaveState } from '@fireside/client';
import type { ErrorCode } from '@fireside/protocol';

/** The save state in words; it promises nothing that is not so. */
export function saveWords(state: SaveState): string {
  switch (state.kind) {
    case 'reading':
      return msg('Reading along');
    case 'saved':
      return msg('Saved');
    case 'saving':
      return msg('Saving…');
    case 'offline':
      if (!state.waiting) return msg('Offline: everything you wrote is saved');
      return state.stored
        ? msg('Offline: what you wrote waits on this device')
        : msg('Offline: what you wrote waits in this page; keep it open');
    case 'not-saved':
      return msg(str`Not saved: ${notSavedBecause(state)}`);
  }
}

const BECAUSE: Partial<Record<ErrorCode, (goesUp: string) => string>> = {
  storage: (goesUp) => msg(str`the server cannot write just now. ${goesUp}`),
  unreachable: (goesUp) => msg(str`the server does not answer. ${goesUp}`),
  'too-large': () => msg('the text is too large. What you wrote is kept for you to decide.'),
  'read-only': () => msg('this can only be read now. What you wrote is kept for you to decide.'),
  'not-allowed': () => msg('this can only be read now. What you wrote is kept for you to decide.'),
  'reload-to-update': () => msg('this page is out of date. Reload to update.'),
};

function notSavedBecause({ code, stored }: { code: ErrorCode; stored: boolean }): string {
  const goesUp = stored
    ? msg('What you wrote waits on this device and goes up by itself.')
    : msg('It tries again by itself; keep this page open.');
  return (
    BECAUSE[code]?.(goesUp) ?? msg('the server did not take the last change. What you wrote is kept for you to decide.')
  );
}

/** Whether people need to hear of it at once; "Saving…" and "Saved" after every key would drown everything else. */
export function isTrouble(state: SaveState): boolean {
  return state.kind === 'offline' || state.kind === 'not-saved';
}
