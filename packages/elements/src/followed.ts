import type { Observable } from '@fireside/client';
import { noChange } from 'lit';
import { AsyncDirective, directive } from 'lit/async-directive.js';

/** Renders the value of an observable and follows it by itself, without an update of the element around. */
class Followed<T> extends AsyncDirective {
  #observable: Observable<T> | null = null;
  #template: (value: T) => unknown = () => noChange;
  #stop: (() => void) | null = null;

  override render(observable: Observable<T>, template: (value: T) => unknown): unknown {
    this.#template = template;
    if (observable !== this.#observable) {
      this.#observable = observable;
      if (this.isConnected) this.#follow();
    }
    return template(observable.value);
  }

  protected override disconnected(): void {
    this.#stop?.();
    this.#stop = null;
  }

  protected override reconnected(): void {
    this.#follow();
    this.#show();
  }

  #follow(): void {
    this.#stop?.();
    this.#stop = this.#observable?.subscribe(() => this.#show()) ?? null;
  }

  #show(): void {
    if (this.#observable) this.setValue(this.#template(this.#observable.value));
  }
}

export const followed = directive(Followed) as <T>(
  observable: Observable<T>,
  template: (value: T) => unknown,
) => unknown;
