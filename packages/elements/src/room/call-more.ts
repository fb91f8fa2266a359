/**
 * What a call needs beyond faces and buttons: what is said aloud, what goes wrong, single keys. It is loaded when the faces
 * are there, or when something has gone wrong before.
 */
import type { CallSnapshot } from '@fireside/client';
import { CallAnnouncer, type CallAnnouncements } from './call-announcer.ts';
import { Notices } from './notices.ts';

export { renderNotices, renderOwnScreen, renderPlayback, renderRefusal, renderTrouble } from './render-trouble.ts';
export { Shortcuts } from './shortcuts.ts';

/** Follows a call for one person. */
export class Following {
  readonly notices: Notices;
  readonly #announcer: CallAnnouncer;

  /** `changed`: a notice went by itself. */
  constructor(announce: (text: string) => void, changed: () => void) {
    this.notices = new Notices(announce, changed);
    this.#announcer = new CallAnnouncer(announce);
  }

  tell(call: CallSnapshot, wanted: CallAnnouncements): void {
    this.#announcer.tell(call, wanted);
    this.notices.tell(call);
  }

  stop(): void {
    this.#announcer.stop();
    this.notices.stop();
  }
}
