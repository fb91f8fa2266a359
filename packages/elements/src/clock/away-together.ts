import type { FiresideSession } from '@fireside/client';
import type { ReactiveController, ReactiveElement } from 'lit';

/** *Be right back* in the call pauses the clock as well: it is one thing to whoever opens the door. */
export class AwayTogether implements ReactiveController {
  readonly #session: () => FiresideSession | null;
  readonly #changed: (away: boolean) => void;
  #of: FiresideSession | null = null;
  #away = false;

  constructor(host: ReactiveElement, session: () => FiresideSession | null, changed: (away: boolean) => void) {
    this.#session = session;
    this.#changed = changed;
    host.addController(this);
  }

  hostUpdated(): void {
    const session = this.#session();
    if (session !== this.#of) {
      this.#of = session;
      this.#away = session?.call.value.self.away ?? false;
    }
    if (!session) return;
    const { state, self } = session.call.value;
    if (self.away === this.#away) return;
    this.#away = self.away;
    // Who leaves the call has not come back.
    if (state === 'joined' || state === 'reconnecting') this.#changed(self.away);
  }

  hostDisconnected(): void {
    this.#of = null;
  }
}
