import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** The part of a Y type (yjs `AbstractType`) that watching needs. */
export interface SharedType {
  observeDeep(listener: () => void): void;
  unobserveDeep(listener: () => void): void;
}

/**
 * Updates its host when one of the selected Y types changes, deeply, at most once per frame. `select` is asked anew at
 * each update of the host, so a document that is replaced is followed.
 */
export class SharedController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #select: () => readonly SharedType[];
  #watched: readonly SharedType[] = [];
  #frame = 0;

  constructor(host: ReactiveControllerHost, select: () => readonly SharedType[]) {
    this.#host = host;
    this.#select = select;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    this.#watch(this.#select());
  }

  hostDisconnected(): void {
    this.#watch([]);
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  #watch(types: readonly SharedType[]): void {
    const same = types.length === this.#watched.length && types.every((type, i) => type === this.#watched[i]);
    if (same) return;
    for (const type of this.#watched) type.unobserveDeep(this.#changed);
    for (const type of types) type.observeDeep(this.#changed);
    this.#watched = types;
  }

  readonly #changed = (): void => {
    // A hidden page gets no frames; Lit gathers the updates of one task by itself.
    if (document.hidden) this.#host.requestUpdate();
    else this.#frame ||= requestAnimationFrame(this.#update);
  };

  readonly #update = (): void => {
    this.#frame = 0;
    this.#host.requestUpdate();
  };
}
