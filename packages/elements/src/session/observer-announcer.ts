import type { Presence } from '@fireside/client';
import { msg, str } from '@lit/localize';
import type { Widget } from '../widget.ts';

/** Says who begins and who ceases to read along: nobody reads unseen, nor unheard. */
export class ObserverAnnouncer {
  readonly #widget: Pick<Widget, 'announce'>;
  #names: readonly string[] = [];

  constructor(widget: Pick<Widget, 'announce'>) {
    this.#widget = widget;
  }

  tell(present: readonly Presence[]): void {
    const before = this.#names;
    const now = present.filter((one) => one.role === 'observer' && !one.self).map((one) => one.name);
    this.#names = now;
    for (const name of now) if (!before.includes(name)) this.#widget.announce(msg(str`${name} reads along`));
    for (const name of before) if (!now.includes(name)) this.#widget.announce(msg(str`${name} no longer reads along`));
  }
}
