/** Says what the clock does of itself, and what the others do with it, to people who do not see it. */
import type { FiresideSession } from '@fireside/client';
import { msg } from '@lit/localize';
import type { ReactiveController, ReactiveElement } from 'lit';
import type * as Y from 'yjs';
import { nowWords } from './acts.ts';
import { timeWords } from './clock-words.ts';
import type { ClockView, Pause } from './view.ts';

export interface Shown {
  readonly view: ClockView;
  readonly pause: Pause | null;
  /** What the pause is called. */
  readonly pauseWords: string;
}

export class ClockNews implements ReactiveController {
  readonly #session: () => FiresideSession | null;
  readonly #announce: (text: string) => void;
  #root: Y.Map<unknown> | null = null;
  /** Somebody else has changed the clock since it was last shown. */
  #others = false;
  #last: Shown | null = null;

  constructor(host: ReactiveElement, session: () => FiresideSession | null, announce: (text: string) => void) {
    this.#session = session;
    this.#announce = announce;
    host.addController(this);
  }

  /** What is shown now; says what is new about it. */
  tell(shown: Shown | null): void {
    const session = this.#session();
    const document = session?.documents.value.session ?? null;
    this.#watch(document?.synced ? document.doc.getMap('clock') : null);
    const before = this.#last;
    const byOthers = this.#others;
    this.#last = shown;
    this.#others = false;
    if (!before || !shown || !session) return;
    const same = idOf(before.view) === idOf(shown.view);
    if (same && timeOf(before.view) === 'left' && timeOf(shown.view) === 'beyond') this.#sayTime(shown.view);
    if (!byOthers || !session.preferences.value.announce.agenda) return;
    if (!same && shown.view.kind === 'running') this.#announce(nowWords(shown.view.item.title));
    if (session.call.value.self.away || session.call.value.state === 'joined') return; // the call says who is away
    if (!before.pause && shown.pause) this.#announce(shown.pauseWords);
    else if (before.pause && !shown.pause && shown.view.kind === 'running') this.#announce(msg('The clock goes on'));
  }

  hostDisconnected(): void {
    this.#watch(null);
    this.#last = null;
  }

  #sayTime(view: ClockView): void {
    if (view.kind === 'running') this.#announce(`“${view.item.title}”: ${timeWords(view.time)}`);
  }

  #watch(root: Y.Map<unknown> | null): void {
    if (root === this.#root) return;
    this.#root?.unobserve(this.#changed);
    root?.observe(this.#changed);
    this.#root = root;
    this.#others = false;
  }

  readonly #changed = (_: unknown, { local }: Y.Transaction): void => {
    this.#others ||= !local;
  };
}

function idOf(view: ClockView): string | null {
  return view.kind === 'running' ? view.item.id : null;
}

function timeOf(view: ClockView): string | null {
  return view.kind === 'running' ? view.time.kind : null;
}
