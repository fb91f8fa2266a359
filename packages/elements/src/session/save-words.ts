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
      return msg(str`Not saved: ${notSavedBecause(state.code)}`);
  }
}

const BECAUSE: Partial<Record<ErrorCode, () => string>> = {
  storage: () => msg('the server cannot write just now. It tries again by itself; keep this page open.'),
  'too-large': () => msg('the text is too large. Shorten it, or copy part of it elsewhere.'),
  'read-only': () => msg('this can only be read now. What you wrote is kept for you to decide.'),
  'not-allowed': () => msg('this can only be read now. What you wrote is kept for you to decide.'),
  'reload-to-update': () => msg('this page is out of date. Reload to update.'),
};

function notSavedBecause(code: ErrorCode): string {
  return BECAUSE[code]?.() ?? msg('the server did not take the last change. Copy what matters, then reload the page.');
}

/** Whether people need to hear of it at once; "Saving…" and "Saved" after every key would drown everything else. */
export function isTrouble(state: SaveState): boolean {
  return state.kind === 'offline' || state.kind === 'not-saved';
}
