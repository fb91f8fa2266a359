import type { FiresideSession } from '@fireside/client';
import { markRead, type ReadMark } from '@fireside/protocol';
import type { ReactiveController, ReactiveElement } from 'lit';
import type { SessionController } from './session-controller.ts';

/** What its host shows of a saved session. */
export interface Shown extends ReadMark {
  readonly id: string;
}

/**
 * Notes in the document of this person how much of a saved session they have seen, as soon as the host really shows it on
 * a page that somebody looks at. The host's `SessionController` follows `documents`.
 */
export class ReadMarkController implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #session: SessionController;
  readonly #shown: () => Shown | null;

  constructor(host: ReactiveElement, session: SessionController, shown: () => Shown | null) {
    this.#host = host;
    this.#session = session;
    this.#shown = shown;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#look);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#look);
  }

  hostUpdated(): void {
    this.#look();
  }

  readonly #look = (): void => {
    const shown = this.#shown();
    const own = ownOf(this.#session.session);
    if (!shown || !own || document.hidden || !this.#host.checkVisibility()) return;
    markRead(own.doc, shown.id, shown);
  };
}

/** Not before the server's marks are there: an older mark of this page must not be the later write. */
function ownOf(session: FiresideSession | null): { readonly doc: Parameters<typeof markRead>[0] } | null {
  const own = session?.documents.value.private;
  return own?.synced && own.writable ? own : null;
}
