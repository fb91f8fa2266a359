import type { Observable } from '@fireside/client';
import { noChange } from 'lit';
import { AsyncDirective, directive } from 'lit/async-directive.js';

/** Milliseconds for which what is shown stays, although there is something new to show; asked at each change. */
type Rest<T> = (shown: T, next: T) => number;

/** Renders the value of an observable and follows it by itself, without an update of the element around. */
class Followed<T> extends AsyncDirective {
  #observable: Observable<T> | null = null;
  #template: (value: T) => unknown = () => noChange;
  #rest: Rest<T> = () => 0;
  #shown: { readonly value: T } | null = null;
  #stop: (() => void) | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override render(observable: Observable<T>, template: (value: T) => unknown, rest: Rest<T> = () => 0): unknown {
    this.#template = template;
    this.#rest = rest;
    if (observable !== this.#observable) {
      this.#observable = observable;
      this.#shown = null;
      if (this.isConnected) this.#follow();
    }
    const { value } = (this.#shown ??= { value: observable.value });
    return template(value);
  }

  protected override disconnected(): void {
    this.#stop?.();
    this.#stop = null;
    clearTimeout(this.#timer);
  }

  protected override reconnected(): void {
    this.#follow();
    this.#show();
  }

  #follow(): void {
    this.#stop?.();
    this.#stop = this.#observable?.subscribe(() => this.#changed()) ?? null;
  }

  #changed(): void {
    if (!this.#observable) return;
    clearTimeout(this.#timer);
    const rest = this.#shown ? this.#rest(this.#shown.value, this.#observable.value) : 0;
    if (rest === 0) this.#show();
    else this.#timer = setTimeout(() => this.#show(), rest);
  }

  #show(): void {
    if (!this.#observable || Object.is(this.#shown?.value, this.#observable.value)) return;
    this.#shown = { value: this.#observable.value };
    this.setValue(this.#template(this.#shown.value));
  }
}

export const followed = directive(Followed) as <T>(
  observable: Observable<T>,
  template: (value: T) => unknown,
  rest?: Rest<T>,
) => unknown;
