import type { FiresideSession } from '@fireside/client';
import type { ReactiveController, ReactiveElement } from 'lit';

/** What makes one session different from another: a change of it ends the old and begins a new one. */
export interface SessionIdentity {
  readonly server: string;
  readonly mentorship: string;
  readonly noOffline: boolean;
}

export interface SessionOwnerOptions {
  /** Null while the page has not said everything. */
  readonly identity: () => SessionIdentity | null;
  readonly create: (identity: SessionIdentity, signal: AbortSignal) => FiresideSession;
  /** Told of each new session, and of null when it has ended. */
  readonly changed: (session: FiresideSession | null) => void;
}

/**
 * Owns the session of its host: begins it when the host is connected and knows enough, and ends it when the host is
 * removed. A move in the DOM is a removal and an insertion in one task, so the end waits for a microtask.
 */
export class SessionOwner implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #options: SessionOwnerOptions;
  #identity: SessionIdentity | null = null;
  #lifetime: AbortController | null = null;

  constructor(host: ReactiveElement, options: SessionOwnerOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  /** Before each render: attributes may have changed. */
  hostUpdate(): void {
    if (!this.#host.isConnected) return;
    const identity = this.#options.identity();
    if (sameIdentity(identity, this.#identity)) return;
    this.#end();
    if (identity === null) return;
    this.#identity = identity;
    this.#lifetime = new AbortController();
    this.#options.changed(this.#options.create(identity, this.#lifetime.signal));
  }

  hostDisconnected(): void {
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.#end();
    });
  }

  #end(): void {
    if (this.#lifetime === null) return;
    this.#lifetime.abort();
    this.#lifetime = null;
    this.#identity = null;
    this.#options.changed(null);
  }
}

function sameIdentity(a: SessionIdentity | null, b: SessionIdentity | null): boolean {
  if (a === null || b === null) return a === b;
  return a.server === b.server && a.mentorship === b.mentorship && a.noOffline === b.noOffline;
}
