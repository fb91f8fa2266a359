import type { FiresideSession, Observable } from '@fireside/client';
import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveElement } from 'lit';
import { sessionContext } from '../context.ts';

/**
 * - `awaiting`: inside a `<fireside-session>` that has no session yet.
 * - `bound`: `session` is there.
 * - `missing`: there is no `<fireside-session>` around; the element should say so instead of hanging.
 */
export type SessionBinding = 'awaiting' | 'bound' | 'missing';

/** The part of a session whose changes update the host. */
export type Selector = (session: FiresideSession) => readonly Observable<unknown>[];

const TAG = 'fireside-session';

/** Finds the session around its host, updates the host when a selected observable changes, and lets go on disconnect. */
export class SessionController implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #select: Selector;
  #session: FiresideSession | null = null;
  #binding: SessionBinding = 'awaiting';
  #answered = false;
  #stop: (() => void)[] = [];

  constructor(host: ReactiveElement, select: Selector = () => []) {
    this.#host = host;
    this.#select = select;
    // The consumer is added first, so that its request has been answered when our own `hostConnected` looks.
    new ContextConsumer(host, {
      context: sessionContext,
      subscribe: true,
      callback: (session) => this.#answer(session),
    });
    host.addController(this);
  }

  get binding(): SessionBinding {
    return this.#binding;
  }

  /** Null unless `bound`. */
  get session(): FiresideSession | null {
    return this.#session;
  }

  hostConnected(): void {
    if (this.#answered) return;
    const owner = ownerOf(this.#host);
    this.#binding = owner === null ? 'missing' : 'awaiting';
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#answered = false;
    this.#bind(null);
  }

  #answer(session: FiresideSession | null): void {
    this.#answered = true;
    this.#bind(session);
  }

  #bind(session: FiresideSession | null): void {
    for (const stop of this.#stop) stop();
    this.#session = session;
    this.#binding = session === null ? 'awaiting' : 'bound';
    const update = (): void => this.#host.requestUpdate();
    this.#stop = session === null ? [] : this.#select(session).map((observable) => observable.subscribe(update));
    update();
  }
}

/** The nearest `<fireside-session>`, upgraded or not, through shadow roots. */
function ownerOf(element: Element): Element | null {
  for (let at: Element | null = element; at !== null; at = hostOf(at)) {
    const owner = at.closest(TAG);
    if (owner !== null) return owner;
  }
  return null;
}

function hostOf(element: Element): Element | null {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}
