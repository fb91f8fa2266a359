import { FiresideError } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { errorWords } from '../../error-words.ts';
import type { AuthorsSource, Writer } from './authors/show-authors.ts';

/** "Who wrote what", on demand: off until somebody asks, and loaded then. */
export class WhoWrote implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #ask: AbortController | null = null;
  #writers: readonly Writer[] | null = null;
  #problem = '';

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get on(): boolean {
    return this.#ask !== null;
  }

  hostConnected(): void {}

  hostDisconnected(): void {
    this.stop();
  }

  stop(): void {
    this.#ask?.abort();
    this.#ask = null;
    this.#writers = null;
    this.#problem = '';
    this.#host.requestUpdate();
  }

  start(source: Omit<AuthorsSource, 'changed' | 'signal'>): void {
    this.stop();
    const ask = new AbortController();
    this.#ask = ask;
    const changed = (writers: readonly Writer[]): void => {
      this.#writers = writers;
      this.#host.requestUpdate();
    };
    import('./authors/show-authors.ts')
      .then(({ showAuthors }) => showAuthors({ ...source, changed, signal: ask.signal }))
      .catch((error: unknown) => {
        if (this.#ask !== ask) return;
        this.stop();
        const { happened } = errorWords(error instanceof FiresideError ? error.code : 'unreachable');
        this.#problem = msg(str`${happened} So nobody can say yet who wrote what.`);
      });
  }

  render(): TemplateResult | typeof nothing {
    if (this.#problem !== '') return html`<p class="said" role="alert">${this.#problem}</p>`;
    if (this.#writers === null) return nothing;
    if (this.#writers.length === 0)
      return html`<p class="said" role="status">${msg('Nothing is written here yet.')}</p>`;
    return html`<ul class="writers" aria-label=${msg('Who wrote what')}>
      ${this.#writers.map(({ name, style }) => html`<li><bdi class="written written-${style}">${name}</bdi></li>`)}
    </ul>`;
  }
}
