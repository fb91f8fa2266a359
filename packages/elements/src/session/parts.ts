import { msg } from '@lit/localize';
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { LazyPart } from '../controllers/lazy-part.ts';
import { renderProblem } from '../problem.ts';
import { whenIdle } from '../when-idle.ts';

/** What the widget loads when it is first needed. */
export class Parts {
  readonly wrapUp;
  readonly notes;
  readonly recap;
  readonly review;
  readonly clock;
  readonly since;
  #prepared = false;

  constructor(host: ReactiveControllerHost) {
    this.wrapUp = new LazyPart(host, () => import('../wrap-up/define.ts'));
    this.notes = new LazyPart(host, () => import('../notes/define.ts'));
    this.recap = new LazyPart(host, () => import('../recap/define.ts'));
    this.review = new LazyPart(host, () => import('../review/define.ts'));
    this.clock = new LazyPart(host, () => import('../clock/define.ts'));
    this.since = new LazyPart(host, () => import('../since/define.ts'));
  }

  /** Loads saved notes and recap, which are one press away, when there is time; for who saves data, the press comes first. */
  prepare(): void {
    if (this.#prepared) return;
    this.#prepared = true;
    if (savesData()) return;
    whenIdle(() => {
      this.review.prepare();
      this.recap.prepare();
    });
  }

  /** `content` when its part is there; what to do where it could not be loaded. */
  render(part: LazyPart<unknown>, content: TemplateResult): TemplateResult {
    if (part.need() !== null) return content;
    return part.failed
      ? renderProblem('unreachable', () => part.retry())
      : html`<p class="waiting">${msg('One moment…')}</p>`;
  }

  /** `content` when its part is there, and nothing where it is not: the page does not wait for it. */
  renderQuietly(part: LazyPart<unknown>, content: TemplateResult): TemplateResult | typeof nothing {
    return part.need() === null ? nothing : content;
  }
}

/** https://wicg.github.io/savedata/, where the browser has it. */
function savesData(): boolean {
  const { connection } = navigator as { connection?: { readonly saveData?: boolean } };
  return connection?.saveData === true;
}
